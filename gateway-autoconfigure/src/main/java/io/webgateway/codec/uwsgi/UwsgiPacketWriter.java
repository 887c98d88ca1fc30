/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.webgateway.codec.uwsgi;

import io.netty.buffer.ByteBuf;

/**
 * Writes uwsgi packets. A response is none: it is written as in HTTP.
 */
public final class UwsgiPacketWriter {

	private static final int PONG = 1;

	private UwsgiPacketWriter() {
	}

	/**
	 * Write the packet that answers a ping.
	 * @param out where to write it
	 */
	public static void writePong(ByteBuf out) {
		out.writeInt(UwsgiModifier.PING << 24 | PONG);
	}

}
