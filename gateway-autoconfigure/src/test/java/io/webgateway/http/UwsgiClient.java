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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;

/**
 * Speaks uwsgi.
 */
final class UwsgiClient extends GatewayClient {

	UwsgiClient(Socket socket) throws IOException {
		super(socket);
	}

	@Override
	void sendHead(List<Field> variables) throws IOException {
		ByteArrayOutputStream pairs = new ByteArrayOutputStream();
		for (Field variable : variables) {
			writeText(pairs, variable.name());
			writeText(pairs, variable.value());
		}
		ByteArrayOutputStream packet = new ByteArrayOutputStream();
		packet.write(0);
		writeLength(packet, pairs.size());
		packet.write(0);
		pairs.writeTo(packet);
		output().write(packet.toByteArray());
	}

	private static void writeText(ByteArrayOutputStream pairs, String text) {
		writeLength(pairs, text.length());
		pairs.writeBytes(AnswerReader.bytes(text));
	}

	private static void writeLength(ByteArrayOutputStream packet, int length) {
		packet.write(length);
		packet.write(length >>> 8);
	}

	@Override
	void sendContent(byte[] content) throws IOException {
		output().write(content);
	}

	@Override
	void endContent() {
	}

	@Override
	InputStream response() throws IOException {
		return input();
	}

}
