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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.webgateway.it.application.ContractApplication;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

/**
 * The application in a JVM of its own, with as little memory as is said.
 */
final class ForkedApplication implements Application {

	private final Map<Protocol, SocketAddress> addresses = new EnumMap<>(Protocol.class);

	private final ForegroundProcess process;

	private ForkedApplication(Path directory, String variant, List<String> options, List<String> arguments)
			throws IOException {
		for (Protocol protocol : Application.protocols(variant)) {
			this.addresses.put(protocol,
					variant.equals("-unix") ? UnixDomainSocketAddress.of(directory.resolve(protocol.id() + ".sock"))
							: new InetSocketAddress("127.0.0.1", FreePort.find()));
		}
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), ContractApplication.class.getName(),
				Application.configuration(directory, variant, this::address), "--server.port=-1",
				"--server.shutdown=immediate", "--APP_SECRET=" + SECRET));
		command.addAll(arguments);
		this.process = ForegroundProcess.start(directory, this.addresses.values(), command);
	}

	static Starter withOptions(String... options) {
		return with(List.of(options), List.of());
	}

	static Starter with(List<String> options, List<String> arguments) {
		return (directory, variant) -> new ForkedApplication(directory, variant, options, arguments);
	}

	/**
	 * Return what the application has logged.
	 * @return the text of its log
	 */
	String log() {
		return this.process.log();
	}

	@Override
	public SocketAddress address(Protocol protocol) {
		return this.addresses.get(protocol);
	}

	@Override
	public void close() {
		this.process.close();
	}

}
