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
import java.io.InputStream;
import java.net.Socket;
import java.util.List;

/**
 * Speaks SCGI.
 */
final class ScgiClient extends GatewayClient {

	ScgiClient(Socket socket) throws IOException {
		super(socket);
	}

	@Override
	void sendHead(List<Field> variables) throws IOException {
		StringBuilder head = new StringBuilder();
		String length = variables.stream()
			.filter((variable) -> variable.name().equals("CONTENT_LENGTH"))
			.map(Field::value)
			.findFirst()
			.orElse("0");
		append(head, new Field("CONTENT_LENGTH", length));
		append(head, new Field("SCGI", "1"));
		variables.stream()
			.filter((variable) -> !variable.name().equals("CONTENT_LENGTH"))
			.forEach((variable) -> append(head, variable));
		output().write(AnswerReader.bytes(head.length() + ":" + head + ","));
	}

	private static void append(StringBuilder head, Field variable) {
		head.append(variable.name()).append('\0').append(variable.value()).append('\0');
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
