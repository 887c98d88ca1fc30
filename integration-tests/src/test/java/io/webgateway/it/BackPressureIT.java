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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongPredicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.client.Request;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who reads slowly holds back who sends, through the application and each web server that
 * streams. All bodies flow at the same time, and what is on its way is measured twice:
 * first when the buffers on the way have been filled, then some seconds later.
 */
class BackPressureIT {

	private static final long MEBIBYTE = 1 << 20;

	private static final long LENGTH = 1024 * MEBIBYTE;

	/** Enough to be told from what the buffers on the way can hold. */
	private static final long LENGTH_ON_DISK = 256 * MEBIBYTE;

	/** What a web server, our client and the listener hold besides the kernel. */
	private static final long BUFFERS_OF_PROCESSES = MEBIBYTE;

	/** Linux enlarges the buffers of a connection in use, once or twice. */
	private static final long GROWTH_OF_TCP = 24 * MEBIBYTE;

	private static final Path SUMMARY = Path.of("target", "flow-summary.txt");

	private static final List<String> VARIANTS = List.of("", "-unix");

	private static final Map<DoorDescription, Measurement> uploads = new LinkedHashMap<>();

	private static final Map<DoorDescription, Measurement> downloads = new LinkedHashMap<>();

	private static final Map<String, List<Memory>> memory = new LinkedHashMap<>();

	@BeforeAll
	static void measure() throws Exception {
		ExecutorService senders = Executors.newCachedThreadPool();
		ScheduledExecutorService readers = Executors.newScheduledThreadPool(downloads().size());
		try (Doors doors = new Doors(ForkedApplication.withOptions("-Xmx64m", "-XX:MaxDirectMemorySize=32m",
				"-XX:+ExitOnOutOfMemoryError"))) {
			VARIANTS.forEach((variant) -> addMemory(doors, variant));
			Map<DoorDescription, Flow> up = new LinkedHashMap<>();
			for (DoorDescription door : installed(uploads())) {
				up.put(door, Flow.upload(doors.open(door), observer(doors, door), length(door), senders));
			}
			Map<DoorDescription, Flow> down = new LinkedHashMap<>();
			for (DoorDescription door : installed(downloads())) {
				down.put(door, Flow.download(doors.open(door), observer(doors, door), readers));
			}
			List<Flow> flows = new ArrayList<>(up.values());
			flows.addAll(down.values());
			awaitReceived(flows, (received) -> received >= 2 * Flow.RATE);
			up.forEach((door, flow) -> uploads.put(door, new Measurement(flow)));
			down.forEach((door, flow) -> downloads.put(door, new Measurement(flow)));
			awaitReceived(flows, (received) -> received >= 4 * Flow.RATE);
			for (Map.Entry<DoorDescription, Flow> entry : up.entrySet()) {
				uploads.get(entry.getKey()).repeat(entry.getValue(), doors.bytesOnDisk(entry.getKey()));
			}
			for (Map.Entry<DoorDescription, Flow> entry : down.entrySet()) {
				downloads.get(entry.getKey()).repeat(entry.getValue(), 0);
			}
			VARIANTS.forEach((variant) -> addMemory(doors, variant));
			for (Flow flow : flows) {
				flow.close();
			}
		}
		finally {
			senders.shutdownNow();
			readers.shutdownNow();
		}
	}

	private static void awaitReceived(List<Flow> flows, LongPredicate condition) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> flows.stream().mapToLong(Flow::received).allMatch(condition));
	}

	private static void addMemory(Doors doors, String variant) {
		JsonNode json = Contract.JSON
			.readTree(doors.open(observer(variant)).exchange(Request.get("/memory")).response().body());
		memory.computeIfAbsent(variant, (key) -> new ArrayList<>())
			.add(new Memory(json.at("/heap").asLong(), json.at("/direct").asLong()));
	}

	private static Door observer(Doors doors, DoorDescription door) {
		return doors.open(observer(door.listenerVariant()));
	}

	private static DoorDescription observer(String variant) {
		return DoorDescription.direct(Protocol.FASTCGI, variant);
	}

	private static List<DoorDescription> installed(List<DoorDescription> doors) {
		return doors.stream().filter((door) -> door.webServer() == null || door.webServer().isInstalled()).toList();
	}

	static List<DoorDescription> uploads() {
		List<DoorDescription> doors = downloads();
		// No configuration of nginx streams an upload over SCGI
		doors.replaceAll((door) -> door.isBehind(WebServer.NGINX)
				? DoorDescription.behind(WebServer.NGINX, door.protocol(), "-streaming") : door);
		doors.removeIf((door) -> door.isBehind(WebServer.NGINX, Protocol.SCGI));
		return doors;
	}

	static List<DoorDescription> downloads() {
		List<DoorDescription> doors = new ArrayList<>();
		for (Protocol protocol : Protocol.OF_ALL_LISTENERS) {
			VARIANTS.forEach((variant) -> doors.add(DoorDescription.direct(protocol, variant)));
		}
		for (Protocol protocol : Protocol.OF_LISTENERS) {
			doors.add(DoorDescription.behind(WebServer.LIGHTTPD, protocol, "-streaming"));
		}
		doors.add(DoorDescription.behind(WebServer.LIGHTTPD, Protocol.AJP, "-unix-streaming"));
		for (Protocol protocol : Protocol.OF_ALL_LISTENERS) {
			doors.add(DoorDescription.behind(WebServer.APACHE, protocol, ""));
		}
		for (Protocol protocol : Protocol.OF_LISTENERS) {
			doors.add(
					DoorDescription.behind(WebServer.NGINX, protocol, (protocol != Protocol.SCGI) ? "-streaming" : ""));
		}
		doors.add(DoorDescription.behind(WebServer.HAPROXY, Protocol.FASTCGI, ""));
		return doors;
	}

	/**
	 * Return whether the web server goes on to read, and stores on disk what the
	 * application does not take. lighttpd 1.4.69 does over FastCGI and AJP, mostly.
	 */
	private static boolean isStoredOnDisk(DoorDescription door) {
		return door.isBehind(WebServer.LIGHTTPD, Protocol.FASTCGI) || door.isBehind(WebServer.LIGHTTPD, Protocol.AJP);
	}

	private static long length(DoorDescription door) {
		return isStoredOnDisk(door) ? LENGTH_ON_DISK : LENGTH;
	}

	/**
	 * Return how much can be on its way if nobody stores what the next one does not take.
	 */
	private static long bound(DoorDescription door) {
		long connection = door.isUnix() ? KernelBuffers.ofUnix() : KernelBuffers.ofTcp();
		return connection + (door.isDirect() ? 0 : KernelBuffers.ofTcp()) + BUFFERS_OF_PROCESSES;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("uploads")
	void whenApplicationReadsSlowlyThenClientIsHeldBack(DoorDescription door) {
		require(door);
		Measurement measurement = uploads.get(door);
		if (isStoredOnDisk(door)) {
			assertThat(measurement.inFlight - measurement.onDisk).as("%s", measurement).isLessThan(bound(door));
		}
		else {
			assertHeldBack(door, measurement);
			assertThat(measurement.onDisk).as("%s", measurement).isLessThan(4 * MEBIBYTE);
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("downloads")
	void whenClientReadsSlowlyThenApplicationIsHeldBack(DoorDescription door) {
		require(door);
		assertHeldBack(door, downloads.get(door));
	}

	private static void assertHeldBack(DoorDescription door, Measurement measurement) {
		assertThat(measurement.inFlight).as("%s", measurement).isPositive().isLessThan(bound(door));
		assertThat(measurement.inFlight - measurement.inFlightBefore).as("%s", measurement)
			.isLessThan((door.isUnix() && door.isDirect()) ? BUFFERS_OF_PROCESSES : GROWTH_OF_TCP);
	}

	@Test
	void whenBodiesAreHeldBackThenMemoryIsFlat() {
		memory.forEach((variant, memories) -> {
			assertThat(memories.get(1).heap - memories.get(0).heap).as("%s", memories).isLessThan(8 * MEBIBYTE);
			assertThat(memories.get(1).direct).as("%s", memories).isLessThan(16 * MEBIBYTE);
		});
	}

	@AfterAll
	static void writeSummary() throws IOException {
		StringBuilder table = new StringBuilder();
		table.append("%-40s %12s %12s%n".formatted("KiB on the way where one side is slow", "upload", "download"));
		for (DoorDescription door : union()) {
			table.append("%-40s %12s %12s%n".formatted(door, text(uploads.get(door)), text(downloads.get(door))));
		}
		memory.forEach((variant, memories) -> table.append("Memory of the application%s in KiB: %s%n"
			.formatted(variant.isEmpty() ? "" : " on unix sockets", memories)));
		Files.createDirectories(SUMMARY.getParent());
		Files.writeString(SUMMARY, table);
		System.out.println(table);
	}

	private static List<DoorDescription> union() {
		List<DoorDescription> doors = new ArrayList<>(uploads.keySet());
		downloads.keySet().stream().filter((door) -> !doors.contains(door)).forEach(doors::add);
		return doors;
	}

	private static String text(Measurement measurement) {
		return (measurement != null) ? measurement.toString() : "";
	}

	private static void require(DoorDescription door) {
		if (door.webServer() != null) {
			door.webServer().require();
		}
	}

	/**
	 * What was on its way.
	 */
	private static final class Measurement {

		private final long inFlightBefore;

		private long inFlight;

		private long onDisk;

		private Measurement(Flow flow) {
			this.inFlightBefore = flow.inFlight();
		}

		private void repeat(Flow flow, long onDisk) {
			this.inFlight = flow.inFlight();
			this.onDisk = onDisk;
		}

		@Override
		public String toString() {
			String disk = (this.onDisk > 64 * 1024) ? " (" + this.onDisk / 1024 + " on disk)" : "";
			return this.inFlight / 1024 + disk;
		}

	}

	private record Memory(long heap, long direct) {

		@Override
		public String toString() {
			return "heap " + this.heap / 1024 + ", direct " + this.direct / 1024;
		}

	}

}
