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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.UnixChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import io.webgateway.server.ListenerBindException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for listeners on a socket that listens already, of which only the descriptor is
 * known. Who else has it is this process as well.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(20)
class InheritedSocketTests {

	private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

	private static final GatewayHandler HELLO = (exchange) -> Answers.text(exchange, "hello");

	@TempDir
	private Path directory;

	private final EventLoopGroup others = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

	private final List<GatewayListener> listeners = new ArrayList<>();

	private @Nullable Channel parent;

	@AfterEach
	void close() {
		this.listeners.forEach(GatewayListener::stop);
		if (this.parent != null) {
			this.parent.close().awaitUninterruptibly();
		}
		this.others.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

	@ParameterizedTest
	@EnumSource
	void whenListenerStartsThenItAnswers(SocketKind kind) throws Exception {
		GatewayListener listener = listener(open(kind));
		assertThat(listener.getLocalAddress()).isNull();
		listener.start(EventLoops.NATIVE.resources(), HELLO);
		assertThat(listener.getLocalAddress()).isEqualTo(this.parent.localAddress());
		assertAnswers(listener);
		listener.stop();
		assertThat(listener.getLocalAddress()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void whenListenerStopsThenConnectionsWaitForTheNext(SocketKind kind) throws Exception {
		int descriptor = open(kind);
		GatewayListener former = listener(descriptor);
		former.start(EventLoops.NATIVE.resources(), (exchange) -> Answers.text(exchange, "former"));
		assertThat(former.drain()).succeedsWithin(Duration.ofSeconds(10));
		former.stop();
		try (Peer peer = connect()) {
			peer.send(Request.get());
			GatewayListener latter = listener(descriptor);
			latter.start(EventLoops.NATIVE.resources(), HELLO);
			assertThat(peer.readResponse().text()).isEqualTo("hello");
			latter.stop();
		}
		assertThat(this.parent.isOpen()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void whenListenerIsStoppedThenItCanBeStartedAgain(SocketKind kind) throws Exception {
		GatewayListener listener = listener(open(kind));
		for (int i = 0; i < 3; i++) {
			listener.start(EventLoops.NATIVE.resources(), HELLO);
			assertAnswers(listener);
			listener.stop();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenAllConnectionsAreTakenThenOthersWaitAlsoWhileListenerStops(SocketKind kind) throws Exception {
		ConnectionLimits connections = new ConnectionLimits(1, 10, 10, ConnectionLimits.UNLIMITED,
				ListenerLimits.DEFAULTS.connections().idleTimeout());
		GatewayListener listener = listener(open(kind),
				new ListenerLimits(connections, ListenerLimits.DEFAULTS.head(), ListenerLimits.DEFAULTS.headTimeout(),
						ListenerLimits.DEFAULTS.body(), ListenerLimits.DEFAULTS.maxResponseHead(),
						ListenerLimits.DEFAULTS.writeTimeout()));
		CountDownLatch called = new CountDownLatch(1);
		listener.start(EventLoops.NATIVE.resources(), (exchange) -> {
			called.countDown();
			return Mono.never();
		});
		try (Peer first = connect(); Peer second = connect()) {
			first.send(Request.get());
			called.await();
			second.send(Request.get());
			listener.stop();
			listener.start(EventLoops.NATIVE.resources(), HELLO);
			assertThat(second.readResponse().text()).isEqualTo("hello");
		}
		listener.stop();
	}

	@Test
	void whenDescriptorIsClosedThenReasonSaysThatNothingIsInherited() {
		assertFails(4095, Reason.NOT_INHERITED);
	}

	@Test
	void whenDescriptorIsNoSocketThenReasonSaysThatNothingIsInherited() throws Exception {
		Path file = Files.createFile(this.directory.resolve("file"));
		Set<Integer> before = descriptors();
		try (var stream = Files.newInputStream(file)) {
			assertThat(stream).isNotNull();
			int descriptor = onlyNewOne(before);
			assertFails(descriptor, Reason.NOT_INHERITED);
		}
	}

	@Test
	void whenSocketBlocksThenReasonSaysSo() throws Exception {
		Set<Integer> before = descriptors();
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(socket.isBound()).isTrue();
			assertFails(onlyNewOne(before), Reason.BLOCKING);
		}
	}

	@Test
	void whenEventLoopsAreNotNativeThenReasonSaysSo() throws Exception {
		GatewayListener listener = listener(open(SocketKind.TCP));
		assertThatExceptionOfType(ListenerBindException.class)
			.isThrownBy(() -> listener.start(EventLoops.NIO.resources(), HELLO))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.NATIVE_TRANSPORT_MISSING));
	}

	private void assertFails(int descriptor, Reason reason) {
		GatewayListener listener = listener(descriptor);
		assertThatExceptionOfType(ListenerBindException.class)
			.isThrownBy(() -> listener.start(EventLoops.NATIVE.resources(), HELLO))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(reason));
	}

	private static Set<Integer> descriptors() throws IOException {
		Set<Integer> descriptors;
		try (Stream<Path> files = Files.list(DESCRIPTORS)) {
			descriptors = files.map((file) -> Integer.valueOf(file.getFileName().toString()))
				.collect(Collectors.toSet());
		}
		// That of the list itself is closed by now
		descriptors.removeIf((descriptor) -> !Files.exists(DESCRIPTORS.resolve(descriptor.toString())));
		return descriptors;
	}

	private static int onlyNewOne(Set<Integer> before) throws IOException {
		Set<Integer> now = descriptors();
		now.removeAll(before);
		assertThat(now).hasSize(1);
		return now.iterator().next();
	}

	/**
	 * Listen without accepting.
	 */
	private int open(SocketKind kind) {
		SocketAddress address = (kind == SocketKind.UNIX)
				? new DomainSocketAddress(this.directory.resolve("socket").toString())
				: new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		this.parent = new ServerBootstrap().group(this.others)
			.channel((kind == SocketKind.UNIX) ? EpollServerDomainSocketChannel.class : EpollServerSocketChannel.class)
			.option(ChannelOption.AUTO_READ, false)
			.childHandler(new ChannelInboundHandlerAdapter())
			.bind(address)
			.awaitUninterruptibly()
			.channel();
		return ((UnixChannel) this.parent).fd().intValue();
	}

	private GatewayListener listener(int descriptor) {
		return listener(descriptor, ListenerLimits.DEFAULTS);
	}

	private GatewayListener listener(int descriptor, ListenerLimits limits) {
		GatewayListener listener = new GatewayListener("test", GatewayProtocol.FASTCGI,
				new DescriptorListenAddress(descriptor), limits);
		this.listeners.add(listener);
		return listener;
	}

	private void assertAnswers(GatewayListener listener) throws IOException {
		assertThat(listener.getState()).isEqualTo(GatewayListener.State.RUNNING);
		try (Peer peer = connect()) {
			assertThat(peer.send(Request.get()).readResponse().text()).isEqualTo("hello");
		}
	}

	private Peer connect() throws IOException {
		SocketAddress address = this.parent.localAddress();
		return new Peer(GatewayProtocol.FASTCGI, (address instanceof DomainSocketAddress unixAddress)
				? UnixDomainSocketAddress.of(unixAddress.path()) : address);
	}

}
