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

package io.webgateway.it.client;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * FastCGI as a web server speaks it, one request at a time, with or without keeping the
 * connection.
 */
public final class FastCgiClient implements Client {

	private static final int REQUEST_ID = 1;

	private static final int BEGIN_REQUEST = 1;

	private static final int END_REQUEST = 3;

	private static final int PARAMS = 4;

	private static final int STDIN = 5;

	private static final int STDOUT = 6;

	private static final int RESPONDER = 1;

	private static final int MAX_CONTENT = 65535;

	private final SocketAddress server;

	private final boolean keepConnection;

	private final List<Map.Entry<String, String>> variables;

	public FastCgiClient(SocketAddress server, boolean keepConnection) {
		this(server, keepConnection, List.of());
	}

	private FastCgiClient(SocketAddress server, boolean keepConnection, List<Map.Entry<String, String>> variables) {
		this.server = server;
		this.keepConnection = keepConnection;
		this.variables = variables;
	}

	/**
	 * Return a client that sends a variable more.
	 * @param name the name of the variable
	 * @param value its value in each request
	 * @return the other client
	 */
	public FastCgiClient with(String name, String value) {
		return new FastCgiClient(this.server, this.keepConnection, List.of(Map.entry(name, value)));
	}

	@Override
	public Connection connect() throws IOException {
		return new FastCgiConnection(SocketStreams.connect(this.server), this.keepConnection, this.variables);
	}

	private static void writeRecord(DataOutputStream output, int type, byte[] bytes, int offset, int length)
			throws IOException {
		int padding = -length & 7;
		output.writeByte(1);
		output.writeByte(type);
		output.writeShort(REQUEST_ID);
		output.writeShort(length);
		output.writeByte(padding);
		output.writeByte(0);
		output.write(bytes, offset, length);
		output.write(new byte[padding]);
	}

	private static final class FastCgiConnection extends BackendConnection {

		private final boolean keepConnection;

		private final List<Map.Entry<String, String>> variables;

		private FastCgiConnection(SocketStreams socket, boolean keepConnection,
				List<Map.Entry<String, String>> variables) {
			super(socket);
			this.keepConnection = keepConnection;
			this.variables = variables;
		}

		@Override
		public boolean isReusable() {
			return this.keepConnection;
		}

		@Override
		public IncomingResponse send(Request request) throws IOException {
			DataOutputStream output = new DataOutputStream(
					new BufferedOutputStream(socket().output(), BUFFER_SIZE + 16));
			writeHead(request, output);
			BodyWriter.start((ignored) -> {
				if (!request.body().isAbsent()) {
					OutputStream stdin = new BufferedOutputStream(new StdinStream(output), BUFFER_SIZE);
					request.body().writeTo(stdin);
					stdin.flush();
				}
				writeRecord(output, STDIN, new byte[0], 0, 0);
				output.flush();
			}, output);
			StdoutStream stdout = new StdoutStream(new DataInputStream(socket().input()), this.keepConnection);
			stdout.requireWholeHead();
			List<Header> headers = new ArrayList<>(new HeadReader(stdout).readHeaders());
			List<String> statuses = Response.values(headers, "Status");
			if (statuses.size() != 1) {
				throw new IOException("not one Status header: " + headers);
			}
			headers.removeIf((header) -> header.name().equals("Status"));
			return response(request.method(), StatusLine.parseStatus(statuses.get(0)), headers, stdout);
		}

		private void writeHead(Request request, DataOutputStream output) throws IOException {
			byte[] begin = { 0, RESPONDER, (byte) (this.keepConnection ? 1 : 0), 0, 0, 0, 0, 0 };
			writeRecord(output, BEGIN_REQUEST, begin, 0, begin.length);
			ByteArrayOutputStream pairs = new ByteArrayOutputStream();
			List<Map.Entry<String, String>> variables = new ArrayList<>(CgiVariables.of(request, true));
			variables.addAll(this.variables);
			if (request.body().isAbsent()) {
				variables.add(Map.entry("CONTENT_LENGTH", ""));
			}
			else if (request.body().length() != RequestBody.UNKNOWN) {
				variables.add(0, Map.entry("CONTENT_LENGTH", String.valueOf(request.body().length())));
			}
			for (Map.Entry<String, String> variable : variables) {
				writeLength(pairs, variable.getKey());
				writeLength(pairs, variable.getValue());
				pairs.writeBytes(variable.getKey().getBytes(StandardCharsets.ISO_8859_1));
				pairs.writeBytes(variable.getValue().getBytes(StandardCharsets.ISO_8859_1));
			}
			byte[] bytes = pairs.toByteArray();
			for (int offset = 0; offset < bytes.length; offset += MAX_CONTENT) {
				writeRecord(output, PARAMS, bytes, offset, Math.min(MAX_CONTENT, bytes.length - offset));
			}
			writeRecord(output, PARAMS, bytes, 0, 0);
			output.flush();
		}

		private static void writeLength(ByteArrayOutputStream pairs, String text) {
			int length = text.length();
			if (length > 127) {
				pairs.write(length >>> 24 | 0x80);
				pairs.write(length >>> 16);
				pairs.write(length >>> 8);
			}
			pairs.write(length);
		}

	}

	private static final class StdinStream extends OutputStream {

		private final DataOutputStream output;

		private StdinStream(DataOutputStream output) {
			this.output = output;
		}

		@Override
		public void write(int value) throws IOException {
			write(new byte[] { (byte) value }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			for (int written = 0; written < length; written += MAX_CONTENT) {
				writeRecord(this.output, STDIN, bytes, offset + written, Math.min(MAX_CONTENT, length - written));
			}
			this.output.flush();
		}

		@Override
		public void flush() throws IOException {
			this.output.flush();
		}

	}

	private static final class StdoutStream extends BodyInputStream {

		private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

		private final DataInputStream input;

		private final boolean keepConnection;

		private byte[] record = new byte[0];

		private int position;

		private boolean stdoutEnded;

		private boolean ended;

		private StdoutStream(DataInputStream input, boolean keepConnection) {
			this.input = input;
			this.keepConnection = keepConnection;
		}

		/**
		 * Read the first record, which has to contain the whole head: there are web
		 * servers that die of a divided one.
		 */
		private void requireWholeHead() throws IOException {
			readRecord();
			for (int i = 0; i + END_OF_HEAD.length <= this.record.length; i++) {
				if (Arrays.equals(this.record, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
					return;
				}
			}
			throw new IOException("the first record is not a whole head: '"
					+ new String(this.record, StandardCharsets.ISO_8859_1) + "'");
		}

		@Override
		protected int readSome(byte[] bytes, int offset, int length) throws IOException {
			while (this.position == this.record.length) {
				if (this.ended) {
					return -1;
				}
				readRecord();
			}
			int count = Math.min(length, this.record.length - this.position);
			System.arraycopy(this.record, this.position, bytes, offset, count);
			this.position += count;
			return count;
		}

		private void readRecord() throws IOException {
			int version;
			try {
				version = this.input.readUnsignedByte();
			}
			catch (EOFException ex) {
				throw new EOFException("closed without END_REQUEST");
			}
			int type = this.input.readUnsignedByte();
			int requestId = this.input.readUnsignedShort();
			byte[] content = new byte[this.input.readUnsignedShort()];
			int padding = this.input.readUnsignedByte();
			this.input.readUnsignedByte();
			this.input.readFully(content);
			this.input.readFully(new byte[padding]);
			if (version != 1 || requestId != REQUEST_ID || (type != STDOUT && type != END_REQUEST)) {
				throw new IOException("record of version " + version + ", type " + type + ", request " + requestId);
			}
			if (type == STDOUT) {
				if (this.stdoutEnded) {
					throw new IOException("STDOUT after its end");
				}
				this.stdoutEnded = (content.length == 0);
				this.record = content;
				this.position = 0;
				return;
			}
			if (!this.stdoutEnded) {
				throw new IOException("END_REQUEST before the end of STDOUT");
			}
			if (content.length != 8 || content[4] != 0) {
				throw new IOException("END_REQUEST of " + content.length + " bytes with status " + content[4]);
			}
			this.ended = true;
			if (!this.keepConnection && this.input.read() != -1) {
				throw new IOException("connection goes on after END_REQUEST");
			}
		}

	}

}
