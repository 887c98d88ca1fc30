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

package io.webgateway.http;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import io.webgateway.server.Outcome;
import io.webgateway.server.ResponseHead;

/**
 * The items that a pattern of an access log may have: those of Apache httpd that can be
 * known behind a web server, and {@code %{...}g} for the gateway.
 */
final class AccessLogItems {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("'['dd/MMM/yyyy:HH:mm:ss Z']'",
			Locale.ENGLISH);

	/** The only header fields whose variables have no prefix. */
	private static final Set<String> WITHOUT_PREFIX = Set.of("CONTENT_TYPE", "CONTENT_LENGTH");

	private static final Map<Character, AccessLogItem> PLAIN = Map.ofEntries(Map.entry('a', AccessLogItems::client),
			Map.entry('h', AccessLogItems::client), Map.entry('A', variable("SERVER_ADDR")),
			Map.entry('l', (entry, line) -> line.append('-')),
			Map.entry('u', (entry, line) -> AccessLogText.appendUnicode(entry.user(), line)),
			Map.entry('t', (entry, line) -> TIME.formatTo(entry.start().atZone(ZoneId.systemDefault()), line)),
			Map.entry('r', AccessLogItems::requestLine), Map.entry('m', variable("REQUEST_METHOD")),
			Map.entry('U', (entry, line) -> AccessLogText.append(path(entry), line)),
			Map.entry('q', AccessLogItems::query), Map.entry('H', variable("SERVER_PROTOCOL")),
			Map.entry('s', AccessLogItems::status), Map.entry('b', AccessLogItems::sentBytes),
			Map.entry('B', number((entry) -> entry.request().getSentBytes())),
			Map.entry('I', number((entry) -> entry.request().getReceivedBytes())),
			Map.entry('D', duration(TimeUnit.MICROSECONDS)), Map.entry('T', duration(TimeUnit.SECONDS)),
			Map.entry('v', variable("SERVER_NAME")), Map.entry('V', variable("SERVER_NAME")),
			Map.entry('p', variable("SERVER_PORT")), Map.entry('X', AccessLogItems::connectionStatus));

	private static final Map<String, TimeUnit> UNITS = Map.of("s", TimeUnit.SECONDS, "ms", TimeUnit.MILLISECONDS, "us",
			TimeUnit.MICROSECONDS);

	private static final Map<String, AccessLogItem> EPOCH = Map.of("sec", epoch(Instant::getEpochSecond), "msec",
			epoch(Instant::toEpochMilli), "usec",
			epoch((time) -> TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000));

	private static final Map<String, AccessLogItem> GATEWAY = Map.of("listener",
			text((entry) -> entry.request().getListener()), "protocol",
			text((entry) -> entry.request().getProtocol().name().toLowerCase(Locale.ROOT)), "outcome",
			text((entry) -> outcome(entry.outcome())), "head",
			number((entry) -> TimeUnit.NANOSECONDS.toMicros(entry.request().getHeadTime())), "queue",
			AccessLogItems::queueTime);

	private AccessLogItems() {
	}

	/**
	 * Return an item.
	 * @param letter the letter after the percent sign
	 * @param argument what stands between braces before it
	 * @return the item, or {@code null} if there is none such
	 */
	static @Nullable AccessLogItem of(char letter, @Nullable String argument) {
		if (argument == null) {
			return PLAIN.get(letter);
		}
		return switch (letter) {
			case 'i' -> requestHeader(argument);
			case 'o' -> responseHeader(argument);
			case 'e' -> variable(argument);
			case 't' -> EPOCH.get(argument);
			case 'T' -> UNITS.containsKey(argument) ? duration(UNITS.get(argument)) : null;
			case 'g' -> GATEWAY.get(argument);
			default -> null;
		};
	}

	private static AccessLogItem requestHeader(String header) {
		String name = header.toUpperCase(Locale.ROOT).replace('-', '_');
		return variable(WITHOUT_PREFIX.contains(name) ? name : "HTTP_" + name);
	}

	private static AccessLogItem variable(String name) {
		return (entry, line) -> AccessLogText.append(entry.variables().get(name), line);
	}

	private static AccessLogItem text(Function<AccessLogEntry, @Nullable String> text) {
		return (entry, line) -> AccessLogText.append(text.apply(entry), line);
	}

	private static AccessLogItem number(ToLongFunction<AccessLogEntry> number) {
		return (entry, line) -> line.append(number.applyAsLong(entry));
	}

	private static AccessLogItem duration(TimeUnit unit) {
		return number((entry) -> unit.convert(entry.duration(), TimeUnit.NANOSECONDS));
	}

	private static AccessLogItem epoch(ToLongFunction<Instant> number) {
		return number((entry) -> number.applyAsLong(entry.start()));
	}

	private static AccessLogItem responseHeader(String name) {
		return (entry, line) -> {
			ResponseHead head = entry.request().getResponseHead();
			AccessLogText.append((head != null) ? String.join(", ", head.headers().getAll(name)) : null, line);
		};
	}

	private static void client(AccessLogEntry entry, StringBuilder line) {
		InetSocketAddress client = entry.client();
		AccessLogText.append((client != null) ? host(client) : null, line);
	}

	private static String host(InetSocketAddress address) {
		return address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
	}

	private static void requestLine(AccessLogEntry entry, StringBuilder line) {
		String method = entry.variables().get("REQUEST_METHOD");
		String target = target(entry);
		String protocol = entry.variables().get("SERVER_PROTOCOL");
		if (method == null && target == null) {
			line.append('-');
			return;
		}
		AccessLogText.append(method, line);
		line.append(' ');
		AccessLogText.append(target, line);
		if (protocol != null) {
			line.append(' ');
			AccessLogText.append(protocol, line);
		}
	}

	private static @Nullable String target(AccessLogEntry entry) {
		try {
			return RequestTarget.of(entry.variables());
		}
		catch (BadRequestException ex) {
			return entry.variables().get("REQUEST_URI");
		}
	}

	private static @Nullable String path(AccessLogEntry entry) {
		String target = target(entry);
		int query = (target != null) ? target.indexOf('?') : -1;
		return (target != null && query != -1) ? target.substring(0, query) : target;
	}

	/**
	 * Nothing stands for no query.
	 */
	private static void query(AccessLogEntry entry, StringBuilder line) {
		String target = target(entry);
		int query = (target != null) ? target.indexOf('?') : -1;
		if (target != null && query != -1) {
			AccessLogText.append(target.substring(query), line);
		}
	}

	private static void status(AccessLogEntry entry, StringBuilder line) {
		ResponseHead head = entry.request().getResponseHead();
		if (head != null) {
			line.append(head.status().code());
		}
		else {
			line.append('-');
		}
	}

	private static void sentBytes(AccessLogEntry entry, StringBuilder line) {
		long bytes = entry.request().getSentBytes();
		if (bytes != 0) {
			line.append(bytes);
		}
		else {
			line.append('-');
		}
	}

	private static void queueTime(AccessLogEntry entry, StringBuilder line) {
		long nanos = entry.request().getQueueTime();
		if (nanos >= 0) {
			line.append(TimeUnit.NANOSECONDS.toMicros(nanos));
		}
		else {
			line.append('-');
		}
	}

	private static void connectionStatus(AccessLogEntry entry, StringBuilder line) {
		Outcome outcome = entry.outcome();
		line.append((outcome == Outcome.ABORTED || outcome == Outcome.BROKEN_OFF) ? 'X' : '-');
	}

	private static String outcome(@Nullable Outcome outcome) {
		return ((outcome != null) ? outcome : Outcome.REFUSED).getLabel();
	}

}
