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
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;

/**
 * Speaks FastCGI.
 */
final class FastCgiClient extends GatewayClient {

	private static final int BEGIN_REQUEST = 1;

	private static final int ABORT_REQUEST = 2;

	private static final int END_REQUEST = 3;

	private static final int PARAMS = 4;

	private static final int STDIN = 5;

	private static final int STDOUT = 6;

	private static final int MAX_CONTENT = 65535;

	private final InputStream response;

	FastCgiClient(Socket socket) throws IOException {
		super(socket);
		this.response = new StdoutStream(new DataInputStream(input()));
	}

	@Override
	void sendHead(List<Field> variables) throws IOException {
		ByteArrayOutputStream pairs = new ByteArrayOutputStream();
		for (Field variable : variables) {
			writeLength(pairs, variable.name().length());
			writeLength(pairs, variable.value().length());
			pairs.writeBytes(AnswerReader.bytes(variable.name() + variable.value()));
		}
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		writeRecord(records, BEGIN_REQUEST, new byte[] { 0, 1, 0, 0, 0, 0, 0, 0 });
		writeStream(records, PARAMS, pairs.toByteArray());
		writeRecord(records, PARAMS, new byte[0]);
		output().write(records.toByteArray());
	}

	private static void writeLength(ByteArrayOutputStream pairs, int length) {
		if (length > 127) {
			pairs.write(length >>> 24 | 0x80);
			pairs.write(length >>> 16);
			pairs.write(length >>> 8);
		}
		pairs.write(length);
	}

	@Override
	void sendContent(byte[] content) throws IOException {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		writeStream(records, STDIN, content);
		output().write(records.toByteArray());
	}

	@Override
	void endContent() throws IOException {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		writeRecord(records, STDIN, new byte[0]);
		output().write(records.toByteArray());
	}

	/**
	 * Take the request back.
	 */
	void abort() throws IOException {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		writeRecord(records, ABORT_REQUEST, new byte[0]);
		output().write(records.toByteArray());
	}

	private static void writeStream(ByteArrayOutputStream records, int type, byte[] bytes) throws IOException {
		for (int start = 0; start < bytes.length; start += MAX_CONTENT) {
			writeRecord(records, type, Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + MAX_CONTENT)));
		}
	}

	private static void writeRecord(ByteArrayOutputStream records, int type, byte[] content) throws IOException {
		DataOutputStream output = new DataOutputStream(records);
		output.writeByte(1);
		output.writeByte(type);
		output.writeShort(1);
		output.writeShort(content.length);
		output.writeShort(0);
		output.write(content);
	}

	@Override
	InputStream response() {
		return this.response;
	}

	/**
	 * The content of FCGI_STDOUT. A connection that ends without FCGI_END_REQUEST is an
	 * error.
	 */
	private static final class StdoutStream extends InputStream {

		private final DataInputStream input;

		private byte[] content = new byte[0];

		private int position;

		private boolean ended;

		private StdoutStream(DataInputStream input) {
			this.input = input;
		}

		@Override
		public int read() throws IOException {
			byte[] single = new byte[1];
			return (read(single, 0, 1) != -1) ? single[0] & 0xFF : -1;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			while (length > 0 && this.position == this.content.length) {
				if (this.ended) {
					return -1;
				}
				readRecord();
			}
			int count = Math.min(length, this.content.length - this.position);
			System.arraycopy(this.content, this.position, bytes, offset, count);
			this.position += count;
			return count;
		}

		private void readRecord() throws IOException {
			this.input.readUnsignedByte();
			int type = this.input.readUnsignedByte();
			this.input.readUnsignedShort();
			byte[] content = new byte[this.input.readUnsignedShort()];
			int padding = this.input.readUnsignedByte();
			this.input.readUnsignedByte();
			this.input.readFully(content);
			this.input.readFully(new byte[padding]);
			if (type == STDOUT) {
				this.content = content;
				this.position = 0;
			}
			else if (type == END_REQUEST && content[4] == 0) {
				this.ended = true;
			}
			else {
				throw new IOException("Unexpected record of type " + type);
			}
		}

	}

}
