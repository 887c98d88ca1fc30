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
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.webgateway.it.client.AjpClient;
import io.webgateway.it.client.Client;
import io.webgateway.it.client.FastCgiClient;
import io.webgateway.it.client.ScgiClient;
import io.webgateway.it.client.UwsgiClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * After a mixed load with aborts, resets, slow clients and garbage, the application holds
 * what it held before, has logged no error, and has answered all who kept the rules.
 * Takes some seconds, or as many minutes as {@code soak.minutes} says; the report is in
 * {@code target/soak.txt}.
 */
class SoakIT {

	private static final int WORKERS = 24;

	private static final Duration SHORT = Duration.ofSeconds(8);

	private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(30);

	private static final long HEAP_TOLERANCE = 4_000_000;

	/** Netty's allocator keeps chunks, and how many depends on the threads that meet. */
	private static final long DIRECT_MEMORY_TOLERANCE = 4_000_000;

	/** Some threads of Reactor come and go. */
	private static final int THREAD_TOLERANCE = 4;

	private static final int DESCRIPTOR_TOLERANCE = 4;

	private static final Path REPORT = Path.of("target", "soak.txt");

	private final Map<SoakBehaviour, AtomicLong> counts = new EnumMap<>(SoakBehaviour.class);

	private final Map<Thread, String> current = new ConcurrentHashMap<>();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private final StringBuilder report = new StringBuilder();

	private Doors doors;

	private Path directory;

	private ForkedApplication application;

	@BeforeEach
	void start() throws IOException {
		for (SoakBehaviour behaviour : SoakBehaviour.values()) {
			this.counts.put(behaviour, new AtomicLong());
		}
		this.doors = new Doors(this::startApplication);
	}

	private Application startApplication(Path directory, String variant) throws IOException {
		List<String> arguments = new ArrayList<>();
		for (Protocol protocol : Protocol.OF_ALL_LISTENERS) {
			String unix = "--gateway.listeners." + protocol.id() + "-unix.";
			arguments.add(unix + "protocol=" + protocol.id());
			arguments.add(unix + "bind=unix:" + directory.resolve(protocol.id() + ".sock"));
			arguments.add(unix + "secret-required=false");
			for (String listener : List.of(protocol.id(), protocol.id() + "-unix")) {
				arguments.add("--gateway.listeners." + listener + ".head-timeout=2s");
				arguments.add("--gateway.listeners." + listener + ".stall-timeout=1s");
			}
		}
		List<String> options = List.of("-Xmx96m", "-XX:MaxDirectMemorySize=96m", "-XX:+ExitOnOutOfMemoryError",
				"-Dio.netty.leakDetection.level=advanced", "-Dio.netty.leakDetection.samplingInterval=32");
		this.directory = directory;
		this.application = (ForkedApplication) ForkedApplication.with(options, arguments).start(directory, variant);
		return this.application;
	}

	@AfterEach
	void stop() throws IOException {
		this.doors.close();
		Files.createDirectories(REPORT.getParent());
		Files.writeString(REPORT, this.report);
		System.out.print(this.report);
	}

	@Test
	@Timeout(value = 1, unit = TimeUnit.DAYS)
	void whenLoadIsOverThenNothingIsLeft() throws Exception {
		Duration duration = (System.getProperty("soak.minutes") != null)
				? Duration.ofMinutes(Long.getLong("soak.minutes")) : SHORT;
		SocketAddress fastCgi = this.doors.address(DoorDescription.direct(Protocol.FASTCGI, ""));
		List<SoakTarget> targets = targets();
		say("Through %s".formatted(targets));
		load(targets, duration.dividedBy(4));
		Resources before = settled(fastCgi);
		say("After %ds of warm-up: %s".formatted(duration.dividedBy(4).toSeconds(), before));
		load(targets, duration);
		this.doors.stopWebServers();
		Resources after = settled(fastCgi);
		say("After %ds of load:    %s".formatted(duration.toSeconds(), after));
		say("%d connections, %d requests handed to the application".formatted(after.acceptedConnections(),
				after.requests()));
		say("Clients: " + this.counts);
		this.failures.forEach((failure) -> say("Failure: " + failure));
		assertThat(this.failures).isEmpty();
		assertThat(this.counts.values()).allSatisfy((count) -> assertThat(count).hasPositiveValue());
		assertThat(after.connections()).as("connections").isOne();
		assertThat(after.activeRequests()).as("requests in progress").isOne();
		assertThat(after.otherFileDescriptors()).as("descriptors")
			.isLessThanOrEqualTo(before.otherFileDescriptors() + DESCRIPTOR_TOLERANCE);
		assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + THREAD_TOLERANCE);
		assertThat(after.heap()).as("heap").isLessThan(before.heap() + HEAP_TOLERANCE);
		assertThat(after.directMemory()).as("direct memory")
			.isLessThan(before.directMemory() + DIRECT_MEMORY_TOLERANCE);
		assertThat(this.application.log()).doesNotContain("LEAK").doesNotContain(" ERROR ");
	}

	private void say(String line) {
		this.report.append(line).append('\n');
	}

	private List<SoakTarget> targets() throws IOException {
		List<SoakTarget> targets = new ArrayList<>();
		for (Protocol protocol : Protocol.OF_ALL_LISTENERS) {
			for (SocketAddress address : List.of(this.doors.address(DoorDescription.direct(protocol, "")),
					UnixDomainSocketAddress.of(this.directory.resolve(protocol.id() + ".sock")))) {
				Client client = switch (protocol) {
					case FASTCGI -> new FastCgiClient(address, false);
					case SCGI -> new ScgiClient(address);
					case AJP -> new AjpClient(address, Application.SECRET, 8192);
					default -> new UwsgiClient(address);
				};
				String kind = (address instanceof UnixDomainSocketAddress) ? " on a unix socket" : "";
				targets.add(new SoakTarget(protocol.id() + kind, client, address));
			}
		}
		for (DoorDescription description : List.of(
				DoorDescription.behind(WebServer.NGINX, Protocol.FASTCGI, "-keepalive"),
				DoorDescription.behind(WebServer.NGINX, Protocol.UWSGI, "-streaming"),
				DoorDescription.behind(WebServer.NGINX, Protocol.SCGI, ""),
				DoorDescription.behind(WebServer.HAPROXY, Protocol.FASTCGI, ""),
				DoorDescription.behind(WebServer.HAPROXY, Protocol.FASTCGI, "-multiplexed"),
				DoorDescription.behind(WebServer.APACHE, Protocol.AJP, ""))) {
			if (description.webServer().isInstalled()) {
				targets.add(new SoakTarget(description.toString(), this.doors.open(description).client(), null));
			}
			else {
				say(description.webServer().howToInstall());
			}
		}
		return targets;
	}

	private void load(List<SoakTarget> targets, Duration duration) throws InterruptedException {
		Instant end = Instant.now().plus(duration);
		ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
		for (int i = 0; i < WORKERS; i++) {
			Random random = new Random(i);
			workers.execute(() -> work(targets, random, end));
		}
		workers.shutdown();
		if (!workers.awaitTermination(duration.plus(SETTLE_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS)) {
			this.failures.add("Waiting in vain: " + this.current.values());
			workers.shutdownNow();
		}
	}

	private void work(List<SoakTarget> targets, Random random, Instant end) {
		while (Instant.now().isBefore(end)) {
			SoakTarget target = targets.get(random.nextInt(targets.size()));
			SoakBehaviour behaviour = SoakBehaviour.values()[random.nextInt(SoakBehaviour.values().length)];
			if (behaviour.isPossible(target)) {
				this.current.put(Thread.currentThread(), behaviour + " through " + target);
				run(behaviour, target, random);
			}
		}
		this.current.remove(Thread.currentThread());
	}

	private void run(SoakBehaviour behaviour, SoakTarget target, Random random) {
		try {
			behaviour.run(target, random);
		}
		catch (IOException ex) {
			// Those who break the rules have no right to an answer
		}
		catch (AssertionError | RuntimeException ex) {
			this.failures.add(behaviour + " through " + target + ": " + ex);
		}
		this.counts.get(behaviour).incrementAndGet();
	}

	/** The connections that the web servers keep for later may stay. */
	private static Resources settled(SocketAddress fastCgi) {
		return Awaitility.await()
			.atMost(SETTLE_TIMEOUT)
			.pollInterval(Duration.ofMillis(500))
			.until(() -> Resources.of(fastCgi), (resources) -> resources.activeRequests() == 1);
	}

}
