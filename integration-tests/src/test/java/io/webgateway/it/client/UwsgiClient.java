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
 * The uwsgi protocol as a web server speaks it.
 */
public final class UwsgiClient implements Client {

	private final SocketAddress server;

	public UwsgiClient(SocketAddress server) {
		this.server = server;
	}

	@Override
	public Connection connect() throws IOException {
		return new UwsgiConnection(SocketStreams.connect(this.server));
	}

	private static final class UwsgiConnection extends BackendConnection {

		private UwsgiConnection(SocketStreams socket) {
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
			HeadReader reader = new HeadReader(input);
			StatusLine status = StatusLine.parse(reader.readLine());
			return response(request.method(), status, reader.readHeaders(), input);
		}

		private static byte[] head(Request request) {
			List<Map.Entry<String, String>> variables = new ArrayList<>(CgiVariables.of(request, true));
			if (!request.body().isAbsent()) {
				variables.add(Map.entry("CONTENT_LENGTH", String.valueOf(request.body().length())));
			}
			ByteArrayOutputStream block = new ByteArrayOutputStream();
			for (Map.Entry<String, String> variable : variables) {
				writeText(block, variable.getKey());
				writeText(block, variable.getValue());
			}
			ByteArrayOutputStream packet = new ByteArrayOutputStream();
			packet.write(0);
			writeSize(packet, block.size());
			packet.write(0);
			packet.writeBytes(block.toByteArray());
			return packet.toByteArray();
		}

		private static void writeText(ByteArrayOutputStream output, String text) {
			writeSize(output, text.length());
			output.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
		}

		private static void writeSize(ByteArrayOutputStream output, int size) {
			output.write(size);
			output.write(size >>> 8);
		}

	}

}
