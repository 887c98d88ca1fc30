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

package io.webgateway.it.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * SCGI as a web server speaks it.
 */
public final class ScgiClient implements Client {

	private final SocketAddress server;

	public ScgiClient(SocketAddress server) {
		this.server = server;
	}

	@Override
	public Connection connect() throws IOException {
		return new ScgiConnection(SocketStreams.connect(this.server));
	}

	private static final class ScgiConnection extends BackendConnection {

		private ScgiConnection(SocketStreams socket) {
			super(socket);
		}

		@Override
		public IncomingResponse send(Request original) throws IOException {
			Request request = collectBody(original);
			OutputStream output = BodyWriter.buffered(socket().output(), BUFFER_SIZE);
			output.write(head(request));
			output.flush();
			BodyWriter.start((ignored) -> request.body().writeTo(output), output);
			InputStream input = socket().input();
			List<Header> headers = new ArrayList<>(new HeadReader(input).readHeaders());
			List<String> statuses = Response.values(headers, "Status");
			if (statuses.size() != 1) {
				throw new IOException("not one Status header: " + headers);
			}
			headers.removeIf((header) -> header.name().equals("Status"));
			return response(request.method(), StatusLine.parseStatus(statuses.get(0)), headers, input);
		}

		private static byte[] head(Request request) {
			List<Map.Entry<String, String>> variables = new ArrayList<>();
			variables.add(Map.entry("CONTENT_LENGTH", String.valueOf(Math.max(request.body().length(), 0))));
			variables.add(Map.entry("SCGI", "1"));
			variables.addAll(CgiVariables.of(request, false));
			StringBuilder text = new StringBuilder();
			for (Map.Entry<String, String> variable : variables) {
				text.append(variable.getKey()).append('\0').append(variable.getValue()).append('\0');
			}
			ByteArrayOutputStream netstring = new ByteArrayOutputStream();
			netstring.writeBytes((text.length() + ":").getBytes(StandardCharsets.ISO_8859_1));
			netstring.writeBytes(text.toString().getBytes(StandardCharsets.ISO_8859_1));
			netstring.write(',');
			return netstring.toByteArray();
		}

	}

}
