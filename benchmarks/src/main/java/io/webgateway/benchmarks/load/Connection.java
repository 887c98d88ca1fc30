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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A connection to the server, or one after the other where each serves one request.
 */
final class Connection implements ResponseReader.Responses {

	private static final int READ = 262144;

	/** One thread, one buffer: nothing stays in it. */
	private static final ThreadLocal<ByteBuffer> buffer = ThreadLocal
		.withInitial(() -> ByteBuffer.allocateDirect(READ));

	private final LoadGenerator generator;

	private final Load load;

	private final Selector selector;

	private final List<Slot> slots = new ArrayList<>();

	/** When the request in each slot was due, {@code 0} if there is none. */
	private final long[] due;

	private final Outgoing outgoing = new Outgoing();

	private @Nullable SocketChannel channel;

	private @Nullable SelectionKey key;

	private ResponseReader reader;

	private boolean reading;

	private boolean done;

	Connection(LoadGenerator generator, Load load, Selector selector) {
		this.generator = generator;
		this.load = load;
		this.selector = selector;
		this.due = new long[load.multiplexed()];
		this.reader = load.protocol().wire().reader(load.multiplexed());
		for (int id = 1; id <= load.multiplexed(); id++) {
			this.slots.add(new Slot(this, id));
		}
	}

	List<Slot> slots() {
		return this.slots;
	}

	/**
	 * Start a request.
	 */
	void start(Slot slot, long due) {
		this.due[slot.id() - 1] = due;
		this.outgoing.add(this.generator.prepared(slot.id()));
		if (this.channel == null) {
			connect();
		}
		else if (!this.reading) {
			flush();
		}
	}

	private void connect() {
		try {
			SocketChannel channel = SocketChannel.open((this.load.address() instanceof InetSocketAddress)
					? StandardProtocolFamily.INET : StandardProtocolFamily.UNIX);
			this.channel = channel;
			this.reader = this.load.protocol().wire().reader(this.load.multiplexed());
			channel.configureBlocking(false);
			if (this.load.address() instanceof InetSocketAddress) {
				channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			}
			boolean connected = channel.connect(this.load.address());
			this.key = channel.register(this.selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT,
					this);
			if (connected) {
				flush();
			}
		}
		catch (SocketException ex) {
			if (String.valueOf(ex.getMessage()).contains("temporarily unavailable")) {
				// The queue of the listening unix socket is full
				reset();
				this.generator.tryAgain(this);
			}
			else {
				fail(ex);
			}
		}
		catch (IOException ex) {
			fail(ex);
		}
	}

	void ready(SelectionKey key) {
		if (key != this.key || !key.isValid()) {
			return;
		}
		try {
			if (key.isConnectable()) {
				this.channel.finishConnect();
				key.interestOps(SelectionKey.OP_READ);
				flush();
			}
			else {
				if (key.isWritable()) {
					flush();
				}
				if (key == this.key && key.isReadable()) {
					read();
				}
			}
		}
		catch (IOException ex) {
			fail(ex);
		}
	}

	void flush() {
		if (this.key == null || !this.key.isValid() || (this.key.interestOps() & SelectionKey.OP_CONNECT) != 0) {
			return;
		}
		try {
			boolean written = this.outgoing.writeTo(this.channel);
			int interest = written ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
			if (this.key.interestOps() != interest) {
				this.key.interestOps(interest);
			}
		}
		catch (IOException ex) {
			fail(ex);
		}
	}

	private void read() throws IOException {
		ByteBuffer in = buffer.get().clear();
		int length = this.channel.read(in);
		if (length == 0) {
			return;
		}
		this.reading = true;
		try {
			if (length < 0) {
				end();
			}
			else {
				this.reader.read(in.flip(), this);
			}
		}
		finally {
			this.reading = false;
		}
		if (this.done) {
			reset();
			this.generator.free(this.slots.get(0));
		}
		else {
			flush();
		}
	}

	private void end() throws IOException {
		this.reader.end(this);
		if (!this.done) {
			throw new ProtocolException("Connection closed before the response");
		}
	}

	@Override
	public void complete(int id, int status, long bodyBytes) throws ProtocolException {
		long due = this.due[id - 1];
		if (due == 0 || this.done) {
			throw new ProtocolException("Response to no request");
		}
		this.due[id - 1] = 0;
		this.generator.completed(due, status, bodyBytes);
		if (this.load.keepAlive()) {
			this.generator.free(this.slots.get(id - 1));
		}
		else {
			this.done = true;
		}
	}

	private void fail(IOException ex) {
		this.generator.failed(ex.getClass().getSimpleName() + ": " + ex.getMessage());
		reset();
		this.generator.tryAgain(this);
	}

	void checkTimeout(long oldest) {
		for (long due : this.due) {
			if (due != 0 && due < oldest) {
				fail(new SocketException("No response in time"));
				return;
			}
		}
	}

	/**
	 * Forget the connection, whatever its state.
	 */
	void reset() {
		if (this.channel != null) {
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				this.generator.failed("Close: " + ex.getMessage());
			}
		}
		this.channel = null;
		this.key = null;
		this.done = false;
		this.outgoing.clear();
		Arrays.fill(this.due, 0);
	}

}
