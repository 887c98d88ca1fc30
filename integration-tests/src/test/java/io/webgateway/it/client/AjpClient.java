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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

/**
 * AJP as a web server speaks it, one request after the other on a connection as long as
 * the application lets it.
 */
public final class AjpClient implements Client {

	/** What a packet of a body has besides its data. */
	private static final int BODY_OVERHEAD = 6;

	private static final int CODE = 0xA000;

	private static final List<String> METHODS = List.of("", "OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE",
			"PROPFIND");

	private static final List<String> REQUEST_HEADERS = List.of("", "accept", "accept-charset", "accept-encoding",
			"accept-language", "authorization", "connection", "content-type", "content-length", "cookie", "cookie2",
			"host", "pragma", "referer", "user-agent");

	private static final List<String> RESPONSE_HEADERS = List.of("", "Content-Type", "Content-Language",
			"Content-Length", "Date", "Last-Modified", "Location", "Set-Cookie", "Set-Cookie2", "Servlet-Engine",
			"Status", "WWW-Authenticate");

	private final SocketAddress server;

	private final @Nullable String secret;

	private final int maxPacketSize;

	/**
	 * Create a new client.
	 * @param server the address of the listener
	 * @param secret the secret of the listener, if it has one
	 * @param maxPacketSize the largest size of a packet in bytes
	 */
	public AjpClient(SocketAddress server, @Nullable String secret, int maxPacketSize) {
		this.server = server;
		this.secret = secret;
		this.maxPacketSize = maxPacketSize;
	}

	@Override
	public Connection connect() throws IOException {
		return new AjpConnection(SocketStreams.connect(this.server), this.secret, this.maxPacketSize - BODY_OVERHEAD);
	}

	private static void writePacket(OutputStream output, byte[] payload) throws IOException {
		ByteArrayOutputStream packet = new ByteArrayOutputStream();
		DataOutputStream data = new DataOutputStream(packet);
		data.writeShort(0x1234);
		data.writeShort(payload.length);
		data.write(payload);
		output.write(packet.toByteArray());
	}

	private static void writeText(DataOutputStream output, @Nullable String text) throws IOException {
		if (text == null) {
			output.writeShort(0xFFFF);
			return;
		}
		output.writeShort(text.length());
		output.write(text.getBytes(StandardCharsets.ISO_8859_1));
		output.write(0);
	}

	private static final class AjpConnection extends BackendConnection {

		private final @Nullable String secret;

		private final int maxData;

		private boolean reusable;

		private AjpConnection(SocketStreams socket, @Nullable String secret, int maxData) {
			super(socket);
			this.secret = secret;
			this.maxData = maxData;
		}

		@Override
		public boolean isReusable() {
			return this.reusable;
		}

		@Override
		public IncomingResponse send(Request request) throws IOException {
			this.reusable = false;
			writePacket(socket().output(), head(request));
			BodyStream body = new BodyStream(socket().output(), this.maxData, request.body().length() > 0);
			if (request.body().length() != 0 && !request.body().isAbsent()) {
				BodyWriter.start((ignored) -> {
					request.body().writeTo(body);
					body.flush();
					if (request.body().length() == RequestBody.UNKNOWN) {
						body.writeEnd();
					}
				}, body);
			}
			ResponseStream response = new ResponseStream(this, new DataInputStream(socket().input()), body);
			DataInputStream head = response.readHead();
			StatusLine status = new StatusLine(head.readUnsignedShort(), readText(head));
			return response(request.method(), status, readHeaders(head), response);
		}

		private byte[] head(Request request) throws IOException {
			ByteArrayOutputStream payload = new ByteArrayOutputStream();
			DataOutputStream output = new DataOutputStream(payload);
			int method = METHODS.indexOf(request.method());
			output.write(2);
			output.write((method != -1) ? method : 0xFF);
			writeText(output, "HTTP/1.1");
			writeText(output, request.path());
			writeText(output, CgiVariables.REMOTE_ADDRESS.getHostString());
			writeText(output, null);
			writeText(output, request.host().replaceFirst(":[0-9]+$", ""));
			output.writeShort(CgiVariables.LOCAL_ADDRESS.getPort());
			output.write(0);
			writeHeaders(output, request);
			if (method == -1) {
				writeAttribute(output, 0x0D, request.method());
			}
			if (request.target().contains("?")) {
				writeAttribute(output, 0x05, request.query());
			}
			if (this.secret != null) {
				writeAttribute(output, 0x0C, this.secret);
			}
			writeAttribute(output, "AJP_REMOTE_PORT", String.valueOf(CgiVariables.REMOTE_ADDRESS.getPort()));
			writeAttribute(output, "AJP_LOCAL_ADDR", CgiVariables.LOCAL_ADDRESS.getHostString());
			output.write(0xFF);
			return payload.toByteArray();
		}

		private static void writeHeaders(DataOutputStream output, Request request) throws IOException {
			List<Header> headers = new ArrayList<>();
			headers.add(new Header("Host", request.host()));
			headers.addAll(request.headers());
			long length = request.body().length();
			if (length == RequestBody.UNKNOWN) {
				headers.add(new Header("Transfer-Encoding", "chunked"));
			}
			else if (!request.body().isAbsent()) {
				headers.add(new Header("Content-Length", String.valueOf(length)));
			}
			output.writeShort(headers.size());
			for (Header header : headers) {
				int code = REQUEST_HEADERS.indexOf(header.name().toLowerCase(Locale.ROOT));
				if (code > 0) {
					output.writeShort(CODE | code);
				}
				else {
					writeText(output, header.name());
				}
				writeText(output, header.value());
			}
		}

		private static void writeAttribute(DataOutputStream output, int code, String value) throws IOException {
			output.write(code);
			writeText(output, value);
		}

		private static void writeAttribute(DataOutputStream output, String name, String value) throws IOException {
			output.write(0x0A);
			writeText(output, name);
			writeText(output, value);
		}

		private static String readText(DataInputStream input) throws IOException {
			return readText(input, input.readUnsignedShort());
		}

		private static String readText(DataInputStream input, int length) throws IOException {
			byte[] bytes = new byte[length];
			input.readFully(bytes);
			if (input.readUnsignedByte() != 0) {
				throw new IOException("string of " + length + " bytes without NUL");
			}
			return new String(bytes, StandardCharsets.ISO_8859_1);
		}

		private static List<Header> readHeaders(DataInputStream input) throws IOException {
			List<Header> headers = new ArrayList<>();
			int count = input.readUnsignedShort();
			for (int i = 0; i < count; i++) {
				int length = input.readUnsignedShort();
				String name = (length >= CODE) ? RESPONSE_HEADERS.get(length - CODE) : readText(input, length);
				headers.add(new Header(name, readText(input)));
			}
			if (input.read() != -1) {
				throw new IOException("something follows the head");
			}
			return headers;
		}

	}

	/**
	 * Sends packets of a body when they are asked for.
	 */
	private static final class BodyStream extends OutputStream {

		private final OutputStream output;

		private final int maxData;

		private final Semaphore asked;

		private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();

		private volatile boolean abandoned;

		private BodyStream(OutputStream output, int maxData, boolean firstIsSent) {
			this.output = output;
			this.maxData = maxData;
			this.asked = new Semaphore(firstIsSent ? 1 : 0);
		}

		@Override
		public void write(int value) throws IOException {
			write(new byte[] { (byte) value }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			int written = 0;
			while (written < length) {
				int count = Math.min(length - written, this.maxData - this.unsent.size());
				this.unsent.write(bytes, offset + written, count);
				written += count;
				if (this.unsent.size() == this.maxData) {
					flush();
				}
			}
		}

		@Override
		public void flush() throws IOException {
			if (this.unsent.size() > 0) {
				writeEnd();
			}
		}

		/**
		 * Send what there is, which is the end if there is nothing.
		 */
		private void writeEnd() throws IOException {
			this.asked.acquireUninterruptibly();
			if (this.abandoned) {
				throw new IOException("the rest of the body is not asked for");
			}
			ByteArrayOutputStream payload = new ByteArrayOutputStream();
			new DataOutputStream(payload).writeShort(this.unsent.size());
			this.unsent.writeTo(payload);
			this.unsent.reset();
			writePacket(this.output, payload.toByteArray());
		}

		private void ask() {
			this.asked.release();
		}

		private void abandon() {
			this.abandoned = true;
			this.asked.release();
		}

	}

	private static final class ResponseStream extends BodyInputStream {

		private static final int SEND_BODY_CHUNK = 3;

		private static final int SEND_HEADERS = 4;

		private static final int END_RESPONSE = 5;

		private static final int GET_BODY_CHUNK = 6;

		private final AjpConnection connection;

		private final DataInputStream input;

		private final BodyStream requestBody;

		private byte[] chunk = new byte[0];

		private int position;

		private boolean ended;

		private ResponseStream(AjpConnection connection, DataInputStream input, BodyStream requestBody) {
			this.connection = connection;
			this.input = input;
			this.requestBody = requestBody;
		}

		private DataInputStream readHead() throws IOException {
			DataInputStream packet = readPacket();
			if (packet.readUnsignedByte() != SEND_HEADERS) {
				throw new IOException("the response does not begin with its head");
			}
			return packet;
		}

		/**
		 * Read the next packet that is part of the response.
		 */
		private DataInputStream readPacket() throws IOException {
			while (true) {
				int magic;
				try {
					magic = this.input.readUnsignedShort();
				}
				catch (EOFException ex) {
					this.requestBody.abandon();
					throw new EOFException("closed without END_RESPONSE");
				}
				byte[] payload = new byte[this.input.readUnsignedShort()];
				this.input.readFully(payload);
				if (magic != 0x4142 || payload.length == 0) {
					throw new IOException("packet of " + payload.length + " bytes that begins with " + magic);
				}
				if (payload[0] != GET_BODY_CHUNK) {
					return new DataInputStream(new ByteArrayInputStream(payload));
				}
				this.requestBody.ask();
			}
		}

		@Override
		protected int readSome(byte[] bytes, int offset, int length) throws IOException {
			while (this.position == this.chunk.length) {
				if (this.ended) {
					return -1;
				}
				readChunk();
			}
			int count = Math.min(length, this.chunk.length - this.position);
			System.arraycopy(this.chunk, this.position, bytes, offset, count);
			this.position += count;
			return count;
		}

		private void readChunk() throws IOException {
			DataInputStream packet = readPacket();
			int type = packet.readUnsignedByte();
			if (type == SEND_BODY_CHUNK) {
				this.chunk = new byte[packet.readUnsignedShort()];
				this.position = 0;
				packet.readFully(this.chunk);
				if (packet.readUnsignedByte() != 0 || packet.read() != -1) {
					throw new IOException("chunk of another length than it says");
				}
			}
			else if (type == END_RESPONSE) {
				this.ended = true;
				this.requestBody.abandon();
				this.connection.reusable = packet.readBoolean();
				if (!this.connection.reusable && this.input.read() != -1) {
					throw new IOException("connection goes on after its last response");
				}
			}
			else {
				throw new IOException("packet of type " + type + " within a response");
			}
		}

	}

}
