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

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The web server's end of a connection. It knows the protocols from their specifications
 * only and shares no code with what it tests. Reading blocks; the time limit of a test
 * ends it.
 */
final class Peer implements AutoCloseable {

	private static final int READ_SIZE = 65536;

	private static final ThreadLocal<ByteBuffer> BUFFERS = ThreadLocal
		.withInitial(() -> ByteBuffer.allocateDirect(READ_SIZE));

	private final GatewayProtocol protocol;

	private final SocketChannel channel;

	private byte[] received = new byte[1024];

	private int taken;

	private int end;

	private boolean reset;

	Peer(GatewayProtocol protocol, SocketAddress address) throws IOException {
		this.protocol = protocol;
		this.channel = SocketChannel.open(address);
		if (this.channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
			this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		}
	}

	SocketChannel channel() {
		return this.channel;
	}

	Peer send(Request request) throws IOException {
		return send(request.bytes(this.protocol));
	}

	Peer send(byte[]... parts) throws IOException {
		for (byte[] part : parts) {
			ByteBuffer buffer = ByteBuffer.wrap(part);
			while (buffer.hasRemaining()) {
				this.channel.write(buffer);
			}
		}
		return this;
	}

	/**
	 * Return part of a body as the protocol wants it.
	 */
	byte[] part(byte[] content) {
		return (this.protocol == GatewayProtocol.FASTCGI) ? FastCgi.stream(FastCgi.STDIN, 1, content) : content;
	}

	/**
	 * Send each byte on its own.
	 */
	Peer sendByteByByte(byte[] bytes) throws IOException {
		for (byte value : bytes) {
			send(new byte[] { value });
		}
		return this;
	}

	/**
	 * Send the same bytes again and again until the other end has not taken any for some
	 * time.
	 * @return the number of bytes that it took
	 */
	long push(byte[] bytes, long limit, Duration quiet) throws IOException {
		this.channel.configureBlocking(false);
		try (Selector selector = Selector.open()) {
			this.channel.register(selector, SelectionKey.OP_WRITE);
			long pushed = 0;
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			while (pushed < limit && selector.select(quiet.toMillis()) > 0) {
				selector.selectedKeys().clear();
				pushed += this.channel.write(buffer);
				if (!buffer.hasRemaining()) {
					buffer.clear();
				}
			}
			return pushed;
		}
		finally {
			this.channel.configureBlocking(true);
		}
	}

	/**
	 * Return whether the other end sends nothing for some time.
	 */
	boolean isSilent(Duration time) throws IOException {
		this.channel.configureBlocking(false);
		try (Selector selector = Selector.open()) {
			this.channel.register(selector, SelectionKey.OP_READ);
			return selector.select(time.toMillis()) == 0;
		}
		finally {
			this.channel.configureBlocking(true);
		}
	}

	/**
	 * Do nothing for some time.
	 * @return whether the connection is open thereafter
	 */
	boolean pause(Duration time) throws IOException {
		try (Selector selector = Selector.open()) {
			selector.select(time.toMillis());
		}
		return this.channel.isConnected();
	}

	/**
	 * Read until what was received fulfills a condition.
	 */
	byte[] readUntil(Predicate<byte[]> condition) throws IOException {
		while (!condition.test(received())) {
			if (!readMore()) {
				throw new IOException("The connection ended after '" + Bytes.text(received()) + "'");
			}
		}
		return received();
	}

	/**
	 * Read until as many bytes have arrived in all.
	 */
	byte[] readUntil(int length) throws IOException {
		boolean more = true;
		while (more && size() < length) {
			more = readMore();
		}
		return received();
	}

	/**
	 * Read until a text has arrived.
	 */
	byte[] readUntil(String text) throws IOException {
		return readUntil((bytes) -> Bytes.text(bytes).contains(text));
	}

	/**
	 * Read until the other end closes the connection.
	 */
	byte[] readToEnd() throws IOException {
		boolean more = true;
		while (more) {
			more = readMore();
		}
		return received();
	}

	/**
	 * Read as much as one system call returns, at most.
	 * @return whether something was read
	 */
	boolean readMore() throws IOException {
		return readMore(READ_SIZE);
	}

	boolean readMore(int length) throws IOException {
		ByteBuffer buffer = BUFFERS.get().clear().limit(Math.min(length, READ_SIZE));
		try {
			int read = this.channel.read(buffer);
			append(buffer.flip());
			return read != -1;
		}
		catch (IOException ex) {
			if (!String.valueOf(ex.getMessage()).contains("Connection reset")) {
				throw ex;
			}
			this.reset = true;
			return false;
		}
	}

	private void append(ByteBuffer buffer) {
		int length = buffer.remaining();
		if (this.end + length > this.received.length) {
			this.received = Arrays.copyOf(this.received, Math.max(this.end + length, 2 * this.received.length));
		}
		buffer.get(this.received, this.end, length);
		this.end += length;
	}

	/**
	 * Read all that comes until the connection ends, without keeping it.
	 * @return the number of bytes
	 */
	long skipToEnd() throws IOException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
		long skipped = 0;
		for (int length = 0; length != -1; length = this.channel.read(buffer.clear())) {
			skipped += length;
		}
		return skipped;
	}

	/**
	 * Return whether the connection was found to be reset.
	 */
	boolean isReset() {
		return this.reset;
	}

	/**
	 * Return everything received so far that has not been taken.
	 */
	byte[] received() {
		return received(0, size());
	}

	/**
	 * Return part of what was received and has not been taken.
	 */
	byte[] received(int from, int to) {
		return Arrays.copyOfRange(this.received, this.taken + from, this.taken + to);
	}

	/**
	 * Return the number of bytes that were received and have not been taken.
	 */
	int size() {
		return this.end - this.taken;
	}

	/**
	 * Forget the first bytes of what was received.
	 */
	void take(int length) {
		this.taken += length;
		if (this.taken == this.end) {
			this.taken = 0;
			this.end = 0;
		}
	}

	/**
	 * Read the whole response to the request with id 1, or to the only request.
	 */
	Response readResponse() throws IOException {
		return readResponse(1);
	}

	/**
	 * Read the whole response to a request. What was read for it is taken, except in
	 * FastCGI what belongs to other requests.
	 */
	Response readResponse(int id) throws IOException {
		if (this.protocol == GatewayProtocol.FASTCGI) {
			return FastCgi.readResponse(this, id);
		}
		if (this.protocol == GatewayProtocol.AJP) {
			return Ajp.readResponse(this, new byte[0]);
		}
		Response response = Response.parse(this.protocol, readToEnd(), !this.reset);
		take(size());
		return response;
	}

	/**
	 * Say that nothing more will be sent.
	 */
	void shutdownOutput() throws IOException {
		this.channel.shutdownOutput();
	}

	/**
	 * Close the connection with a reset, which exists on TCP only.
	 */
	void reset() throws IOException {
		this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
		this.channel.close();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
