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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * A listener that runs for the time of a test.
 */
final class TestListener implements AutoCloseable {

	static final String NAME = "test";

	private final Door door;

	private final GatewayListener listener;

	private final @Nullable Path directory;

	private final SocketAddress address;

	private TestListener(Door door, GatewayListener listener, @Nullable Path directory) {
		this.door = door;
		this.listener = listener;
		this.directory = directory;
		this.address = (listener.getListenAddress() instanceof UnixListenAddress unix)
				? UnixDomainSocketAddress.of(unix.path())
				: new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getPort());
	}

	static TestListener open(Door door, ListenerLimits limits, LoopResources loopResources, GatewayHandler handler) {
		return open(door, limits, ListenerAccess.OPEN, loopResources, handler, ListenerReporting.NONE);
	}

	static TestListener open(Door door, ListenerLimits limits, ListenerAccess access, LoopResources loopResources,
			GatewayHandler handler, ListenerReporting reporting) {
		return open(door, limits, access, reporting, AjpOptions.DEFAULTS, loopResources, handler);
	}

	static TestListener open(Door door, ListenerLimits limits, ListenerAccess access, @Nullable AjpOptions ajp,
			LoopResources loopResources, GatewayHandler handler) {
		return open(door, limits, access, ListenerReporting.NONE, ajp, loopResources, handler);
	}

	private static TestListener open(Door door, ListenerLimits limits, ListenerAccess access,
			ListenerReporting reporting, @Nullable AjpOptions ajp, LoopResources loopResources,
			GatewayHandler handler) {
		Path directory = (door.socket() == SocketKind.UNIX) ? createDirectory() : null;
		ListenAddress address = (directory != null) ? new UnixListenAddress(directory.resolve("socket"))
				: ListenAddress.parse("0");
		GatewayListener listener = new GatewayListener(NAME, door.protocol(), address, limits, access, reporting, ajp);
		listener.start(loopResources, handler);
		return new TestListener(door, listener, directory);
	}

	private static Path createDirectory() {
		try {
			return Files.createTempDirectory("door");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	GatewayListener listener() {
		return this.listener;
	}

	GatewayProtocol protocol() {
		return this.door.protocol();
	}

	/**
	 * Connect to the listener.
	 */
	Peer connect() throws IOException {
		return new Peer(this.door.protocol(), this.address);
	}

	/**
	 * Connect to the listener as one that speaks a certain protocol.
	 */
	Peer connect(GatewayProtocol protocol) throws IOException {
		return new Peer(protocol, this.address);
	}

	/**
	 * Send a request on a new connection and return the response.
	 */
	Response exchange(Request request) throws IOException {
		try (Peer peer = connect()) {
			return peer.send(request).readResponse();
		}
	}

	@Override
	public void close() throws IOException {
		this.listener.stop();
		if (this.directory != null) {
			Files.delete(this.directory);
		}
	}

}
