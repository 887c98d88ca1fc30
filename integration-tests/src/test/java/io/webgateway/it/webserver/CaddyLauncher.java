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
 * Starts Caddy with one site, which has what the configuration says.
 */
public final class CaddyLauncher extends WebServerLauncher {

	private static final String CONFIGURATION = """
			{
				admin off
				auto_https off
			}
			http://:%1$d {
				bind %2$s
			%3$s
			}
			""";

	public CaddyLauncher() {
		super("caddy");
	}

	@Override
	List<String> prepare(Path program, Path directory, InetSocketAddress address, String configuration)
			throws IOException {
		Path main = directory.resolve("Caddyfile");
		Files.writeString(main, CONFIGURATION.formatted(address.getPort(), address.getHostString(), configuration));
		return List.of("env", "XDG_CONFIG_HOME=" + directory, "XDG_DATA_HOME=" + directory, program.toString(), "run",
				"--config", main.toString(), "--adapter", "caddyfile");
	}

}
