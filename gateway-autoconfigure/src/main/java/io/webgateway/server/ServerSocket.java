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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.channel.unix.ServerDomainSocketChannel;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;
import reactor.util.Logger;
import reactor.util.Loggers;

import io.webgateway.server.ListenerBindException.Reason;
import io.webgateway.server.PrivateSocketFile.SocketPermissionsException;

/**
 * A socket to listen on: which channel it needs on the event loops at hand, which address
 * that channel binds to, and what has to be out of the way before.
 *
 * @param channel the channel, not bound yet
 * @param address the address to bind the channel to
 * @param privateFile the file of a unix socket that nobody may connect to yet, or
 * {@code null}
 */
record ServerSocket(ServerChannel channel, SocketAddress address, @Nullable PrivateSocketFile privateFile) {

	private static final Logger logger = Loggers.getLogger(GatewayListener.class);

	/** {@code S_IFMT}. */
	private static final int FILE_TYPE = 0170000;

	/** {@code S_IFSOCK}. */
	private static final int SOCKET = 0140000;

	/**
	 * Create the socket for an address.
	 * @param permissions who may connect to a unix socket
	 * @throws IOException if the address cannot be used
	 */
	static ServerSocket open(ListenAddress address, SocketPermissions permissions, LoopResources loopResources,
			EventLoopGroup group) throws IOException {
		if (address instanceof UnixListenAddress unix) {
			removeStaleSocket(unix.path());
			return openUnix(unix.path(), permissions, loopResources, group);
		}
		TcpListenAddress tcp = (TcpListenAddress) address;
		InetSocketAddress socketAddress = new InetSocketAddress(InetAddress.getByName(tcp.host()), tcp.port());
		return new ServerSocket(loopResources.onChannel(ServerSocketChannel.class, group), socketAddress, null);
	}

	private static ServerSocket openUnix(Path path, SocketPermissions permissions, LoopResources loopResources,
			EventLoopGroup group) throws IOException {
		PrivateSocketFile privateFile = permissions.areDefaults() ? null : PrivateSocketFile.create(path, permissions);
		ServerChannel channel = unixChannel(loopResources, group);
		return new ServerSocket(channel, unixAddress(channel, (privateFile != null) ? privateFile.path() : path),
				privateFile);
	}

	private static SocketAddress unixAddress(Channel channel, Path path) {
		return (channel instanceof NioServerDomainSocketChannel) ? UnixDomainSocketAddress.of(path)
				: new DomainSocketAddress(path.toString());
	}

	private static ServerChannel unixChannel(LoopResources loopResources, EventLoopGroup group) {
		try {
			return loopResources.onChannel(ServerDomainSocketChannel.class, group);
		}
		catch (IllegalArgumentException ex) {
			// Not every version of Reactor Netty knows that the JDK has such sockets
			return new NioServerDomainSocketChannel();
		}
	}

	/**
	 * Return where others find the channel once it is bound.
	 */
	static SocketAddress localAddress(Channel channel, ListenAddress address) {
		return (address instanceof UnixListenAddress unix) ? unixAddress(channel, unix.path()) : channel.localAddress();
	}

	/**
	 * Let others connect after the channel has been bound.
	 * @throws IOException if that is not possible
	 */
	void publish() throws IOException {
		if (this.privateFile != null) {
			this.privateFile.publish();
		}
	}

	/**
	 * Close the channel, of which nobody has learned.
	 */
	void discard() {
		if (this.channel.isRegistered()) {
			this.channel.close().awaitUninterruptibly();
		}
		else {
			this.channel.unsafe().closeForcibly();
		}
		if (this.privateFile != null) {
			try {
				this.privateFile.discard();
			}
			catch (IOException ex) {
				logger.debug("A directory is left over", ex);
			}
		}
	}

	/**
	 * A process that was killed leaves its socket behind. Whether somebody listens there
	 * is found out by connecting.
	 */
	private static void removeStaleSocket(Path path) throws IOException {
		Path directory = path.getParent();
		if (directory != null && !Files.isDirectory(directory)) {
			throw new NoSuchFileException(directory.toString());
		}
		if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		if (!isSocket(path)) {
			throw new NotASocketException(path);
		}
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

	/**
	 * Named pipes and devices refuse connections like stale sockets do.
	 */
	private static boolean isSocket(Path path) throws IOException {
		int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
		return (mode & FILE_TYPE) == SOCKET;
	}

	/**
	 * Return why binding failed.
	 */
	static Reason reasonOf(@Nullable Throwable failure) {
		if (failure instanceof NotASocketException) {
			return Reason.NOT_A_SOCKET;
		}
		if (failure instanceof NoSuchFileException) {
			return Reason.DIRECTORY_MISSING;
		}
		if (failure instanceof UnknownHostException) {
			return Reason.ADDRESS_NOT_AVAILABLE;
		}
		if (failure instanceof FileAlreadyExistsException) {
			return Reason.IN_USE;
		}
		if (failure instanceof SocketPermissionsException) {
			return Reason.PERMISSIONS_NOT_PERMITTED;
		}
		if (failure instanceof AccessDeniedException) {
			return Reason.NOT_PERMITTED;
		}
		if (failure instanceof NativeIoException || failure instanceof IOException) {
			return reasonOf(String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT));
		}
		return Reason.OTHER;
	}

	/**
	 * Neither the JDK nor Netty's native transports have an exception for each error, but
	 * both pass on the text of the operating system.
	 */
	private static Reason reasonOf(String message) {
		// The queue of a unix socket that nobody accepts from is full
		if (message.contains("already in use") || message.contains("temporarily unavailable")) {
			return Reason.IN_USE;
		}
		if (message.contains("cannot assign requested address") || message.contains("can't assign requested address")) {
			return Reason.ADDRESS_NOT_AVAILABLE;
		}
		if (message.contains("permission denied") || message.contains("read-only file system")
				|| message.contains("operation not permitted")) {
			return Reason.NOT_PERMITTED;
		}
		return Reason.OTHER;
	}

	private static final class NotASocketException extends IOException {

		private static final long serialVersionUID = 1L;

		NotASocketException(Path path) {
			super(path + " is not a socket");
		}

	}

}
