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
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * SCGI: a netstring of names and values, and the body.
 */
final class ScgiWire implements Wire {

	@Override
	public PreparedRequest prepare(Request request, boolean keepAlive, int id) {
		Map<String, String> variables = new LinkedHashMap<>();
		// CONTENT_LENGTH comes first
		variables.put("CONTENT_LENGTH", "");
		variables.put("SCGI", "1");
		variables.putAll(Fields.variables(request));
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		variables.forEach((name, value) -> {
			block.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
			block.write(0);
			block.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
			block.write(0);
		});
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		head.writeBytes((block.size() + ":").getBytes(StandardCharsets.ISO_8859_1));
		head.writeBytes(block.toByteArray());
		head.write(',');
		PreparedRequest.Builder prepared = new PreparedRequest.Builder().add(head);
		PlainBody.add(request, prepared);
		return prepared.build();
	}

	@Override
	public ResponseReader reader(int requests) {
		return new PlainResponseReader();
	}

}
