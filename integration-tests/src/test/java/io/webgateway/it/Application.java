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
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.webgateway.it.application.ContractApplication;

/**
 * The application with one listener for each protocol, as one variant of the
 * documentation's files configures them.
 */
final class Application implements AutoCloseable {

	static final Map<Protocol, Integer> DOCUMENTED_PORTS = Map.of(Protocol.FASTCGI, 9000, Protocol.SCGI, 4000,
			Protocol.UWSGI, 3031);

	private static final String LOOPBACK = "127.0.0.1";

	private final Path directory;

	private final String variant;

	private final ConfigurableApplicationContext context;

	private Application(Path directory, String variant) throws IOException {
		this.directory = directory;
		this.variant = variant;
		this.context = new SpringApplicationBuilder(ContractApplication.class).run(arguments());
		for (Protocol protocol : DOCUMENTED_PORTS.keySet()) {
			if (isUnix()) {
				// The web server may run as another user
				Files.setPosixFilePermissions(socket(protocol), PosixFilePermissions.fromString("rw-rw-rw-"));
			}
		}
	}

	static Application start(Path directory, String variant) {
		try {
			return new Application(directory, variant);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String[] arguments() throws IOException {
		List<String> files = new ArrayList<>();
		for (Protocol protocol : DOCUMENTED_PORTS.keySet()) {
			String name = protocol.id() + this.variant + ".yml";
			Map<String, String> addresses = isUnix() ? Map.of(documentedSocket(protocol), socket(protocol).toString())
					: Map.of(documentedAddress(protocol), LOOPBACK + ":0");
			Path file = this.directory.resolve(name);
			Files.writeString(file, Documentation.configuration("application/" + name, addresses));
			files.add(file.toUri().toString());
		}
		return new String[] { "--spring.config.additional-location=" + String.join(",", files), "--server.port=0" };
	}

	private boolean isUnix() {
		return this.variant.equals("-unix");
	}

	private Path socket(Protocol protocol) {
		return this.directory.resolve(protocol.id() + ".sock");
	}

	static String documentedAddress(Protocol protocol) {
		return LOOPBACK + ":" + DOCUMENTED_PORTS.get(protocol);
	}

	static String documentedSocket(Protocol protocol) {
		return "/run/app/" + protocol.id() + ".sock";
	}

	/**
	 * Return where the application listens.
	 * @param protocol the protocol
	 * @return the address
	 */
	SocketAddress address(Protocol protocol) {
		if (isUnix() && protocol != Protocol.HTTP) {
			return UnixDomainSocketAddress.of(socket(protocol));
		}
		return new InetSocketAddress(LOOPBACK, port(protocol));
	}

	private int port(Protocol protocol) {
		String property = (protocol != Protocol.HTTP) ? "local.gateway." + protocol.id() + ".port"
				: "local.server.port";
		return this.context.getEnvironment().getRequiredProperty(property, Integer.class);
	}

	/**
	 * Return what has to replace the documented addresses of the application.
	 * @param protocol the protocol
	 * @return the address or path by the one in the documentation
	 */
	Map<String, String> replacements(Protocol protocol) {
		if (isUnix()) {
			return Map.of(documentedSocket(protocol), socket(protocol).toString());
		}
		return Map.of(documentedAddress(protocol), LOOPBACK + ":" + port(protocol));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
