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

package io.webgateway.sample;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

import io.webgateway.codec.MetaVariables;
import io.webgateway.http.GatewayRequest;

/**
 * The way of a request from the browser to the application.
 *
 * @param client address of the browser
 * @param clientProtocol what the browser spoke
 * @param server the web server or {@code null} if there is none on the way
 * @param protocol what the application was spoken to
 * @param listener the application's listener or {@code null} for its HTTP port
 */
record Way(String client, String clientProtocol, @Nullable WebServer server, String protocol,
		@Nullable String listener) {

	private static final String HTTP = "HTTP";

	static Way of(ServerHttpRequest request, @Nullable GatewayRequest gateway) {
		String client = format(request.getRemoteAddress());
		if (gateway == null) {
			return new Way(client, HTTP, null, HTTP, null);
		}
		MetaVariables variables = gateway.variables();
		String clientProtocol = Text.visible(variables.get("SERVER_PROTOCOL"), HTTP);
		return new Way(client, clientProtocol, WebServer.of(variables), gateway.protocol().toString(),
				gateway.listener());
	}

	static String format(@Nullable InetSocketAddress address) {
		if (address == null) {
			return "unknown";
		}
		String host = address.getHostString();
		return ((host.indexOf(':') != -1) ? "[" + host + "]" : host) + ":" + address.getPort();
	}

	/**
	 * A web server as it presents itself.
	 *
	 * @param name its name
	 * @param version its version, possibly empty
	 * @param address its name and port
	 */
	record WebServer(String name, String version, String address) {

		private static final String UNNAMED = "a web server";

		static WebServer of(MetaVariables variables) {
			String software = Text.visible(variables.get("SERVER_SOFTWARE"), UNNAMED);
			int slash = software.indexOf('/');
			String name = (slash != -1) ? software.substring(0, slash) : software;
			String version = (slash != -1) ? software.substring(slash + 1) : "";
			String host = Text.visible(variables.get("SERVER_NAME"), "");
			String port = Text.visible(variables.get("SERVER_PORT"), "");
			return new WebServer(name, version, port.isEmpty() ? host : host + ":" + port);
		}

	}

}
