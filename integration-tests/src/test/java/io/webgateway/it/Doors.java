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
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

import io.webgateway.client.GatewayClientHttpConnector;
import io.webgateway.it.client.AjpClient;
import io.webgateway.it.client.Client;
import io.webgateway.it.client.ConnectorExchanges;
import io.webgateway.it.client.FastCgiClient;
import io.webgateway.it.client.HttpClient;
import io.webgateway.it.client.ScgiClient;
import io.webgateway.it.client.UwsgiClient;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

/**
 * All ways to the application. Applications and web servers are started when the first
 * door needs them.
 */
final class Doors implements AutoCloseable {

	private static final Map<WebServer, Map<String, List<Protocol>>> SPECIAL_VARIANTS = Map.of(
			WebServer.LIGHTTPD, Map.of("", List.of(Protocol.AJP), "-unix", List.of(Protocol.AJP), "-unix-streaming",
					List.of(Protocol.AJP), "-script-name", Protocol.OF_LISTENERS, "-streaming", Protocol.OF_LISTENERS),
			WebServer.APACHE,
			Map.of("", List.of(Protocol.AJP), "-unix", List.of(Protocol.AJP), "-app", List.of(Protocol.AJP), "-packets",
					List.of(Protocol.AJP), "-script-name", List.of(Protocol.FASTCGI, Protocol.UWSGI), "-reuse",
					List.of(Protocol.FASTCGI), "-unix-reuse", List.of(Protocol.FASTCGI)),
			WebServer.NGINX,
			Map.of("-script-name", Protocol.OF_LISTENERS, "-streaming", List.of(Protocol.FASTCGI, Protocol.UWSGI),
					"-keepalive", List.of(Protocol.FASTCGI), "-unix-keepalive", List.of(Protocol.FASTCGI)),
			WebServer.HAPROXY, Map.of("-multiplexed", List.of(Protocol.FASTCGI)));

	private final Path directory;

	private final Application.Starter applicationStarter;

	private final Map<String, Application> applications = new HashMap<>();

	private final List<ForegroundProcess> webServers = new ArrayList<>();

	private final List<ConnectorExchanges> exchanges = new ArrayList<>();

	private final Map<DoorDescription, Door> doors = new HashMap<>();

	private final Map<Passage, Door> passages = new HashMap<>();

	Doors() throws IOException {
		this(EmbeddedApplication::new);
	}

	Doors(Application.Starter applicationStarter) throws IOException {
		this.applicationStarter = applicationStarter;
		this.directory = Files.createTempDirectory("contract");
		// The web server may run as another user
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	/**
	 * Return all doors that there are to be.
	 * @return the descriptions of the doors
	 */
	static List<DoorDescription> all() {
		List<DoorDescription> doors = new ArrayList<>(http());
		doors.addAll(direct());
		for (WebServer webServer : WebServer.values()) {
			doors.addAll(behind(webServer));
		}
		return doors;
	}

	static List<DoorDescription> http() {
		return selected(List.of(DoorDescription.http()));
	}

	static List<DoorDescription> direct() {
		List<DoorDescription> doors = new ArrayList<>();
		for (Protocol protocol : Protocol.OF_ALL_LISTENERS) {
			doors.add(DoorDescription.direct(protocol, ""));
			doors.add(DoorDescription.direct(protocol, "-unix"));
		}
		return selected(doors);
	}

	/**
	 * Return the doors behind a web server, one for each of its configurations.
	 * @param webServer the web server
	 * @return the descriptions of the doors
	 */
	static List<DoorDescription> behind(WebServer webServer) {
		List<DoorDescription> doors = new ArrayList<>();
		for (Protocol protocol : webServer.protocols()) {
			for (String variant : List.of("", "-unix", "-app")) {
				doors.add(DoorDescription.behind(webServer, protocol, variant));
			}
		}
		SPECIAL_VARIANTS.get(webServer)
			.forEach((variant, protocols) -> protocols
				.forEach((protocol) -> doors.add(DoorDescription.behind(webServer, protocol, variant))));
		return selected(doors);
	}

	/**
	 * Return the doors of which the description contains the text in the system property
	 * {@code contract.doors}: all where it is not set.
	 */
	private static List<DoorDescription> selected(List<DoorDescription> doors) {
		String text = System.getProperty("contract.doors", "");
		return doors.stream().filter((door) -> door.toString().contains(text)).toList();
	}

	/**
	 * Open a door, or return the open one.
	 * @param description the description of the door
	 * @return the open door
	 */
	synchronized Door open(DoorDescription description) {
		return this.doors.computeIfAbsent(description, (key) -> {
			try {
				return create(key);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	/**
	 * Return where the application listens to which a door leads.
	 * @param description the description of the door
	 * @return the address of the listener
	 * @throws IOException if the application cannot be started
	 */
	synchronized SocketAddress address(DoorDescription description) throws IOException {
		return application(description.listenerVariant()).address(description.protocol());
	}

	private Door create(DoorDescription description) throws IOException {
		SocketAddress address = address(description);
		if (description.isDirect()) {
			return new Door(description, client(description, address), exchanges(description, address), () -> "");
		}
		InetSocketAddress webServerAddress = new InetSocketAddress("127.0.0.1", FreePort.find());
		ForegroundProcess webServer = start(description, webServerAddress, address);
		this.webServers.add(webServer);
		return new Door(description, new HttpClient(webServerAddress), webServer::log);
	}

	/**
	 * Open a door by a configuration that is not documented word for word.
	 * @param passage the way through the web server
	 * @return the open door
	 */
	synchronized Door open(Passage passage) {
		return this.passages.computeIfAbsent(passage, (key) -> {
			try {
				return create(key);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	private Door create(Passage passage) throws IOException {
		SocketAddress application = application(passage.listenerVariant()).address(passage.protocol());
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		ForegroundProcess webServer = passage.webServer()
			.launcher()
			.start(Files.createDirectories(this.directory.resolve(passage.id())), address,
					passage.configuration(address, application));
		this.webServers.add(webServer);
		return new Door(passage.description(), new HttpClient(address), webServer::log);
	}

	private Application application(String variant) throws IOException {
		Application application = this.applications.get(variant);
		if (application == null) {
			application = this.applicationStarter.start(this.directory, variant);
			this.applications.put(variant, application);
		}
		return application;
	}

	private static Client client(DoorDescription description, SocketAddress address) {
		return switch (description.protocol()) {
			case HTTP -> new HttpClient((InetSocketAddress) address);
			case FASTCGI -> new FastCgiClient(address, !description.isUnix());
			case SCGI -> new ScgiClient(address);
			case UWSGI -> new UwsgiClient(address);
			case AJP -> new AjpClient(address, description.isUnix() ? null : Application.SECRET,
					description.listenerVariant().equals("-packets") ? 65536 : 8192);
		};
	}

	private @Nullable ConnectorExchanges exchanges(DoorDescription description, SocketAddress address) {
		GatewayClientHttpConnector.Builder builder = switch (description.protocol()) {
			case HTTP -> null;
			case FASTCGI -> GatewayClientHttpConnector.fastCgi(address).keepAlive(!description.isUnix());
			case SCGI -> GatewayClientHttpConnector.scgi(address);
			case UWSGI -> GatewayClientHttpConnector.uwsgi(address);
			case AJP -> description.isUnix() ? GatewayClientHttpConnector.ajp(address)
					: GatewayClientHttpConnector.ajp(address).secret(Application.SECRET);
		};
		if (builder == null) {
			return null;
		}
		ConnectorExchanges exchanges = new ConnectorExchanges(builder);
		this.exchanges.add(exchanges);
		return exchanges;
	}

	private ForegroundProcess start(DoorDescription description, InetSocketAddress address, SocketAddress application)
			throws IOException {
		Path serverDirectory = Files.createDirectories(directory(description));
		return description.webServer()
			.launcher()
			.start(serverDirectory, address, configuration(description, address, application));
	}

	/**
	 * Return the documented configuration of a web server, with other addresses.
	 * @param description the description of the door
	 * @param address where the web server is to accept connections
	 * @param application where the application listens
	 * @return the text of the configuration
	 * @throws IOException if there is no such configuration
	 */
	static String configuration(DoorDescription description, InetSocketAddress address, SocketAddress application)
			throws IOException {
		Map<String, String> replacements = new HashMap<>();
		switch (description.webServer()) {
			case APACHE -> {
				replacements.putAll(DocumentedAddress.replacement(description.protocol(), application));
				replacements.put("*:80>", "127.0.0.1:" + address.getPort() + ">");
			}
			case NGINX -> {
				replacements.putAll(DocumentedAddress.replacement(description.protocol(), application));
				replacements.put("listen 80;", "listen 127.0.0.1:" + address.getPort() + ";");
			}
			case HAPROXY -> {
				replacements.putAll(DocumentedAddress.replacement(description.protocol(), application));
				replacements.put("bind :80\n", "bind 127.0.0.1:" + address.getPort() + "\n");
			}
			case LIGHTTPD -> replacements
				.putAll(DocumentedAddress.replacement(description.protocol(), application, "\"port\" => %d"));
		}
		return Documentation.configuration(description.configuration(), replacements)
			.replace("secret=<secret>", "secret=" + Application.SECRET);
	}

	private Path directory(DoorDescription description) {
		return this.directory.resolve(description.configuration().replace('/', '-').replaceFirst("\\.[a-z]+$", ""));
	}

	/**
	 * Return how much the web server has stored in its directory.
	 * @param description the description of the door
	 * @return the number of bytes, without what the web server has deleted already
	 * @throws IOException if the directory cannot be read
	 */
	long bytesOnDisk(DoorDescription description) throws IOException {
		if (description.isDirect()) {
			return 0;
		}
		long bytes = 0;
		try (Stream<Path> files = Files.walk(directory(description))) {
			for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
				bytes += Files.size(file);
			}
		}
		return bytes;
	}

	/**
	 * Stop the web servers, and with them the connections that they keep.
	 */
	synchronized void stopWebServers() {
		this.webServers.forEach(ForegroundProcess::close);
		this.webServers.clear();
	}

	@Override
	public void close() throws IOException {
		this.exchanges.forEach(ConnectorExchanges::close);
		// A web server may wait for the application before it ends
		this.applications.values().forEach(Application::close);
		stopWebServers();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
