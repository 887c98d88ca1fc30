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
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.client.Request;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the application is told that the browser has gone, which depends on the web server
 * and on what the application does, and not on the protocol. All browsers go at the same
 * time.
 */
@ResourceLock(SharedDoors.LOCK)
@ExtendWith(SharedDoors.class)
class HangUpIT {

	private static final List<Visit> visits = createVisits();

	private static final ListAppender<ILoggingEvent> events = new ListAppender<>();

	@BeforeAll
	static void hangUp() throws IOException {
		List<Visit> all = selected((visit) -> true);
		for (Visit visit : all) {
			visit.begin();
		}
		for (Visit visit : all) {
			visit.ask();
		}
		all.forEach((visit) -> Awaitility.await().until(visit::isAtWork));
		Logger logger = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
		events.start();
		logger.addAppender(events);
		for (Visit visit : all) {
			visit.hangUp();
		}
		awaitCancellation(Noticed.AT_ONCE);
		List<Visit> others = selected((visit) -> visit.noticed() != Noticed.AT_ONCE);
		// Long enough for what is noticed at once; the tests tell whose turn it was not
		Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
		others.forEach((visit) -> visit.missed = !visit.isCancelled());
		awaitCancellation(Noticed.AT_NEXT_WRITE);
		for (Visit visit : others) {
			visit.receiveMore();
		}
		for (Visit visit : all) {
			visit.end();
		}
		logger.detachAppender(events);
	}

	/**
	 * Wait until all requests are cancelled that should be, or until it is clear that
	 * they will not be.
	 */
	private static void awaitCancellation(Noticed noticed) {
		List<Visit> waiting = selected(
				(visit) -> visit.noticed() == noticed && (noticed == Noticed.AT_ONCE || visit.work == Work.WRITING));
		long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
			if (noticed == Noticed.AT_NEXT_WRITE) {
				waiting.forEach((visit) -> visit.add("more"));
			}
			waiting.removeIf(Visit::isCancelled);
			return waiting.isEmpty() || System.nanoTime() - end > 0;
		});
	}

	private static List<Visit> selected(Predicate<Visit> condition) {
		return new ArrayList<>(
				visits.stream().filter((visit) -> visit.door.webServer().isInstalled()).filter(condition).toList());
	}

	static List<Visit> visits() {
		return visits;
	}

	private static List<Visit> createVisits() {
		List<Visit> all = new ArrayList<>();
		for (DoorDescription door : doors()) {
			for (Work work : Work.values()) {
				for (HangUp hangUp : HangUp.values()) {
					// No configuration of nginx streams an upload over SCGI
					if (work != Work.READING || !door.isBehind(WebServer.NGINX, Protocol.SCGI)) {
						all.add(new Visit(door, work, hangUp));
					}
				}
			}
		}
		return all;
	}

	private static List<DoorDescription> doors() {
		return BackPressureIT.downloads().stream().filter((door) -> !door.isDirect()).toList();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("visits")
	void whenBrowserGoesThenApplicationIsToldAsSoonAsTheWebServerKnows(Visit visit) {
		visit.door.webServer().require();
		switch (visit.noticed()) {
			case AT_ONCE -> assertThat(visit.cancelled).as("%s is noticed at once", visit).isTrue();
			case AT_NEXT_WRITE -> {
				assertThat(visit.missed).as("%s is noticed at once, take it from the list", visit).isTrue();
				assertThat(visit.cancelled).isEqualTo(visit.work == Work.WRITING);
			}
			case NOT_AT_ALL -> {
				assertThat(visit.missed).as("%s is noticed at once, take it from the list", visit).isTrue();
				assertThat(visit.cancelled).isFalse();
				assertThat(visit.receivedMore).isTrue();
			}
		}
	}

	@Test
	void whenBrowsersGoThenNobodyComplains() {
		assertThat(events.list).filteredOn((event) -> event.getLevel().isGreaterOrEqual(Level.WARN)).isEmpty();
	}

	/**
	 * What the application does meanwhile.
	 */
	private enum Work {

		/** Nothing, before it answers. */
		WAITING,

		/** Writes a part now and then. */
		WRITING,

		/** Writes more than anybody reads. */
		WRITING_MUCH,

		/** Reads a body of which nothing comes. */
		READING

	}

	/**
	 * How the browser goes.
	 */
	private enum HangUp {

		CLOSE, RESET,

		/** Nothing more comes from it, but it can still read. */
		HALF_CLOSE

	}

	/**
	 * When the web server notices.
	 */
	private enum Noticed {

		AT_ONCE, AT_NEXT_WRITE, NOT_AT_ALL

	}

	/**
	 * A request of a browser that goes away.
	 */
	private static final class Visit {

		private static final int BODY_LENGTH = 100_000;

		private final String path = "/flows/" + UUID.randomUUID();

		private final DoorDescription door;

		private final Work work;

		private final HangUp hangUp;

		private SocketChannel channel;

		private boolean missed;

		private boolean receivedMore;

		private boolean cancelled;

		private Visit(DoorDescription door, Work work, HangUp hangUp) {
			this.door = door;
			this.work = work;
			this.hangUp = hangUp;
		}

		/**
		 * Return what is known of the web server.
		 */
		private Noticed noticed() {
			if (this.door.isBehind(WebServer.NGINX) || this.work == Work.READING) {
				return Noticed.AT_ONCE;
			}
			if (this.hangUp == HangUp.HALF_CLOSE) {
				return Noticed.NOT_AT_ALL;
			}
			if (this.work == Work.WRITING_MUCH) {
				return Noticed.AT_ONCE;
			}
			return (this.door.isBehind(WebServer.LIGHTTPD) && this.hangUp == HangUp.RESET) ? Noticed.AT_ONCE
					: Noticed.AT_NEXT_WRITE;
		}

		/**
		 * Send the beginning of the request. lighttpd hears of a reset before there is a
		 * response only if it had to wait for the request. If that came in whole, it
		 * would depend on who is faster.
		 */
		private void begin() throws IOException {
			this.channel = SharedDoors.open(this.door).connect();
			send((this.work == Work.READING) ? "PUT " : "GET ");
		}

		private void ask() throws IOException {
			switch (this.work) {
				case WAITING -> sendTarget("/waiting");
				case WRITING -> {
					add("first");
					sendTarget("/parts");
					// To the end of the chunk: who closes with something unread resets
					receive("first\r\n");
				}
				case WRITING_MUCH -> sendTarget("/endless");
				case READING -> sendTarget("?rate=" + Integer.MAX_VALUE, "Content-Type: application/octet-stream",
						"Content-Length: " + BODY_LENGTH, "", "x".repeat(BODY_LENGTH / 2));
			}
		}

		private void sendTarget(String target, String... rest) throws IOException {
			send(this.path + target + " HTTP/1.1\r\nHost: www.example.org\r\n" + String.join("\r\n", rest)
					+ ((rest.length != 0) ? "" : "\r\n"));
		}

		private void send(String text) throws IOException {
			ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
			while (bytes.hasRemaining()) {
				this.channel.write(bytes);
			}
		}

		private void receive(String text) throws IOException {
			StringBuilder received = new StringBuilder();
			ByteBuffer buffer = ByteBuffer.allocate(8192);
			while (received.indexOf(text) == -1) {
				if (this.channel.read(buffer.clear()) == -1) {
					throw new IOException("No '" + text + "' after '" + received + "'");
				}
				received.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
			}
		}

		private boolean isAtWork() {
			JsonNode progress = progress();
			return switch (this.work) {
				case WAITING, WRITING -> progress.at("/started").asBoolean();
				case WRITING_MUCH -> progress.at("/bytes").asLong() > BODY_LENGTH;
				case READING -> progress.at("/bytes").asLong() > 0;
			};
		}

		private void hangUp() throws IOException {
			switch (this.hangUp) {
				case CLOSE -> this.channel.close();
				case RESET -> {
					this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
					this.channel.close();
				}
				case HALF_CLOSE -> this.channel.shutdownOutput();
			}
		}

		private boolean isCancelled() {
			this.cancelled = this.cancelled || progress().at("/cancelled").asBoolean();
			return this.cancelled;
		}

		private JsonNode progress() {
			return Contract.JSON.readTree(observer().exchange(Request.get(this.path)).response().body());
		}

		private void add(String part) {
			observer().exchange(Request.post(this.path + "/parts", part.getBytes(StandardCharsets.UTF_8))
				.header("Content-Type", "text/plain"));
		}

		/**
		 * Who has only said that nothing more will come can still read.
		 */
		private void receiveMore() throws IOException {
			if (this.hangUp == HangUp.HALF_CLOSE) {
				switch (this.work) {
					case WAITING -> {
						complete();
						receive("200 OK");
					}
					case WRITING -> {
						add("more");
						receive("more");
					}
					default -> receive("\0\0\0\0");
				}
				this.receivedMore = true;
			}
		}

		private void complete() {
			observer().exchange(Request.of("DELETE", this.path));
		}

		private void end() throws IOException {
			isCancelled();
			complete();
			this.channel.close();
		}

		private Door observer() {
			return SharedDoors.open(DoorDescription.direct(this.door.protocol(), this.door.listenerVariant()));
		}

		@Override
		public String toString() {
			return this.door + ", " + this.hangUp + " while " + this.work;
		}

	}

}
