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
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.FileSystemUtils;

import io.webgateway.it.application.ContractApplication;
import io.webgateway.it.application.WorkController;
import io.webgateway.it.client.HttpClient;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application restarts under constant load, behind all web servers at once.
 */
class RestartIT {

	private static final List<WebServer> BALANCERS = List.of(WebServer.LIGHTTPD, WebServer.APACHE, WebServer.NGINX);

	private final List<ForegroundProcess> webServers = new ArrayList<>();

	private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

	private final Map<String, Door> doors = new LinkedHashMap<>();

	private Path directory;

	/**
	 * Return the configurations with two instances.
	 * @return the descriptions of their doors
	 */
	static List<DoorDescription> rollingDoors() {
		List<DoorDescription> doors = new ArrayList<>();
		for (WebServer webServer : BALANCERS) {
			webServer.allProtocols()
				.forEach((protocol) -> doors.add(DoorDescription.behind(webServer, protocol, "-rolling")));
		}
		return doors;
	}

	@BeforeEach
	void prepare() throws IOException {
		for (WebServer webServer : WebServer.values()) {
			webServer.require();
		}
		this.directory = Files.createTempDirectory("restart");
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	@AfterEach
	void close() throws IOException {
		this.webServers.forEach(ForegroundProcess::close);
		this.applications.forEach(ConfigurableApplicationContext::close);
		FileSystemUtils.deleteRecursively(this.directory);
	}

	@Test
	@Timeout(60)
	void whenApplicationRestartsThenAllThatHadArrivedIsAnswered() throws Exception {
		Map<String, SocketAddress> addresses = new LinkedHashMap<>();
		for (Protocol protocol : Protocol.OF_ALL_LISTENERS) {
			addresses.put(protocol.id(), new InetSocketAddress("127.0.0.1", FreePort.find()));
			addresses.put(protocol.id() + "-unix", UnixDomainSocketAddress.of(socket(protocol, "")));
		}
		ConfigurableApplicationContext first = start("first", addresses);
		for (Passage passage : Passage.all()) {
			if (!passage.responseBuffered() && passage.variant().matches("|-keepalive|-reuse")) {
				SocketAddress address = addresses.get(passage.protocol().id() + (passage.unix() ? "-unix" : ""));
				open(passage.toString(), passage.description(),
						(webServer) -> passage.configuration(webServer, address));
			}
		}
		try (ConstantLoad load = new ConstantLoad()) {
			this.doors.forEach(load::start);
			awaitAnswers(load, "first");
			first.close();
			start("second", addresses);
			awaitAnswers(load, "second");
			load.stop();
			Set<String> lost = new HashSet<>(WorkController.arrived());
			lost.removeAll(load.answered());
			System.out.println(load.answered().size() + " answered, " + load.failures().size() + " not");
			assertThat(lost).as("requests that arrived, among %s", load.failures()).isEmpty();
		}
	}

	@Test
	@Timeout(60)
	void whenInstancesRestartInTurnThenNoRequestIsLost() throws Exception {
		ConfigurableApplicationContext first = startInstance("1", "first");
		ConfigurableApplicationContext second = startInstance("2", "second");
		for (DoorDescription description : rollingDoors()) {
			open(description.toString(), description, (address) -> rollingConfiguration(description, address));
		}
		try (ConstantLoad load = new ConstantLoad()) {
			this.doors.forEach(load::start);
			awaitAnswers(load, "first");
			awaitAnswers(load, "second");
			first.close();
			startInstance("1", "third");
			awaitAnswers(load, "third");
			second.close();
			startInstance("2", "fourth");
			awaitAnswers(load, "fourth");
			stop(load);
		}
	}

	@Test
	@Timeout(90)
	void whenProcessTakesSocketsOverThenNoRequestFails() throws Exception {
		Map<Protocol, Path> sockets = new LinkedHashMap<>();
		Protocol.OF_ALL_LISTENERS.forEach((protocol) -> sockets.put(protocol, socket(protocol, "")));
		try (UpgradedProcess process = new UpgradedProcess(this.directory, sockets)) {
			assertThat(process.upgrade("first")).isZero();
			openUnix((passage) -> UnixDomainSocketAddress.of(sockets.get(passage.protocol())));
			try (ConstantLoad load = new ConstantLoad()) {
				this.doors.forEach(load::start);
				awaitAnswers(load, "first");
				assertThat(process.upgrade("second")).isZero();
				awaitAnswers(load, "second");
				assertThat(process.upgradeInVain()).isEqualTo(1);
				assertThat(process.upgrade("third")).isZero();
				awaitAnswers(load, "third");
				stop(load);
			}
		}
	}

	@Test
	@Timeout(90)
	void whenProcessesShareSocketThenNoRequestFails() throws Exception {
		try (SharedSocket socket = new SharedSocket(this.directory)) {
			long first = socket.spawn("first");
			openUnix((passage) -> (passage.protocol() == Protocol.FASTCGI) ? socket.address() : null);
			try (ConstantLoad load = new ConstantLoad()) {
				this.doors.forEach(load::start);
				awaitAnswers(load, "first");
				// As long as both accept connections, the first may be always faster
				long second = socket.spawn("second");
				SharedSocket.terminate(first);
				awaitAnswers(load, "second");
				socket.spawn("third");
				SharedSocket.terminate(second);
				awaitAnswers(load, "third");
				stop(load);
			}
		}
	}

	/**
	 * Open the doors that lose nothing. Over FastCGI, Apache may send its next request on
	 * a connection that it has been told to keep, and that ends with the response.
	 */
	private void openUnix(Function<Passage, @Nullable SocketAddress> application) throws IOException {
		for (Passage passage : Passage.all()) {
			SocketAddress address = application.apply(passage);
			if (address != null && passage.unix() && !passage.responseBuffered() && !passage.isBehind(WebServer.HAPROXY)
					&& passage.variant().matches("|-keepalive")) {
				open(passage.toString(), passage.description(),
						(webServer) -> passage.configuration(webServer, address));
			}
		}
	}

	private static void stop(ConstantLoad load) throws InterruptedException {
		load.stop();
		System.out.println(load.answered().size() + " answered, " + load.failures().size() + " not");
		assertThat(load.failures()).isEmpty();
	}

	private void awaitAnswers(ConstantLoad load, String instance) {
		Awaitility.await(instance)
			.atMost(Duration.ofSeconds(20))
			.until(() -> load.isAnsweredBy(instance, this.doors.keySet()));
	}

	private ConfigurableApplicationContext startInstance(String instance, String name) throws IOException {
		Map<String, SocketAddress> addresses = new LinkedHashMap<>();
		for (Protocol protocol : Protocol.OF_ALL_LISTENERS) {
			addresses.put(protocol.id(), UnixDomainSocketAddress.of(socket(protocol, "-" + instance)));
		}
		return start(name, addresses);
	}

	private Path socket(Protocol protocol, String suffix) {
		return this.directory.resolve(protocol.id() + suffix + ".sock");
	}

	private ConfigurableApplicationContext start(String name, Map<String, SocketAddress> addresses) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("--server.port=-1", "--instance=" + name));
		addresses.forEach((listener, address) -> {
			String prefix = "--gateway.listeners." + listener;
			arguments.add(prefix + ".protocol=" + listener.replace("-unix", ""));
			arguments.add(prefix + ".bind=" + ((address instanceof InetSocketAddress inetAddress)
					? "127.0.0.1:" + inetAddress.getPort() : "unix:" + address));
			arguments.add(prefix + ".secret-required=false");
		});
		ConfigurableApplicationContext application = new SpringApplicationBuilder(ContractApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(ReactorResourceFactory.class,
					EmbeddedApplication::ownResources))
			.run(arguments.toArray(String[]::new));
		this.applications.add(application);
		for (SocketAddress address : addresses.values()) {
			if (address instanceof UnixDomainSocketAddress unixAddress) {
				// The web server may run as another user
				Files.setPosixFilePermissions(unixAddress.getPath(), PosixFilePermissions.fromString("rw-rw-rw-"));
			}
		}
		return application;
	}

	private void open(String name, DoorDescription description, Configuration configuration) throws IOException {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		Path serverDirectory = Files.createDirectory(this.directory.resolve("server-" + this.doors.size()));
		ForegroundProcess webServer = description.webServer()
			.launcher()
			.start(serverDirectory, address, configuration.text(address));
		this.webServers.add(webServer);
		this.doors.put(name, new Door(description, new HttpClient(address), webServer::log));
	}

	private String rollingConfiguration(DoorDescription description, InetSocketAddress address) throws IOException {
		String text = Documentation.configuration(description.configuration(),
				Map.of("/run/app/", this.directory + "/"));
		return text.replace("*:80>", "127.0.0.1:" + address.getPort() + ">")
			.replace("listen 80;", "listen 127.0.0.1:" + address.getPort() + ";");
	}

	/**
	 * The configuration of a web server at an address.
	 */
	@FunctionalInterface
	private interface Configuration {

		String text(InetSocketAddress address) throws IOException;

	}

}
