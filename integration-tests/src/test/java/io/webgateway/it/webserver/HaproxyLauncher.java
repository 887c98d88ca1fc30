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

package io.webgateway.it.webserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts HAProxy with the settings of Debian's {@code haproxy.cfg}, those excepted that
 * only the service has: a changed root, the system's log and the background. It has one
 * thread, because each has connections to the application of its own.
 */
public final class HaproxyLauncher extends WebServerLauncher {

	private static final String CONFIGURATION = """
			global
				maxconn 2000
				nbthread 1
				log stderr local0 notice
			defaults
				log global
				mode http
				option httplog
				option dontlognull
				timeout connect 5000
				timeout client 50000
				timeout server 50000

			""";

	public HaproxyLauncher() {
		super("haproxy");
	}

	@Override
	List<String> prepare(Path program, Path directory, InetSocketAddress address, String configuration)
			throws IOException {
		Path main = directory.resolve("haproxy.cfg");
		Files.writeString(main, CONFIGURATION + configuration);
		return List.of(program.toString(), "-db", "-f", main.toString());
	}

}
