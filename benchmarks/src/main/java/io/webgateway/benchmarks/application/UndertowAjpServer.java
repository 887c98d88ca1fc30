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

package io.webgateway.benchmarks.application;

import java.net.InetSocketAddress;

import io.undertow.Undertow;

/**
 * Undertow, spoken to by AJP, with a handler that answers a few bytes.
 */
public final class UndertowAjpServer {

	private UndertowAjpServer() {
	}

	/**
	 * Run the server.
	 * @param args none
	 */
	public static void main(String[] args) {
		Undertow undertow = Undertow.builder()
			.addAjpListener(0, "127.0.0.1")
			.setHandler((exchange) -> exchange.getResponseSender().send("Hello, world!"))
			.build();
		undertow.start();
		InetSocketAddress address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
		new Ready().port("ajp", address.getPort()).announce();
	}

}
