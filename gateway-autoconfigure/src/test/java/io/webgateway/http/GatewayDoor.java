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

package io.webgateway.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.netty.resources.LoopResources;

import io.webgateway.server.AjpOptions;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerAccess;
import io.webgateway.server.ListenerLimits;
import io.webgateway.server.ListenerReporting;
import io.webgateway.server.ListenerStatistics;

/**
 * A gateway listener, and a web server before it that hands on what it gets.
 */
final class GatewayDoor implements Door {

	private static final LoopResources LOOPS = LoopResources.create("gateway", 2, true);

	private final GatewayListener listener;

	private GatewayDoor(GatewayListener listener) {
		this.listener = listener;
	}

	static GatewayDoor open(GatewayProtocol protocol, HttpHandler handler) {
		return open(protocol, new GatewayHttpHandlerAdapter(handler, ContextPathResolver.gatewayVariable()));
	}

	static GatewayDoor open(GatewayProtocol protocol, GatewayHttpHandlerAdapter adapter) {
		return open(protocol, adapter, ListenerReporting.NONE);
	}

	static GatewayDoor open(GatewayProtocol protocol, GatewayHttpHandlerAdapter adapter, ListenerReporting reporting) {
		GatewayListener listener = new GatewayListener("test", protocol, ListenAddress.parse("127.0.0.1:0"),
				ListenerLimits.DEFAULTS, ListenerAccess.OPEN, reporting, AjpOptions.DEFAULTS);
		listener.start(LOOPS, adapter);
		return new GatewayDoor(listener);
	}

	ListenerStatistics statistics() {
		return this.listener.getStatistics();
	}

	GatewayClient connect() throws IOException {
		return GatewayClient.connect(this.listener.getProtocol(), this.listener.getPort());
	}

	@Override
	public Answer send(RawRequest request) throws IOException {
		return send(variablesOf(request), request.content());
	}

	/**
	 * Send a request that is not as a web server would derive it.
	 */
	Answer send(List<Field> variables, byte @Nullable [] content) throws IOException {
		try (GatewayClient client = connect()) {
			client.sendHead(variables);
			if (content != null) {
				client.sendContent(content);
			}
			client.endContent();
			return client.readAnswer();
		}
	}

	/**
	 * Return the meta-variables of a request as most web servers set them.
	 */
	static List<Field> variablesOf(RawRequest request) {
		List<Field> variables = new ArrayList<>();
		variables.add(new Field("REQUEST_METHOD", request.method()));
		variables.add(new Field("REQUEST_URI", request.target()));
		variables.add(new Field("QUERY_STRING", request.target().replaceFirst("^[^?]*\\??", "")));
		variables.add(new Field("REQUEST_SCHEME", "http"));
		variables.add(new Field("SERVER_PROTOCOL", "HTTP/1.1"));
		variables.add(new Field("SERVER_NAME", "localhost"));
		variables.add(new Field("SERVER_ADDR", "127.0.0.1"));
		variables.add(new Field("SERVER_PORT", "80"));
		variables.add(new Field("REMOTE_ADDR", "127.0.0.1"));
		variables.add(new Field("REMOTE_PORT", "50000"));
		for (Field header : request.headersWithHost()) {
			variables.add(new Field(variableName(header.name()), header.value()));
		}
		byte[] content = request.content();
		variables.add(new Field("CONTENT_LENGTH", (content != null) ? String.valueOf(content.length) : "0"));
		return variables;
	}

	private static String variableName(String header) {
		String name = header.toUpperCase(Locale.ROOT).replace('-', '_');
		return name.equals("CONTENT_TYPE") ? name : "HTTP_" + name;
	}

	@Override
	public void close() {
		this.listener.stop();
	}

}
