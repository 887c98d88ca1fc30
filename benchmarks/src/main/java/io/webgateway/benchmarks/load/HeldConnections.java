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
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Connections that have served one request and wait for the next.
 */
public final class HeldConnections implements AutoCloseable {

	private static final int READ = 65536;

	private final List<SocketChannel> channels = new ArrayList<>();

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	private boolean complete;

	private HeldConnections() {
	}

	/**
	 * Open connections, one after the other.
	 * @param load says how many, and what is asked for on each once
	 * @return the connections
	 * @throws IOException if one cannot be opened or is not answered
	 */
	public static HeldConnections open(Load load) throws IOException {
		HeldConnections connections = new HeldConnections();
		try {
			PreparedRequest request = load.protocol().wire().prepare(load.request(), true, 1);
			ByteBuffer in = ByteBuffer.allocateDirect(READ);
			for (int i = 0; i < load.connections(); i++) {
				connections.open(load, request, in);
			}
			return connections;
		}
		catch (IOException ex) {
			connections.close();
			throw ex;
		}
	}

	private void open(Load load, PreparedRequest request, ByteBuffer in) throws IOException {
		SocketChannel channel = SocketChannel.open(load.address());
		this.channels.add(channel);
		// Blocked channels have no time limit of their own
		ScheduledFuture<?> timeout = this.timer.schedule(() -> close(channel), Load.TIMEOUT.toSeconds(),
				TimeUnit.SECONDS);
		if (load.address() instanceof InetSocketAddress) {
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		}
		Outgoing outgoing = new Outgoing();
		outgoing.add(request);
		outgoing.writeTo(channel);
		ResponseReader reader = load.protocol().wire().reader(1);
		this.complete = false;
		while (!this.complete) {
			if (channel.read(in.clear()) < 0) {
				throw new IOException("Connection closed before the response");
			}
			reader.read(in.flip(), (id, status, bodyBytes) -> this.complete = true);
		}
		timeout.cancel(false);
	}

	private static void close(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			// Whoever waits for it has an exception of its own
		}
	}

	/**
	 * Return how many they are.
	 * @return the number of connections
	 */
	public int size() {
		return this.channels.size();
	}

	@Override
	public void close() throws IOException {
		this.timer.shutdownNow();
		for (SocketChannel channel : this.channels) {
			channel.close();
		}
	}

}
