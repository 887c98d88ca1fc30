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

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A TCP or unix socket with streams that can be read and written at the same time, which
 * those of {@link java.nio.channels.Channels} cannot before JDK 19. An interrupt of a
 * thread that reads or writes closes the socket.
 */
final class SocketStreams implements Closeable {

	private static final int BUFFER_SIZE = 64 * 1024;

	private final SocketChannel channel;

	private final InputStream input;

	private final OutputStream output;

	private SocketStreams(SocketChannel channel) {
		this.channel = channel;
		this.input = new BufferedInputStream(new ChannelInput(), BUFFER_SIZE);
		this.output = new ChannelOutput();
	}

	static SocketStreams connect(SocketAddress address) throws IOException {
		return new SocketStreams(SocketChannel.open(address));
	}

	SocketChannel channel() {
		return this.channel;
	}

	InputStream input() {
		return this.input;
	}

	OutputStream output() {
		return this.output;
	}

	/**
	 * Close the socket so that the other side sees a reset. Unix sockets have none.
	 * @throws IOException if it cannot be closed
	 */
	void reset() throws IOException {
		if (this.channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
			this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
		}
		close();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	private final class ChannelInput extends BodyInputStream {

		@Override
		protected int readSome(byte[] bytes, int offset, int length) throws IOException {
			return SocketStreams.this.channel.read(ByteBuffer.wrap(bytes, offset, length));
		}

	}

	private final class ChannelOutput extends OutputStream {

		@Override
		public void write(int value) throws IOException {
			write(new byte[] { (byte) value }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
			while (buffer.hasRemaining()) {
				SocketStreams.this.channel.write(buffer);
			}
		}

	}

}
