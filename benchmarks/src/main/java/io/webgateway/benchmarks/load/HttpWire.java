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

/**
 * HTTP/1.1.
 */
final class HttpWire implements Wire {

	@Override
	public PreparedRequest prepare(Request request, boolean keepAlive, int id) {
		StringBuilder head = new StringBuilder();
		head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
		Fields.headers(request).forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		head.append("Connection: ").append(keepAlive ? "keep-alive" : "close").append("\r\n\r\n");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
		PreparedRequest.Builder prepared = new PreparedRequest.Builder().add(bytes);
		PlainBody.add(request, prepared);
		return prepared.build();
	}

	@Override
	public ResponseReader reader(int requests) {
		return new HttpResponseReader();
	}

}
