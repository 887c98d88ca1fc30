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
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The running application, with one listener for each protocol as one variant of the
 * files in {@code docs/application} configures it.
 */
interface Application extends AutoCloseable {

	/**
	 * What web servers and the application know, where a configuration has a secret.
	 */
	String SECRET = "a-secret-of-the-tests-and-nobody-else";

	/**
	 * Return where the application listens.
	 * @param protocol the protocol
	 * @return the address
	 */
	SocketAddress address(Protocol protocol);

	@Override
	void close();

	/**
	 * Return the argument that makes an application use the files of a variant.
	 * @param directory where to write the files, with other addresses
	 * @param variant the part of the files' names after the protocol
	 * @param addresses where the application is to listen for each protocol
	 * @return the argument
	 * @throws IOException if the files cannot be written
	 */
	static String configuration(Path directory, String variant, Function<Protocol, SocketAddress> addresses)
			throws IOException {
		List<String> files = new ArrayList<>();
		for (Protocol protocol : protocols(variant)) {
			String name = protocol.id() + variant + ".yml";
			Path file = directory.resolve(name);
			Files.writeString(file, Documentation.configuration("application/" + name,
					DocumentedAddress.replacement(protocol, addresses.apply(protocol))));
			files.add(file.toUri().toString());
		}
		return "--spring.config.additional-location=" + String.join(",", files);
	}

	/**
	 * Return the protocols that have a file of a variant.
	 * @param variant the part of the files' names after the protocol
	 * @return the protocols
	 */
	static List<Protocol> protocols(String variant) {
		Path files = Documentation.directory().resolve("application");
		return Protocol.OF_ALL_LISTENERS.stream()
			.filter((protocol) -> Files.exists(files.resolve(protocol.id() + variant + ".yml")))
			.toList();
	}

	/**
	 * Starts the application.
	 */
	@FunctionalInterface
	interface Starter {

		Application start(Path directory, String variant) throws IOException;

	}

}
