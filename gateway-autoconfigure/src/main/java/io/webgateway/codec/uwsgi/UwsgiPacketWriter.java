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

import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Writes uwsgi packets. A response is none: it is written as in HTTP.
 */
public final class UwsgiPacketWriter {

	private static final int PONG = 1;

	private static final int HEADER_LENGTH = 4;

	private static final int MAX_LENGTH = 65535;

	private UwsgiPacketWriter() {
	}

	/**
	 * Write the packet that answers a ping.
	 * @param out where to write it
	 */
	public static void writePong(ByteBuf out) {
		out.writeInt(UwsgiModifier.PING << 24 | PONG);
	}

	/**
	 * Write the head of a request. Characters beyond ISO-8859-1 become question marks.
	 * @param out where to write it
	 * @param modifier1 what the packet is
	 * @param modifier2 a detail of {@code modifier1}
	 * @param variables the meta-variables
	 * @throws IllegalArgumentException if the variables are too long for a packet.
	 * Nothing is written then.
	 */
	public static void writeRequest(ByteBuf out, int modifier1, int modifier2,
			Iterable<Map.Entry<String, String>> variables) {
		int start = out.writerIndex();
		out.writeByte(modifier1);
		out.writeShort(0);
		out.writeByte(modifier2);
		for (Map.Entry<String, String> variable : variables) {
			writeText(variable.getKey(), out);
			writeText(variable.getValue(), out);
		}
		int length = out.writerIndex() - start - HEADER_LENGTH;
		if (length > MAX_LENGTH) {
			out.writerIndex(start);
			throw new IllegalArgumentException("Meta-variables are too long for a uwsgi packet");
		}
		out.setShortLE(start + 1, length);
	}

	private static void writeText(String text, ByteBuf out) {
		out.writeShortLE(text.length());
		ByteBufUtil.writeAscii(out, text);
	}

}
