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
 * uwsgi: a packet of names and values, and the body.
 */
final class UwsgiWire implements Wire {

	@Override
	public PreparedRequest prepare(Request request, boolean keepAlive, int id) {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		Fields.variables(request).forEach((name, value) -> {
			string(block, name);
			string(block, value);
		});
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		head.write(0);
		size(head, block.size());
		head.write(0);
		head.writeBytes(block.toByteArray());
		PreparedRequest.Builder prepared = new PreparedRequest.Builder().add(head);
		PlainBody.add(request, prepared);
		return prepared.build();
	}

	private static void string(ByteArrayOutputStream out, String text) {
		size(out, text.length());
		out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static void size(ByteArrayOutputStream out, int size) {
		out.write(size);
		out.write(size >> 8);
	}

	@Override
	public ResponseReader reader(int requests) {
		return new PlainResponseReader();
	}

}
