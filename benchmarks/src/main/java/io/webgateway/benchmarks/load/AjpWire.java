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

package io.webgateway.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * AJP 1.3, for requests without a body.
 */
final class AjpWire implements Wire {

	private static final int FORWARD_REQUEST = 2;

	private static final int GET = 2;

	private static final int REQUEST_ATTRIBUTE = 0x0A;

	private static final int END_OF_ATTRIBUTES = 0xFF;

	@Override
	public PreparedRequest prepare(Request request, boolean keepAlive, int id) {
		if (request.bodyBytes() > 0) {
			throw new IllegalArgumentException("A body is sent over AJP only when the server asks for it");
		}
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		content.write(FORWARD_REQUEST);
		content.write(GET);
		string(content, "HTTP/1.1");
		string(content, request.path());
		string(content, "127.0.0.1");
		string(content, "localhost");
		string(content, "www.example.org");
		number(content, 80);
		// Not by TLS
		content.write(0);
		Map<String, String> headers = Fields.headers(request);
		number(content, headers.size());
		headers.forEach((name, value) -> {
			string(content, name);
			string(content, value);
		});
		attribute(content, "AJP_REMOTE_PORT", "54321");
		attribute(content, "AJP_LOCAL_ADDR", "127.0.0.1");
		content.write(END_OF_ATTRIBUTES);
		ByteArrayOutputStream packet = new ByteArrayOutputStream();
		number(packet, 0x1234);
		number(packet, content.size());
		packet.writeBytes(content.toByteArray());
		return new PreparedRequest.Builder().add(packet).build();
	}

	/**
	 * What Apache tells in this way with each request.
	 */
	private static void attribute(ByteArrayOutputStream out, String name, String value) {
		out.write(REQUEST_ATTRIBUTE);
		string(out, name);
		string(out, value);
	}

	private static void string(ByteArrayOutputStream out, String text) {
		number(out, text.length());
		out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
		out.write(0);
	}

	private static void number(ByteArrayOutputStream out, int number) {
		out.write(number >> 8);
		out.write(number);
	}

	@Override
	public ResponseReader reader(int requests) {
		return new AjpResponseReader();
	}

}
