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
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import io.webgateway.it.process.ForegroundProcess;

/**
 * PHP as web servers run it, which speaks FastCGI as well.
 */
final class PhpFpm implements AutoCloseable {

	private static final String MISSING = "php-fpm is not installed (Debian, Ubuntu: apt-get install php-fpm)";

	private static final String CONFIGURATION = """
			[global]
			error_log = %1$s/error.log
			daemonize = no
			[www]
			user = root
			group = root
			listen = %1$s/php.sock
			listen.mode = 0666
			pm = static
			pm.max_children = 1
			""";

	private final ForegroundProcess process;

	private PhpFpm(ForegroundProcess process) {
		this.process = process;
	}

	private static Optional<Path> findProgram() throws IOException {
		// Debian's has the version in its name
		try (Stream<Path> files = Files.list(Path.of("/usr/sbin"))) {
			return files.filter((file) -> file.getFileName().toString().matches("php-fpm[0-9.]*")).sorted().findFirst();
		}
	}

	static void require() throws IOException {
		if (findProgram().isEmpty()) {
			if (ContinuousIntegration.isActive()) {
				throw new AssertionError(MISSING);
			}
			Assumptions.abort(MISSING);
		}
	}

	/**
	 * Start PHP, which listens on the socket {@code php.sock}.
	 * @param directory the directory of the socket
	 * @return the running PHP
	 * @throws IOException if it does not start
	 */
	static PhpFpm start(Path directory) throws IOException {
		Path configuration = directory.resolve("php-fpm.conf");
		Files.writeString(configuration, CONFIGURATION.formatted(directory));
		List<String> command = List.of(findProgram().orElseThrow().toString(), "--nodaemonize",
				"--allow-to-run-as-root", "--no-php-ini", "--fpm-config", configuration.toString());
		return new PhpFpm(ForegroundProcess.start(directory,
				List.of(UnixDomainSocketAddress.of(directory.resolve("php.sock"))), command));
	}

	String log() {
		return this.process.log();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
