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

package io.webgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import com.sun.management.UnixOperatingSystemMXBean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of connections on which a head never ends cost little, do not keep others
 * waiting, and are closed in time. What was measured is in {@code target/slowloris.txt}.
 */
class SlowlorisIT {

	private static final int CONNECTIONS = 5000;

	private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(4);

	private static final Duration BYTE_INTERVAL = Duration.ofSeconds(1);

	/** Far above what is measured, so that a busy machine does not fail the build. */
	private static final Duration MAX_MEDIAN = Duration.ofMillis(100);

	/** Nobody waits until the slow ones are gone. */
	private static final Duration MAX_LATENCY = HEAD_TIMEOUT;

	private static final long MAX_BYTES_PER_CONNECTION = 16 * 1024;

	/** Of others, which may be closed or opened meanwhile. */
	private static final int KEPT = 1;

	private static final Path REPORT = Path.of("target", "slowloris.txt");

	private static Doors doors;

	@BeforeAll
	static void start() throws Exception {
		requireFileDescriptors();
		Files.createDirectories(REPORT.getParent());
		Files.deleteIfExists(REPORT);
		List<String> arguments = new ArrayList<>();
		for (Protocol protocol : Protocol.OF_ALL_LISTENERS) {
			arguments.add("--gateway.listeners.%s.head-timeout=%ds".formatted(protocol.id(), HEAD_TIMEOUT.toSeconds()));
		}
		doors = new Doors(ForkedApplication.with(List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"), arguments));
	}

	private static void requireFileDescriptors() {
		long needed = CONNECTIONS + 500;
		if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
				&& system.getMaxFileDescriptorCount() < needed) {
			String message = "%d file descriptors are too few, %d are needed (ulimit -n)"
				.formatted(system.getMaxFileDescriptorCount(), needed);
			assertThat(ContinuousIntegration.isActive()).as(message).isFalse();
			Assumptions.abort(message);
		}
	}

	@AfterAll
	static void stop() throws Exception {
		if (doors != null) {
			doors.close();
		}
	}

	@ParameterizedTest
	@EnumSource(names = "HTTP", mode = EnumSource.Mode.EXCLUDE)
	void whenHeadsNeverEndThenOthersAreAnswered(Protocol protocol) throws Exception {
		DoorDescription description = DoorDescription.direct(protocol, "");
		Door door = doors.open(description);
		SocketAddress fastCgi = doors.address(DoorDescription.direct(Protocol.FASTCGI, ""));
		measureLatencies(door, new AtomicBoolean(), 500);
		Resources before = Resources.of(fastCgi);
		List<Long> latencies;
		Resources during;
		try (SlowHeads heads = new SlowHeads(doors.address(description), beginningOfHead(protocol))) {
			// The last of them may still wait to be accepted
			during = Awaitility.await()
				.atMost(HEAD_TIMEOUT)
				.until(() -> Resources.of(fastCgi),
						(resources) -> resources.connections() - before.connections() >= CONNECTIONS - KEPT);
			latencies = measureWhile(door, heads);
			assertThat(heads.firstEnd()).isGreaterThan(HEAD_TIMEOUT);
			assertThat(heads.lastEnd()).isLessThan(HEAD_TIMEOUT.plusSeconds(3));
			assertThat(heads.answers()).hasSize(CONNECTIONS)
				.allSatisfy((answer) -> assertThat(answer).contains(statusOf(protocol)));
		}
		assertThat(Resources.of(fastCgi).connections()).isLessThanOrEqualTo(before.connections() + KEPT);
		long bytes = (during.heap() - before.heap() + during.directMemory() - before.directMemory()) / CONNECTIONS;
		latencies.sort(null);
		Duration median = Duration.ofNanos(latencies.get(latencies.size() / 2));
		Duration max = Duration.ofNanos(latencies.get(latencies.size() - 1));
		report("%s: %d connections of %d bytes each; %d requests beside them in %.1f ms (median) and %.1f ms (longest)%n"
			.formatted(protocol.id(), CONNECTIONS, bytes, latencies.size(), median.toNanos() / 1e6,
					max.toNanos() / 1e6));
		assertThat(median).isLessThan(MAX_MEDIAN);
		assertThat(max).isLessThan(MAX_LATENCY);
		assertThat(bytes).isLessThan(MAX_BYTES_PER_CONNECTION);
	}

	private static List<Long> measureWhile(Door door, SlowHeads heads) throws Exception {
		AtomicBoolean ended = new AtomicBoolean();
		List<Long> latencies = new ArrayList<>();
		Thread others = new Thread(() -> latencies.addAll(measureLatencies(door, ended, Integer.MAX_VALUE)));
		others.start();
		heads.sendUntilAllEnded();
		ended.set(true);
		others.join();
		return latencies;
	}

	private static List<Long> measureLatencies(Door door, AtomicBoolean ended, int max) {
		List<Long> latencies = new ArrayList<>();
		Request request = Request.get("/greeting");
		do {
			long start = System.nanoTime();
			Response response = door.exchange(request).response();
			latencies.add(System.nanoTime() - start);
			Contract.assertOk(request, response);
		}
		while (!ended.get() && latencies.size() < max);
		return latencies;
	}

	/** All of the head that the protocol needs to answer in its own way, but not more. */
	private static byte[] beginningOfHead(Protocol protocol) {
		return switch (protocol) {
			case FASTCGI -> new byte[] { 1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 4, 0, 1, 1, 0, 0, 0 };
			case SCGI -> "500:".getBytes(StandardCharsets.US_ASCII);
			case UWSGI -> new byte[] { 0, 0, 1, 0 };
			case AJP -> new byte[] { 0x12, 0x34, 1, 0 };
			default -> throw new IllegalArgumentException("No listener speaks " + protocol);
		};
	}

	private static String statusOf(Protocol protocol) {
		return switch (protocol) {
			case UWSGI -> "HTTP/1.1 408 Request Timeout\r\n";
			case AJP -> "\u0004\u0001\u0098\0\u000fRequest Timeout\0";
			default -> "Status: 408 Request Timeout\r\n";
		};
	}

	private static void report(String line) throws IOException {
		Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		System.out.print(line);
	}

	/**
	 * Many connections that send a byte at a time.
	 */
	private static final class SlowHeads implements AutoCloseable {

		private final Selector selector = Selector.open();

		private final List<SocketChannel> channels = new ArrayList<>();

		private final List<String> answers = new ArrayList<>();

		private final long start = System.nanoTime();

		private final long connected;

		private long firstEnd;

		private long lastEnd;

		private SlowHeads(SocketAddress address, byte[] beginning) throws IOException {
			for (int i = 0; i < CONNECTIONS; i++) {
				SocketChannel channel = SocketChannel.open(address);
				this.channels.add(channel);
				channel.write(ByteBuffer.wrap(beginning));
				channel.configureBlocking(false);
				channel.register(this.selector, SelectionKey.OP_READ, new StringBuilder());
			}
			this.connected = System.nanoTime();
		}

		private void sendUntilAllEnded() throws IOException {
			long nextByte = System.nanoTime();
			while (this.answers.size() < CONNECTIONS) {
				long wait = nextByte - System.nanoTime();
				if (wait <= 0) {
					sendByte();
					nextByte += BYTE_INTERVAL.toNanos();
				}
				else {
					this.selector.select(this::read, Math.max(1, Duration.ofNanos(wait).toMillis()));
				}
			}
		}

		private void sendByte() {
			for (SocketChannel channel : this.channels) {
				try {
					if (channel.isOpen()) {
						channel.write(ByteBuffer.wrap(new byte[] { 'A' }));
					}
				}
				catch (IOException ex) {
					// The other side has closed, which shows when its answer is read
				}
			}
		}

		private void read(SelectionKey key) {
			StringBuilder answer = (StringBuilder) key.attachment();
			SocketChannel channel = (SocketChannel) key.channel();
			byte[] bytes = new byte[1024];
			try {
				int count = channel.read(ByteBuffer.wrap(bytes));
				if (count > 0) {
					answer.append(new String(Arrays.copyOf(bytes, count), StandardCharsets.ISO_8859_1));
					return;
				}
			}
			catch (IOException ex) {
				answer.append(ex);
			}
			this.lastEnd = System.nanoTime();
			if (this.answers.isEmpty()) {
				this.firstEnd = this.lastEnd;
			}
			this.answers.add(answer.toString());
			close(channel);
		}

		private static void close(SocketChannel channel) {
			try {
				channel.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private List<String> answers() {
			return this.answers;
		}

		/** After the first of them was opened. */
		private Duration firstEnd() {
			return Duration.ofNanos(this.firstEnd - this.start);
		}

		/** After all of them were open. */
		private Duration lastEnd() {
			return Duration.ofNanos(this.lastEnd - this.connected);
		}

		@Override
		public void close() throws IOException {
			this.channels.forEach(SlowHeads::close);
			this.selector.close();
		}

	}

}
