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
		for (Protocol protocol : Protocol.OF_LISTENERS) {
			String name = protocol.id() + variant + ".yml";
			Path file = directory.resolve(name);
			Files.writeString(file, Documentation.configuration("application/" + name,
					DocumentedAddress.replacement(protocol, addresses.apply(protocol))));
			files.add(file.toUri().toString());
		}
		return "--spring.config.additional-location=" + String.join(",", files);
	}

	/**
	 * Starts the application.
	 */
	@FunctionalInterface
	interface Starter {

		Application start(Path directory, String variant) throws IOException;

	}

}
