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

package io.webgateway.benchmarks;

import java.util.Locale;

import io.webgateway.benchmarks.load.Protocol;

/**
 * What a protocol is spoken over.
 */
public enum Transport {

	/**
	 * TCP on the loopback interface.
	 */
	TCP,

	/**
	 * A unix socket.
	 */
	UNIX;

	/**
	 * Return how a server calls its listener for a protocol.
	 */
	String listener(Protocol protocol) {
		String name = protocol.name().toLowerCase(Locale.ROOT);
		return (this == UNIX) ? name + "-unix" : name;
	}

	@Override
	public String toString() {
		return (this == UNIX) ? "unix" : "TCP";
	}

}
