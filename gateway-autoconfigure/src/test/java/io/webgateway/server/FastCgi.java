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

package io.webgateway.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * FastCGI as a web server speaks it (FastCGI Specification, version 1.0).
 */
final class FastCgi {

	static final int BEGIN_REQUEST = 1;

	static final int ABORT_REQUEST = 2;

	static final int END_REQUEST = 3;

	static final int PARAMS = 4;

	static final int STDIN = 5;

	static final int STDOUT = 6;

	static final int STDERR = 7;

	static final int DATA = 8;

	static final int GET_VALUES = 9;

	static final int GET_VALUES_RESULT = 10;

	static final int UNKNOWN_TYPE = 11;

	static final int RESPONDER = 1;

	static final int AUTHORIZER = 2;

	static final int FILTER = 3;

	static final int KEEP_CONN = 1;

	private static final int HEADER_LENGTH = 8;

	private static final int MAX_CONTENT_LENGTH = 65535;

	private FastCgi() {
	}

	static byte[] record(int type, int id, byte[] content) {
		return record(type, id, content, 0);
	}

	static byte[] record(int type, int id, byte[] content, int padding) {
		byte[] header = { 1, (byte) type, (byte) (id >> 8), (byte) id, (byte) (content.length >> 8),
				(byte) content.length, (byte) padding, 0 };
		byte[] garbage = new byte[padding];
		Arrays.fill(garbage, (byte) 0xEE);
		return Bytes.concat(header, content, garbage);
	}

	static byte[] begin(int id, int role, int flags) {
		return record(BEGIN_REQUEST, id, new byte[] { (byte) (role >> 8), (byte) role, (byte) flags, 0, 0, 0, 0, 0 });
	}

	static byte[] abort(int id) {
		return record(ABORT_REQUEST, id, new byte[0]);
	}

	/**
	 * Return content as records of a stream, without its end.
	 */
	static byte[] stream(int type, int id, byte[] content) {
		return stream(type, id, content, MAX_CONTENT_LENGTH);
	}

	static byte[] stream(int type, int id, byte[] content, int recordLength) {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		for (int start = 0; start < content.length; start += recordLength) {
			int end = Math.min(content.length, start + recordLength);
			records.writeBytes(record(type, id, Arrays.copyOfRange(content, start, end)));
		}
		return records.toByteArray();
	}

	static byte[] end(int type, int id) {
		return record(type, id, new byte[0]);
	}

	static byte[] pairs(List<Map.Entry<String, String>> pairs) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (Map.Entry<String, String> pair : pairs) {
			bytes.writeBytes(pair(pair.getKey(), pair.getValue()));
		}
		return bytes.toByteArray();
	}

	static byte[] pair(String name, String value) {
		return Bytes.concat(length(name.length()), length(value.length()), Bytes.of(name), Bytes.of(value));
	}

	private static byte[] length(int length) {
		return (length <= 127) ? new byte[] { (byte) length } : longLength(length);
	}

	static byte[] longLength(int length) {
		return new byte[] { (byte) (length >> 24 | 0x80), (byte) (length >> 16), (byte) (length >> 8), (byte) length };
	}

	/**
	 * Split what was received into its complete records.
	 */
	static List<Record> records(byte[] bytes) {
		List<Record> records = new ArrayList<>();
		int position = 0;
		while (bytes.length - position >= HEADER_LENGTH) {
			int contentLength = unsignedShort(bytes, position + 4);
			int contentStart = position + HEADER_LENGTH;
			int end = contentStart + contentLength + (bytes[position + 6] & 0xFF);
			if (bytes[position] != 1) {
				throw new IllegalStateException("No FastCGI record at " + position);
			}
			if (end > bytes.length) {
				break;
			}
			records.add(new Record(bytes[position + 1], unsignedShort(bytes, position + 2),
					Arrays.copyOfRange(bytes, contentStart, contentStart + contentLength), end));
			position = end;
		}
		return records;
	}

	private static int unsignedShort(byte[] bytes, int index) {
		return (bytes[index] & 0xFF) << 8 | bytes[index + 1] & 0xFF;
	}

	/**
	 * Read the response to one request. Without other requests in progress what was read
	 * for it is taken, so that the next response can be read.
	 */
	static Response readResponse(Peer peer, int id) throws IOException {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		boolean more = true;
		while (true) {
			List<Record> records = records(peer.received());
			Record end = records.stream()
				.filter((record) -> record.type() == END_REQUEST && record.id() == id)
				.findFirst()
				.orElse(null);
			if (end != null || !more) {
				stdout(records, id).forEach(output::writeBytes);
				if (end != null && records.stream().allMatch((record) -> record.id() == id)) {
					peer.take(end.end());
				}
				return Response.parse(GatewayProtocol.FASTCGI, output.toByteArray(), end != null);
			}
			more = peer.readMore();
		}
	}

	/**
	 * Return the contents of the records of a response's stream up to its end.
	 */
	static List<byte[]> stdout(List<Record> records, int id) {
		List<byte[]> contents = new ArrayList<>();
		for (Record record : records) {
			if (record.id() == id) {
				if (record.type() == END_REQUEST) {
					break;
				}
				if (record.type() != STDOUT) {
					throw new IllegalStateException("Record of type " + record.type());
				}
				contents.add(record.content());
			}
		}
		return contents;
	}

	/**
	 * A record that was received.
	 *
	 * @param type the type
	 * @param id the id of the request
	 * @param content the content
	 * @param end where the record ends in what was received
	 */
	record Record(int type, int id, byte[] content, int end) {

		int appStatus() {
			return unsignedShort(this.content, 0) << 16 | unsignedShort(this.content, 2);
		}

		int protocolStatus() {
			return this.content[4];
		}

	}

}
