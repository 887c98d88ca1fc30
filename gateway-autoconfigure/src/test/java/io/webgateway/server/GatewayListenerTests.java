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
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.resources.LoopResources;

import io.webgateway.server.ListenerBindException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for {@link GatewayListener}.
 */
@Timeout(20)
class GatewayListenerTests {

	private static final GatewayHandler HELLO = (exchange) -> Answers.text(exchange, "hello");

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource
	void whenPortIsZeroThenFreePortOfLoopbackIsTaken(EventLoops loops) throws Exception {
		GatewayListener listener = listener("0");
		assertThat(listener.getPort()).isEqualTo(-1);
		assertThat(listener.getLocalAddress()).isNull();
		listener.start(loops.resources(), HELLO);
		try {
			assertThat(listener.getPort()).isPositive();
			assertThat(listener.getLocalAddress()).isInstanceOfSatisfying(InetSocketAddress.class,
					(address) -> assertThat(address.getAddress().getHostAddress()).isEqualTo("127.0.0.1"));
			assertAnswers(listener);
		}
		finally {
			listener.stop();
		}
		assertThat(listener.getPort()).isEqualTo(-1);
		assertThat(listener.getLocalAddress()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void whenPortIsGivenThenItIsTaken(EventLoops loops) throws Exception {
		int port = freePort();
		GatewayListener listener = listener("127.0.0.1:" + port);
		listener.start(loops.resources(), HELLO);
		try {
			assertThat(listener.getPort()).isEqualTo(port);
			assertAnswers(listener);
		}
		finally {
			listener.stop();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenAddressIsIpV6ThenItIsListenedOn(EventLoops loops) throws Exception {
		assumeTrue(canBind(InetAddress.getByName("::1")), "This machine has the address ::1");
		GatewayListener listener = listener("[::1]:0");
		listener.start(loops.resources(), HELLO);
		try {
			assertThat(listener.getLocalAddress()).isInstanceOfSatisfying(InetSocketAddress.class,
					(address) -> assertThat(address.getAddress()).isInstanceOf(Inet6Address.class));
			assertAnswers(listener);
		}
		finally {
			listener.stop();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenAddressIsPathThenSocketIsThereUntilListenerStops(EventLoops loops) throws Exception {
		Path path = socketPath();
		GatewayListener listener = listener("unix:" + path);
		assertThat(path).doesNotExist();
		listener.start(loops.resources(), HELLO);
		try {
			assertThat(path).exists();
			assertThat(listener.getPort()).isEqualTo(-1);
			assertThat(listener.getLocalAddress()).isNotNull();
			assertAnswers(listener);
		}
		finally {
			listener.stop();
		}
		assertThat(path).doesNotExist();
	}

	@ParameterizedTest
	@EnumSource
	void whenSocketIsStaleThenItIsReplaced(EventLoops loops) throws Exception {
		Path path = socketPath();
		ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path)).close();
		assertThat(path).exists();
		GatewayListener listener = listener("unix:" + path);
		listener.start(loops.resources(), HELLO);
		try {
			assertAnswers(listener);
		}
		finally {
			listener.stop();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenSocketIsLiveThenItIsLeftAlone(EventLoops loops) throws Exception {
		Path path = socketPath();
		GatewayListener other = listener("unix:" + path);
		other.start(loops.resources(), HELLO);
		try {
			assertBindFails("unix:" + path, loops, Reason.IN_USE);
			assertThat(path).exists();
			assertAnswers(other);
		}
		finally {
			other.stop();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenSocketIsLiveButDoesNotAcceptThenItIsLeftAlone(EventLoops loops) throws Exception {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socketPath());
		List<SocketChannel> clients = new ArrayList<>();
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address, 1)) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
				while (true) {
					SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
					clients.add(client);
					client.configureBlocking(false);
					client.connect(address);
				}
			}).withMessage("Resource temporarily unavailable");
			assertBindFails("unix:" + address, loops, Reason.IN_USE);
			assertThat(address.getPath()).exists();
		}
		finally {
			for (SocketChannel client : clients) {
				client.close();
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenPathIsRegularFileThenItIsLeftAlone(EventLoops loops) throws Exception {
		Path path = Files.writeString(socketPath(), "precious");
		assertBindFails("unix:" + path, loops, Reason.NOT_A_SOCKET);
		assertThat(path).hasContent("precious");
	}

	@ParameterizedTest
	@EnumSource
	void whenPathIsNamedPipeThenItIsLeftAlone(EventLoops loops) throws Exception {
		Path path = socketPath();
		assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
		assertBindFails("unix:" + path, loops, Reason.NOT_A_SOCKET);
		assertThat(path).exists();
	}

	@ParameterizedTest
	@EnumSource
	void whenPathIsDirectoryThenItIsLeftAlone(EventLoops loops) throws Exception {
		Path path = Files.createDirectory(socketPath());
		assertBindFails("unix:" + path, loops, Reason.NOT_A_SOCKET);
		assertThat(path).isDirectory();
	}

	@ParameterizedTest
	@EnumSource
	void whenPathIsLinkThenItIsLeftAlone(EventLoops loops) throws Exception {
		Path stale = this.directory.resolve("stale");
		ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(stale)).close();
		Path path = Files.createSymbolicLink(socketPath(), stale);
		assertBindFails("unix:" + path, loops, Reason.NOT_A_SOCKET);
		assertThat(path).isSymbolicLink();
		assertThat(stale).exists();
	}

	@ParameterizedTest
	@EnumSource
	void whenDirectoryOfSocketIsMissingThenReasonSaysSo(EventLoops loops) {
		assertBindFails("unix:" + this.directory.resolve("missing/socket"), loops, Reason.DIRECTORY_MISSING);
	}

	@ParameterizedTest
	@EnumSource
	void whenDirectoryOfSocketIsNotWritableThenReasonSaysSo(EventLoops loops) throws Exception {
		assumeFalse("root".equals(System.getProperty("user.name")), "The superuser may write everywhere");
		Path directory = Files.createDirectory(this.directory.resolve("locked"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
		assertBindFails("unix:" + directory.resolve("socket"), loops, Reason.NOT_PERMITTED);
	}

	@ParameterizedTest
	@EnumSource
	void whenFileSystemHoldsNoSocketsThenReasonSaysSo(EventLoops loops) {
		assumeTrue(Files.isDirectory(Path.of("/dev/pts")), "There is a file system in which nobody can create files");
		assertBindFails("unix:/dev/pts/socket", loops, Reason.NOT_PERMITTED);
	}

	@ParameterizedTest
	@EnumSource
	void whenPortIsInUseThenReasonSaysSo(EventLoops loops) throws Exception {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertBindFails("127.0.0.1:" + other.getLocalPort(), loops, Reason.IN_USE);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenAddressIsOfAnotherMachineThenReasonSaysSo(EventLoops loops) {
		assertBindFails("192.0.2.1:0", loops, Reason.ADDRESS_NOT_AVAILABLE);
	}

	@ParameterizedTest
	@EnumSource
	void whenBindingFailedThenListenerCanBeStartedLater(EventLoops loops) throws Exception {
		Path path = Files.createFile(socketPath());
		GatewayListener listener = listener("unix:" + path);
		assertThatExceptionOfType(ListenerBindException.class)
			.isThrownBy(() -> listener.start(loops.resources(), HELLO));
		Files.delete(path);
		listener.start(loops.resources(), HELLO);
		try {
			assertAnswers(listener);
		}
		finally {
			listener.stop();
		}
	}

	@DoorTest
	void whenListenerIsStoppedThenItCanBeStartedAgainOnTheSameAddress(Door door) throws Exception {
		GatewayListener listener = new GatewayListener("test", door.protocol(), addressFor(door),
				ListenerLimits.DEFAULTS);
		for (int i = 0; i < 3; i++) {
			String answer = "start " + i;
			listener.start(door.loops().resources(), (exchange) -> Answers.text(exchange, answer));
			assertThat(listener.getState()).isEqualTo(GatewayListener.State.RUNNING);
			try (Peer idle = connect(listener); Peer peer = connect(listener)) {
				assertThat(peer.send(Request.get()).readResponse().text()).isEqualTo(answer);
				listener.stop();
				assertThat(listener.getState()).isEqualTo(GatewayListener.State.STOPPED);
				assertThat(idle.readToEnd()).isEmpty();
			}
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(listener).close());
		}
	}

	@DoorTest
	void whenNobodyHasChosenAnAllocatorThenBuffersOfAllSizesArePooled(Door door) throws Exception {
		AtomicReference<ByteBufAllocator> allocator = new AtomicReference<>();
		try (TestListener listener = door.open((exchange) -> {
			allocator.set(exchange.getAllocator());
			return Mono.empty();
		})) {
			listener.exchange(Request.get());
		}
		assertThat(allocator).hasValue(PooledByteBufAllocator.DEFAULT);
	}

	@DoorTest
	void whenListenerRunsThenItCannotBeStarted(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO)) {
			assertThatIllegalStateException()
				.isThrownBy(() -> listener.listener().start(door.loops().resources(), HELLO))
				.withMessageContaining("'test'");
			assertThat(listener.exchange(Request.get()).text()).isEqualTo("hello");
		}
	}

	@DoorTest
	void whenListenerIsStoppedTwiceThenNothingHappens(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO)) {
			listener.listener().stop();
			listener.listener().stop();
			assertThat(listener.listener().drain()).isCompletedWithValue(true);
		}
	}

	@DoorTest
	void whenListenerStopsThenHandlersAreCancelledAndConnectionsClosed(Door door) throws Exception {
		CountDownLatch cancelled = new CountDownLatch(1);
		Sinks.One<Void> started = Sinks.one();
		try (TestListener listener = door.open((exchange) -> Mono.<Void>never()
			.doOnSubscribe((subscription) -> started.tryEmitEmpty())
			.doOnCancel(cancelled::countDown))) {
			try (Peer peer = listener.connect()) {
				peer.send(Request.get());
				started.asMono().block();
				listener.listener().stop();
				Response response = peer.readResponse();
				assertThat(response.status()).isEqualTo(-1);
				assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
			}
		}
	}

	@DoorTest
	void whenConnectionWasAcceptedJustBeforeStopThenItIsClosed(Door door) throws Exception {
		LoopResources loops = door.loops().createPair();
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		TestListener listener = TestListener.open(door, ListenerLimits.DEFAULTS, loops, (exchange) -> {
			blocked.countDown();
			awaitUninterruptibly(released);
			return Answers.text(exchange, "late");
		});
		try (listener; Peer first = listener.connect().send(Request.get())) {
			blocked.await();
			try (Peer second = listener.connect()) {
				for (int i = 0; i < 3; i++) {
					// A turn of the loop that accepts
					loops.onServerSelect(true).submit(() -> {
					}).sync();
				}
				listener.listener().stop();
				released.countDown();
				assertThat(second.readToEnd()).isEmpty();
			}
		}
		finally {
			loops.dispose();
		}
	}

	@DoorTest
	void whenListenerDrainsThenNewConnectionsAreRefusedAndRequestsEnd(Door door) throws Exception {
		Sinks.One<String> answer = Sinks.one();
		CountDownLatch started = new CountDownLatch(1);
		try (TestListener listener = door.open((exchange) -> {
			started.countDown();
			return answer.asMono().flatMap((text) -> Answers.text(exchange, text));
		}); Peer peer = listener.connect().send(Request.get().keepConnection())) {
			started.await();
			CompletableFuture<Boolean> drained = listener.listener().drain();
			assertThat(listener.listener().getState()).isEqualTo(GatewayListener.State.DRAINING);
			assertThat(listener.listener().getLocalAddress()).isNull();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> listener.connect().close());
			assertThat(listener.listener().drain()).isSameAs(drained);
			assertThat(drained).isNotDone();
			answer.tryEmitValue("done");
			Response response = peer.readResponse();
			assertThat(response.text()).isEqualTo("done");
			assertThat(response.complete()).isTrue();
			assertThat(peer.readToEnd()).isEmpty();
			assertThat(peer.isReset()).isFalse();
			assertThat(drained).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	@DoorTest
	void whenDrainingListenerIsStoppedThenDrainingFailed(Door door) throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch cancelled = new CountDownLatch(1);
		try (TestListener listener = door.open((exchange) -> {
			started.countDown();
			return Mono.<Void>never().doOnCancel(cancelled::countDown);
		}); Peer peer = listener.connect().send(Request.get())) {
			started.await();
			CompletableFuture<Boolean> drained = listener.listener().drain();
			assertThat(drained).isNotDone();
			listener.listener().stop();
			assertThat(drained).isCompletedWithValue(false);
			assertThat(peer.readResponse().status()).isEqualTo(-1);
			assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@DoorTest
	void whenListenerWithoutConnectionsDrainsThenItIsDoneAtOnce(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO)) {
			assertThat(listener.listener().drain()).isCompletedWithValue(true);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenListenerDrainsThenIdleConnectionCloses(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO); Peer peer = listener.connect()) {
			assertThat(peer.send(Request.get().keepConnection()).readResponse().text()).isEqualTo("hello");
			CompletableFuture<Boolean> drained = listener.listener().drain();
			assertThat(peer.readToEnd()).isEmpty();
			assertThat(drained).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenListenerDrainsThenOneMoreRequestOnIdleConnectionIsAnswered(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO); Peer peer = listener.connect()) {
			assertThat(peer.send(Request.get().keepConnection()).readResponse().text()).isEqualTo("hello");
			CompletableFuture<Boolean> drained = listener.listener().drain();
			assertThat(peer.send(Request.get().keepConnection()).readResponse().text()).isEqualTo("hello");
			assertThat(peer.readToEnd()).isEmpty();
			assertThat(peer.isReset()).isFalse();
			assertThat(drained).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenListenerDrainsThenRequestsBesideOthersAreRefusedAfterAWhile(Door door) throws Exception {
		Sinks.One<String> answer = Sinks.one();
		try (TestListener listener = door.open((exchange) -> exchange.getVariables().get("REQUEST_URI").equals("/long")
				? answer.asMono().flatMap((text) -> Answers.text(exchange, text)) : Answers.text(exchange, "short"));
				Peer peer = listener.connect()) {
			peer.send(Request.get("/long").id(1).keepConnection());
			peer.send(Request.get("/short").id(2).keepConnection());
			assertThat(peer.readResponse(2).text()).isEqualTo("short");
			CompletableFuture<Boolean> drained = listener.listener().drain();
			AtomicInteger id = new AtomicInteger(2);
			await().until(() -> {
				peer.send(Request.get("/short").id(id.incrementAndGet()).keepConnection());
				return peer.readResponse(id.get()).status() == 503;
			});
			assertThat(id).hasValueGreaterThan(3);
			assertThat(drained).isNotDone();
			answer.tryEmitValue("long");
			assertThat(peer.readResponse(1).text()).isEqualTo("long");
			assertThat(drained).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	@DoorTest(sockets = SocketKind.UNIX)
	void whenListenerDrainsThenConnectionsThatWaitAreAccepted(Door door) throws Exception {
		List<Peer> peers = new ArrayList<>();
		try (TestListener listener = door.open(HELLO)) {
			for (int i = 0; i < 50; i++) {
				peers.add(listener.connect().send(Request.get()));
			}
			CompletableFuture<Boolean> drained = listener.listener().drain();
			for (Peer peer : peers) {
				assertThat(peer.readResponse().text()).isEqualTo("hello");
			}
			assertThat(drained).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
		finally {
			for (Peer peer : peers) {
				peer.close();
			}
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenListenerDrainsThenRequestOnNewConnectionIsAnsweredForAWhile(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO);
				Peer first = listener.connect();
				Peer second = listener.connect()) {
			// Both have been accepted before the listener closes
			assertThat(listener.exchange(Request.get()).status()).isEqualTo(200);
			CompletableFuture<Boolean> drained = listener.listener().drain();
			assertThat(first.send(Request.get().keepConnection()).readResponse().text()).isEqualTo("hello");
			assertThat(second.readToEnd()).isEmpty();
			assertThat(drained).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenListenerDrainsWhileResponseIsBeingReadThenResponseIsComplete(Door door) throws Exception {
		byte[] body = Bytes.random(8 << 20);
		CountDownLatch answered = new CountDownLatch(1);
		try (TestListener listener = door
			.open((exchange) -> Answers.body(exchange, Mono.fromSupplier(() -> Answers.buffer(exchange, body)))
				.doOnSuccess((nothing) -> answered.countDown())); Peer peer = listener.connect()) {
			peer.send(Request.get().keepConnection());
			answered.await();
			CompletableFuture<Boolean> drained = listener.listener().drain();
			Response response = peer.readResponse();
			assertThat(Bytes.summary(response.body())).isEqualTo(Bytes.summary(body));
			assertThat(response.complete()).isTrue();
			assertThat(drained).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenListenerDrainsWhileBodyIsDiscardedThenEarlyAnswerArrives(Door door) throws Exception {
		byte[] part = Bytes.random(1 << 20);
		try (TestListener listener = door.open(HELLO); Peer peer = listener.connect()) {
			Request request = Request.post(new byte[0]).announcing(3 << 20).keepConnection();
			peer.send(request.head(door.protocol()), request.part(door.protocol(), part));
			peer.readUntil("hello");
			CompletableFuture<Boolean> drained = listener.listener().drain();
			peer.send(request.part(door.protocol(), part), request.part(door.protocol(), part));
			Response response = peer.readResponse();
			assertThat(response.text()).isEqualTo("hello");
			peer.send(FastCgi.end(FastCgi.STDIN, 1));
			peer.readToEnd();
			assertThat(peer.isReset()).isFalse();
			assertThat(drained).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenSocketIsTakenOverThenNobodyIsRefused(EventLoops loops) throws Exception {
		CountDownLatch called = new CountDownLatch(1);
		Sinks.Empty<Void> end = Sinks.empty();
		GatewayListener former = listener("unix:" + socketPath());
		former.start(loops.resources(), (exchange) -> {
			called.countDown();
			return end.asMono().then(Answers.text(exchange, "former"));
		});
		GatewayListener latter = new GatewayListener("test", GatewayProtocol.FASTCGI,
				new UnixListenAddress(socketPath()).withTakeover(), ListenerLimits.DEFAULTS);
		try (Peer peer = connect(former)) {
			peer.send(Request.get());
			called.await();
			latter.start(loops.resources(), HELLO);
			assertAnswers(latter);
			CompletableFuture<Boolean> drained = former.drain();
			assertAnswers(latter);
			end.tryEmitEmpty();
			assertThat(peer.readResponse().text()).isEqualTo("former");
			assertThat(drained).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
			former.stop();
			assertAnswers(latter);
		}
		finally {
			former.stop();
			latter.stop();
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@ParameterizedTest
	@EnumSource
	void whenNobodyListensThenSocketIsTakenOver(EventLoops loops) throws Exception {
		GatewayListener listener = new GatewayListener("test", GatewayProtocol.FASTCGI,
				new UnixListenAddress(socketPath()).withTakeover(), ListenerLimits.DEFAULTS);
		listener.start(loops.resources(), HELLO);
		assertAnswers(listener);
		listener.stop();
		assertThat(this.directory).isEmptyDirectory();
	}

	@ParameterizedTest
	@EnumSource
	void whenFileIsTakenOverThenItIsLeftAlone(EventLoops loops) throws Exception {
		Path file = Files.writeString(socketPath(), "precious");
		GatewayListener listener = new GatewayListener("test", GatewayProtocol.FASTCGI,
				new UnixListenAddress(file).withTakeover(), ListenerLimits.DEFAULTS);
		assertThatExceptionOfType(ListenerBindException.class)
			.isThrownBy(() -> listener.start(loops.resources(), HELLO))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.NOT_A_SOCKET));
		assertThat(file).hasContent("precious");
	}

	private void assertBindFails(String address, EventLoops loops, Reason reason) {
		GatewayListener listener = listener(address);
		assertThatExceptionOfType(ListenerBindException.class)
			.isThrownBy(() -> listener.start(loops.resources(), HELLO))
			.satisfies((ex) -> {
				assertThat(ex.getReason()).as("Reason of %s", ex.getCause()).isEqualTo(reason);
				assertThat(ex.getListener()).isEqualTo("test");
				assertThat(ex.getAddress()).isEqualTo(ListenAddress.parse(address));
				assertThat(ex).hasMessageContaining("'test'").hasMessageContaining(address);
			});
		assertThat(listener.getState()).isEqualTo(GatewayListener.State.STOPPED);
		assertThat(listener.getLocalAddress()).isNull();
	}

	private void assertAnswers(GatewayListener listener) throws IOException {
		try (Peer peer = connect(listener)) {
			assertThat(peer.send(Request.get()).readResponse().text()).isEqualTo("hello");
		}
	}

	private static Peer connect(GatewayListener listener) throws IOException {
		SocketAddress address = (listener.getListenAddress() instanceof UnixListenAddress unix)
				? UnixDomainSocketAddress.of(unix.path()) : listener.getLocalAddress();
		if (address == null) {
			throw new ConnectException("The listener does not listen");
		}
		return new Peer(listener.getProtocol(), address);
	}

	private static GatewayListener listener(String address) {
		return new GatewayListener("test", GatewayProtocol.FASTCGI, ListenAddress.parse(address),
				ListenerLimits.DEFAULTS);
	}

	private ListenAddress addressFor(Door door) throws IOException {
		return (door.socket() == SocketKind.UNIX) ? new UnixListenAddress(socketPath())
				: new TcpListenAddress("127.0.0.1", freePort());
	}

	private Path socketPath() {
		return this.directory.resolve("socket");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static boolean canBind(InetAddress address) {
		try (ServerSocket socket = new ServerSocket(0, 1, address)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
