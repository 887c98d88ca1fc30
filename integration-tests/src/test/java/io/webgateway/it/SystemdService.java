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
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import io.webgateway.it.application.ContractApplication;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.testsupport.NotificationReceiver;

/**
 * The application as the unit files of the documentation have it, with a stand-in for
 * systemd that starts it with {@code systemd-socket-activate} whenever somebody connects.
 */
final class SystemdService implements AutoCloseable {

	static final Duration WATCHDOG = Duration.ofMillis(400);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final String MANAGER = "service-manager.pl";

	private static final Pattern WAITING = Pattern.compile("service-manager: (\\d+) waits");

	private final Map<Protocol, UnixDomainSocketAddress> addresses = new HashMap<>();

	private final NotificationReceiver notifications;

	private final ForegroundProcess process;

	/**
	 * Wait for connections.
	 * @param directory an empty directory
	 * @param service the service
	 * @param sockets its sockets
	 * @param configuration the name of the application's configuration
	 * @param idleExit what is to be in the place of the documented {@code idle-exit}
	 * @throws IOException if a file cannot be read or written
	 */
	SystemdService(Path directory, UnitFile service, List<UnitFile> sockets, String configuration, String idleExit)
			throws IOException {
		Path manager = directory.resolve(MANAGER);
		try (InputStream resource = SystemdService.class.getResourceAsStream(MANAGER)) {
			Files.copy(resource, manager);
		}
		Files.writeString(directory.resolve("application.yml"), Documentation.configuration("systemd/" + configuration,
				Map.of("idle-exit: 10m", "idle-exit: " + idleExit)));
		List<String> command = new ArrayList<>(List.of("perl", manager.toString()));
		if (service.has("StandardInput", "socket")) {
			command.add("--inetd");
		}
		else if (service.has("NonBlocking", "yes")) {
			command.add("--non-blocking");
		}
		for (UnitFile socket : sockets) {
			Path path = directory.resolve(Path.of(socket.get("ListenStream")).getFileName());
			this.addresses.put(protocol(path), UnixDomainSocketAddress.of(path));
			command.add("--socket=" + socket.get("FileDescriptorName") + "=" + path);
		}
		Path notify = directory.resolve("notify");
		command.add("--setenv=NOTIFY_SOCKET=" + notify);
		command.add("--setenv=WATCHDOG_USEC=" + WATCHDOG.toNanos() / 1000);
		command.addAll(startCommand(service));
		this.notifications = new NotificationReceiver(notify.toString());
		this.process = ForegroundProcess.start(directory, List.of(), command);
		Awaitility.await().atMost(PATIENCE).until(() -> log().contains("service-manager: listening"));
	}

	private static Protocol protocol(Path socket) {
		return Protocol.OF_LISTENERS.stream()
			.filter((protocol) -> socket.getFileName().toString().equals(protocol.id() + ".sock"))
			.findFirst()
			.orElseThrow();
	}

	private static List<String> startCommand(UnitFile service) {
		List<String> command = new ArrayList<>();
		if (service.has("StandardOutput", "journal")) {
			command.addAll(List.of("sh", "-c", "exec \"$@\" >&2", "sh"));
		}
		for (String word : service.get("ExecStart").split(" ")) {
			switch (word) {
				case "/usr/bin/java" -> command.addAll(
						List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
								"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
				case "-jar" -> {
				}
				case "app.jar" -> command.add(ContractApplication.class.getName());
				default -> command.add(word);
			}
		}
		command.add("--instance=${WATCHDOG_PID}");
		return command;
	}

	/**
	 * Return where systemd listens.
	 * @param protocol the protocol
	 * @return the address of the socket
	 */
	UnixDomainSocketAddress address(Protocol protocol) {
		return this.addresses.get(protocol);
	}

	/**
	 * Return the processes that were to become the service when somebody connected.
	 * @return the ids of the processes, also of those that have ended
	 */
	List<Long> processes() {
		return WAITING.matcher(log()).results().map((MatchResult result) -> Long.valueOf(result.group(1))).toList();
	}

	long process() {
		List<Long> processes = processes();
		return processes.get(processes.size() - 1);
	}

	/**
	 * Wait until a process has ended.
	 * @param process its id
	 * @param how the signal or status with which it has to end
	 */
	void awaitEnd(long process, String how) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> log().contains("service-manager: " + process + " ended with " + how + "\n"));
	}

	/**
	 * Wait for what the service tells of its state.
	 * @return what it tells next besides that it is alive
	 * @throws InterruptedException if that is interrupted
	 */
	String nextState() throws InterruptedException {
		String notification;
		do {
			notification = this.notifications.next();
		}
		while (notification.startsWith("WATCHDOG="));
		return notification;
	}

	NotificationReceiver notifications() {
		return this.notifications;
	}

	/**
	 * Return what the service manager and the application have said.
	 * @return the text of their log
	 */
	String log() {
		return this.process.log();
	}

	@Override
	public void close() {
		this.process.close();
		this.notifications.close();
	}

}
