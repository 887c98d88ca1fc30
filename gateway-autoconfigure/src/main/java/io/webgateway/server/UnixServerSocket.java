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
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.ServerDomainSocketChannel;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;
import reactor.util.Logger;
import reactor.util.Loggers;

import io.webgateway.server.ListenerBindException.Reason;

/**
 * A unix domain socket to listen on. Its file appears when everything is ready, and is
 * removed only as long as it is that of this socket.
 */
final class UnixServerSocket extends ServerSocket {

	private static final Logger logger = Loggers.getLogger(GatewayListener.class);

	/** {@code S_IFMT}. */
	private static final int FILE_TYPE = 0170000;

	/** {@code S_IFSOCK}. */
	private static final int SOCKET = 0140000;

	private final UnixListenAddress address;

	private final SocketPermissions permissions;

	private @Nullable PrivateSocketFile privateFile;

	private @Nullable Object fileKey;

	private UnixServerSocket(ServerChannel channel, EventLoopGroup acceptors, EventLoopGroup workers,
			UnixListenAddress address, SocketPermissions permissions) {
		super(channel, acceptors, workers);
		this.address = address;
		this.permissions = permissions;
	}

	/**
	 * Create the socket for an address.
	 * @throws IOException if the address cannot be used
	 */
	static UnixServerSocket open(UnixListenAddress address, SocketPermissions permissions, LoopResources loopResources)
			throws IOException {
		checkFile(address.path(), address.takeover());
		EventLoopGroup acceptors = loopResources.onServerSelect(LoopResources.DEFAULT_NATIVE);
		return new UnixServerSocket(newChannel(loopResources, acceptors), acceptors,
				loopResources.onServer(LoopResources.DEFAULT_NATIVE), address, permissions);
	}

	private static ServerChannel newChannel(LoopResources loopResources, EventLoopGroup group) {
		try {
			return loopResources.onChannel(ServerDomainSocketChannel.class, group);
		}
		catch (IllegalArgumentException ex) {
			// Not every version of Reactor Netty knows that the JDK has such sockets
			return new NioServerDomainSocketChannel();
		}
	}

	private static void checkFile(Path path, boolean takeover) throws IOException {
		Path directory = path.getParent();
		if (directory != null && !Files.isDirectory(directory)) {
			throw new NoSuchFileException(directory.toString());
		}
		if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		if (!isSocket(path)) {
			throw new UnusableSocketException(Reason.NOT_A_SOCKET);
		}
		if (!takeover) {
			removeStaleFile(path);
		}
	}

	/**
	 * Named pipes and devices refuse connections like stale sockets do.
	 */
	private static boolean isSocket(Path path) throws IOException {
		int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
		return (mode & FILE_TYPE) == SOCKET;
	}

	/**
	 * A process that was killed leaves its socket behind. Whether somebody listens there
	 * is found out by connecting.
	 */
	private static void removeStaleFile(Path path) throws IOException {
		try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			// Not to wait for who listens but does not accept
			probe.configureBlocking(false);
			probe.connect(UnixDomainSocketAddress.of(path));
			throw new BindException("Address already in use");
		}
		catch (ConnectException ex) {
			Files.delete(path);
		}
	}

	@Override
	void listen() throws IOException {
		register();
		PrivateSocketFile privateFile = PrivateSocketFile.create(this.address.path());
		this.privateFile = privateFile;
		bind(address(privateFile.path()));
		applyPermissions(privateFile.path());
		this.fileKey = fileKey(privateFile.path());
		privateFile.publish(this.address.takeover());
	}

	private void applyPermissions(Path file) throws IOException {
		try {
			this.permissions.applyTo(file);
		}
		catch (IOException ex) {
			throw new UnusableSocketException(Reason.PERMISSIONS_NOT_PERMITTED, ex);
		}
	}

	private SocketAddress address(Path path) {
		return (channel() instanceof NioServerDomainSocketChannel) ? UnixDomainSocketAddress.of(path)
				: new DomainSocketAddress(path.toString());
	}

	/**
	 * Return what tells a file from another with the same path.
	 */
	private static @Nullable Object fileKey(Path path) throws IOException {
		return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
	}

	@Override
	SocketAddress localAddress() {
		return address(this.address.path());
	}

	@Override
	boolean hide() {
		try {
			// Another process may have taken the path over
			if (this.fileKey != null && this.fileKey.equals(fileKey(this.address.path()))) {
				Files.delete(this.address.path());
			}
			return true;
		}
		catch (NoSuchFileException ex) {
			return true;
		}
		catch (IOException ex) {
			logger.debug("The file of a socket is left over", ex);
			return false;
		}
	}

	@Override
	void discard() {
		super.discard();
		if (this.privateFile != null) {
			try {
				this.privateFile.discard();
			}
			catch (IOException ex) {
				logger.debug("A directory is left over", ex);
			}
		}
	}

}
