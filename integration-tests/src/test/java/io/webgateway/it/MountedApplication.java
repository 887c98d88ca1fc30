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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

import io.webgateway.it.application.ContractApplication;
import io.webgateway.it.client.Client;
import io.webgateway.it.client.HttpClient;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

/**
 * An application with the listeners of the page about mount points, and the web servers
 * in front of it.
 */
final class MountedApplication implements AutoCloseable {

	private static final String LISTENERS = "mount-point/listeners.yml";

	private static final String SOCKETS = "/run/app/";

	/** What distinguishes the listeners of a protocol, in the order of their ports. */
	private static final List<String> LISTENERS_OF_PROTOCOL = List.of("", "-script-name", "-fixed");

	private static final Pattern PORT = Pattern.compile("(?<=127\\.0\\.0\\.1:|\"port\" => )\\d+");

	private final Path directory;

	private final ConfigurableApplicationContext context;

	private final Map<String, Client> clients = new HashMap<>();

	private final List<ForegroundProcess> webServers = new ArrayList<>();

	MountedApplication(Path directory, String... arguments) throws IOException {
		this.directory = directory;
		Path listeners = directory.resolve("listeners.yml");
		Files.writeString(listeners,
				PORT.matcher(Documentation.configuration(LISTENERS, Map.of(SOCKETS, directory + "/"))).replaceAll("0"));
		List<String> allArguments = new ArrayList<>(List.of(arguments));
		allArguments.add("--server.port=-1");
		allArguments.add("--spring.config.additional-location=" + listeners.toUri());
		this.context = new SpringApplicationBuilder(ContractApplication.class)
			.initializers((GenericApplicationContext context) -> {
				context.registerBean(ReactorResourceFactory.class, EmbeddedApplication::ownResources);
				context.registerBean(ArrivalFilter.class);
			})
			.run(allArguments.toArray(String[]::new));
		for (Protocol protocol : Protocol.OF_LISTENERS) {
			// The web server may run as another user
			Files.setPosixFilePermissions(directory.resolve(protocol.id() + ".sock"),
					PosixFilePermissions.fromString("rw-rw-rw-"));
		}
	}

	/**
	 * Start a web server in front of the application.
	 * @param webServer the web server
	 * @param file its configuration
	 * @return a client of the web server
	 * @throws IOException if it does not start
	 */
	Client open(WebServer webServer, String file) throws IOException {
		return start(webServer, Documentation.configuration(file, Map.of()), null);
	}

	/**
	 * Start a web server in front of the application, unless it has been.
	 * @param webServer the web server
	 * @param file its configuration, for FastCGI
	 * @param protocol the protocol for which to change the configuration
	 * @return a client of the web server
	 * @throws IOException if it does not start
	 */
	Client open(WebServer webServer, String file, Protocol protocol) throws IOException {
		String name = file + " for " + protocol;
		Client client = this.clients.get(name);
		if (client == null) {
			client = start(webServer, MountTable.configuration(webServer, file, protocol), protocol);
			this.clients.put(name, client);
		}
		return client;
	}

	private Client start(WebServer webServer, String configuration, @Nullable Protocol protocol) throws IOException {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		String text = PORT.matcher(configuration)
			.replaceAll((match) -> String.valueOf(port(Integer.parseInt(match.group()), protocol)))
			.replace(SOCKETS, this.directory + "/")
			.replace("*:80>", "127.0.0.1:" + address.getPort() + ">")
			.replace("listen 80;", "listen 127.0.0.1:" + address.getPort() + ";")
			.replace("bind :80\n", "bind 127.0.0.1:" + address.getPort() + "\n");
		Path serverDirectory = Files.createDirectory(this.directory.resolve("server-" + this.webServers.size()));
		this.webServers.add(webServer.launcher().start(serverDirectory, address, text));
		return new HttpClient(address);
	}

	/**
	 * Return where the listener is that has a documented port.
	 * @param documentedPort the port
	 * @param protocol the protocol to use in place of that of the port, if any
	 */
	private int port(int documentedPort, @Nullable Protocol protocol) {
		Map<Integer, String> names = new LinkedHashMap<>();
		for (Protocol documented : Protocol.OF_LISTENERS) {
			for (String suffix : LISTENERS_OF_PROTOCOL) {
				names.put(DocumentedAddress.port(documented) + LISTENERS_OF_PROTOCOL.indexOf(suffix),
						((protocol != null) ? protocol : documented).id() + suffix);
			}
		}
		return this.context.getEnvironment()
			.getRequiredProperty("local.gateway." + names.get(documentedPort) + ".port", Integer.class);
	}

	@Override
	public void close() {
		this.context.close();
		this.webServers.forEach(ForegroundProcess::close);
	}

}
