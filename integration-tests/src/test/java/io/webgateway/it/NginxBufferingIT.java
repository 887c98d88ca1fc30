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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

import io.webgateway.it.client.HttpClient;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

/**
 * Events arrive one by one through an nginx that buffers, as it does with the parameters
 * that come with it and no setting besides.
 */
class NginxBufferingIT {

	private static final String CONFIGURATION = """
			server {
				listen %1$s;
				location / {
					include %2$s_params;
					%2$s_pass %3$s;
				}
			}
			""";

	private static final Map<Protocol, EventStreamContract> contracts = new EnumMap<>(Protocol.class);

	private static Path directory;

	private static Application application;

	private static ForegroundProcess nginx;

	@BeforeAll
	static void start() throws IOException {
		WebServer.NGINX.require();
		directory = Files.createTempDirectory("buffering");
		// The web server may run as another user
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		application = new EmbeddedApplication(directory, "");
		StringBuilder configuration = new StringBuilder();
		InetSocketAddress address = null;
		for (Protocol protocol : protocols()) {
			address = new InetSocketAddress("127.0.0.1", FreePort.find());
			configuration
				.append(CONFIGURATION.formatted(text(address), protocol.id(), text(application.address(protocol))));
			Door door = new Door(new DoorDescription(protocol, WebServer.NGINX, null, null, ""),
					new HttpClient(address), () -> nginx.log());
			contracts.put(protocol, () -> door);
		}
		nginx = WebServer.NGINX.launcher().start(directory, address, configuration.toString());
	}

	@AfterAll
	static void stop() throws IOException {
		if (nginx != null) {
			nginx.close();
		}
		if (application != null) {
			application.close();
		}
		FileSystemUtils.deleteRecursively(directory);
	}

	static List<Protocol> protocols() {
		return Protocol.OF_LISTENERS;
	}

	private static String text(SocketAddress address) {
		InetSocketAddress inetAddress = (InetSocketAddress) address;
		return inetAddress.getHostString() + ":" + inetAddress.getPort();
	}

	@ParameterizedTest
	@MethodSource("protocols")
	void eventsArriveOneByOne(Protocol protocol) throws Exception {
		contracts.get(protocol).eventsArriveOneByOne();
	}

	@ParameterizedTest
	@MethodSource("protocols")
	void linesArriveOneByOne(Protocol protocol) throws Exception {
		contracts.get(protocol).linesArriveOneByOne();
	}

}
