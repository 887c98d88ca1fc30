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
 * FastCGI, in the role of a responder.
 */
final class FastCgiWire implements Wire {

	static final int BEGIN_REQUEST = 1;

	static final int END_REQUEST = 3;

	static final int PARAMS = 4;

	static final int STDIN = 5;

	static final int STDOUT = 6;

	private static final int VERSION = 1;

	private static final int RESPONDER = 1;

	private static final int KEEP_CONN = 1;

	private static final int LONG_LENGTH = 128;

	private static final int MAX_CONTENT = 65535;

	/** As large as the records of lighttpd and nginx. */
	private static final int BODY_RECORD = 32768;

	@Override
	public PreparedRequest prepare(Request request, boolean keepAlive, int id) {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		record(head, BEGIN_REQUEST, id, new byte[] { 0, RESPONDER, (byte) (keepAlive ? KEEP_CONN : 0), 0, 0, 0, 0, 0 });
		params(head, id, request);
		PreparedRequest.Builder prepared = new PreparedRequest.Builder();
		ByteArrayOutputStream end = new ByteArrayOutputStream();
		record(end, STDIN, id, new byte[0]);
		if (request.bodyBytes() == 0) {
			head.writeBytes(end.toByteArray());
			return prepared.add(head).build();
		}
		ByteArrayOutputStream rest = new ByteArrayOutputStream();
		int restBytes = (int) (request.bodyBytes() % BODY_RECORD);
		if (restBytes > 0) {
			record(rest, STDIN, id, new byte[restBytes]);
		}
		ByteArrayOutputStream piece = new ByteArrayOutputStream();
		record(piece, STDIN, id, new byte[BODY_RECORD]);
		return prepared.add(head)
			.add(piece.toByteArray(), request.bodyBytes() / BODY_RECORD)
			.add(rest)
			.add(end)
			.build();
	}

	private static void params(ByteArrayOutputStream out, int id, Request request) {
		ByteArrayOutputStream pairs = new ByteArrayOutputStream();
		Fields.variables(request).forEach((name, value) -> {
			length(pairs, name.length());
			length(pairs, value.length());
			pairs.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
			pairs.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
		});
		record(out, PARAMS, id, pairs.toByteArray());
		record(out, PARAMS, id, new byte[0]);
	}

	private static void length(ByteArrayOutputStream out, int length) {
		if (length < LONG_LENGTH) {
			out.write(length);
		}
		else {
			out.write(length >> 24 | 0x80);
			out.write(length >> 16);
			out.write(length >> 8);
			out.write(length);
		}
	}

	private static void record(ByteArrayOutputStream out, int type, int id, byte[] content) {
		if (content.length > MAX_CONTENT) {
			throw new IllegalArgumentException("More variables than one record holds");
		}
		out.write(VERSION);
		out.write(type);
		out.write(id >> 8);
		out.write(id);
		out.write(content.length >> 8);
		out.write(content.length);
		out.write(0);
		out.write(0);
		out.writeBytes(content);
	}

	@Override
	public ResponseReader reader(int requests) {
		return new FastCgiResponseReader(requests);
	}

}
