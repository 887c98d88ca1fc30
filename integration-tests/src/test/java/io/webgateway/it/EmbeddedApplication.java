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
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

import io.webgateway.it.application.ContractApplication;

/**
 * The application in the JVM of the test, on ports that it chooses itself.
 */
final class EmbeddedApplication implements Application {

	private static final String LOOPBACK = "127.0.0.1";

	private final Path directory;

	private final String variant;

	private final ConfigurableApplicationContext context;

	EmbeddedApplication(Path directory, String variant) throws IOException {
		this(directory, variant, List.of());
	}

	private EmbeddedApplication(Path directory, String variant, List<String> arguments) throws IOException {
		this.directory = directory;
		this.variant = variant;
		List<String> allArguments = new ArrayList<>(arguments);
		allArguments.add(Application.configuration(directory, variant, this::configuredAddress));
		allArguments.add("--server.port=0");
		allArguments.add("--APP_SECRET=" + SECRET);
		this.context = new SpringApplicationBuilder(ContractApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(ReactorResourceFactory.class,
					EmbeddedApplication::ownResources))
			.run(allArguments.toArray(String[]::new));
		if (isUnix()) {
			for (Protocol protocol : Application.protocols(variant)) {
				// The web server may run as another user
				Files.setPosixFilePermissions(socket(protocol), PosixFilePermissions.fromString("rw-rw-rw-"));
			}
		}
	}

	static Starter withArguments(String... arguments) {
		return (directory, variant) -> new EmbeddedApplication(directory, variant, List.of(arguments));
	}

	/** The end of another context in the same JVM ends the global ones. */
	static ReactorResourceFactory ownResources() {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		resources.setUseGlobalResources(false);
		return resources;
	}

	private boolean isUnix() {
		return this.variant.equals("-unix");
	}

	private Path socket(Protocol protocol) {
		return this.directory.resolve(protocol.id() + ".sock");
	}

	private SocketAddress configuredAddress(Protocol protocol) {
		return isUnix() ? UnixDomainSocketAddress.of(socket(protocol)) : new InetSocketAddress(LOOPBACK, 0);
	}

	@Override
	public SocketAddress address(Protocol protocol) {
		if (protocol == Protocol.HTTP) {
			return new InetSocketAddress(LOOPBACK, port("local.server.port"));
		}
		return isUnix() ? configuredAddress(protocol)
				: new InetSocketAddress(LOOPBACK, port("local.gateway." + protocol.id() + ".port"));
	}

	private int port(String property) {
		return this.context.getEnvironment().getRequiredProperty(property, Integer.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
