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

import org.jspecify.annotations.Nullable;

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
	 * Return whether there is what tells that a response cannot be completed: a record
	 * header of no version.
	 */
	static boolean isBreak(byte[] bytes, int start) {
		return Arrays.equals(bytes, start, bytes.length, new byte[HEADER_LENGTH], 0, HEADER_LENGTH);
	}

	/**
	 * Split what was received into its complete records, up to a break.
	 */
	static List<Record> records(byte[] bytes) {
		List<Record> records = new ArrayList<>();
		Record record = record(bytes, 0, 0);
		while (record != null) {
			records.add(record);
			record = record(bytes, record.end(), record.end());
		}
		return records;
	}

	/**
	 * Return the length of the complete records of what was received.
	 */
	static int length(byte[] bytes) {
		List<Record> records = records(bytes);
		return records.isEmpty() ? 0 : records.get(records.size() - 1).end();
	}

	private static @Nullable Record record(byte[] bytes, int start, int position) {
		if (bytes.length - start < HEADER_LENGTH) {
			return null;
		}
		int contentLength = unsignedShort(bytes, start + 4);
		int contentStart = start + HEADER_LENGTH;
		int paddingLength = bytes[start + 6] & 0xFF;
		if (isBreak(bytes, start)) {
			return null;
		}
		if (bytes[start] != 1) {
			throw new IllegalStateException("No FastCGI record at " + position);
		}
		if (contentStart + contentLength + paddingLength > bytes.length) {
			return null;
		}
		return new Record(bytes[start + 1], unsignedShort(bytes, start + 2),
				Arrays.copyOfRange(bytes, contentStart, contentStart + contentLength),
				position + HEADER_LENGTH + contentLength + paddingLength);
	}

	private static @Nullable Record record(Peer peer, int position) {
		byte[] header = peer.received(position, Math.min(peer.size(), position + HEADER_LENGTH));
		if (header.length < HEADER_LENGTH) {
			return null;
		}
		int length = HEADER_LENGTH + unsignedShort(header, 4) + (header[6] & 0xFF);
		return record(peer.received(position, Math.min(peer.size(), position + length)), 0, position);
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
		boolean alone = true;
		int position = 0;
		boolean more = true;
		while (true) {
			if (isBreak(peer.received(position, Math.min(peer.size(), position + HEADER_LENGTH)), 0)) {
				peer.readToEnd();
				return Response.parse(GatewayProtocol.FASTCGI, output.toByteArray(), false);
			}
			Record record = record(peer, position);
			if (record == null) {
				if (!more) {
					return Response.parse(GatewayProtocol.FASTCGI, output.toByteArray(), false);
				}
				more = peer.readMore();
				continue;
			}
			position = record.end();
			if (record.id() != id) {
				alone = false;
			}
			else if (record.type() == END_REQUEST) {
				if (alone) {
					peer.take(position);
				}
				return Response.parse(GatewayProtocol.FASTCGI, output.toByteArray(), true);
			}
			else if (record.type() == STDOUT) {
				output.writeBytes(record.content());
			}
			else {
				throw new IllegalStateException("Record of type " + record.type());
			}
		}
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
