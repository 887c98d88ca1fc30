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
 * Starts nginx with the settings of Debian's {@code nginx.conf}.
 */
public final class NginxLauncher extends WebServerLauncher {

	/** As root, the workers would not reach the directories of the test otherwise. */
	private static final String USER = "user root;\n";

	/** An include in a configuration is looked for beside nginx.conf. */
	private static final List<String> PARAMETER_FILES = List.of("fastcgi_params", "scgi_params", "uwsgi_params");

	private static final List<Path> SYSTEM_CONFIGURATIONS = List.of(Path.of("/etc/nginx"),
			Path.of("/usr/local/etc/nginx"), Path.of("/opt/homebrew/etc/nginx"));

	private static final String CONFIGURATION = """
			daemon off;
			worker_processes 2;
			pid %1$s/nginx.pid;
			error_log %1$s/error.log warn;
			events {
				worker_connections 768;
			}
			http {
				sendfile on;
				tcp_nopush on;
				types {
					text/html html;
				}
				default_type application/octet-stream;
				access_log off;
				gzip on;
				client_body_temp_path %1$s/body;
				proxy_temp_path %1$s/proxy;
				fastcgi_temp_path %1$s/fastcgi;
				scgi_temp_path %1$s/scgi;
				uwsgi_temp_path %1$s/uwsgi;
				include %1$s/app.conf;
			}
			""";

	public NginxLauncher() {
		super("nginx");
	}

	@Override
	List<String> prepare(Path program, Path directory, InetSocketAddress address, String configuration)
			throws IOException {
		Files.writeString(directory.resolve("app.conf"), configuration);
		for (String file : PARAMETER_FILES) {
			if (configuration.contains("include " + file + ";")) {
				Files.copy(systemConfiguration().resolve(file), directory.resolve(file));
			}
		}
		Path main = directory.resolve("nginx.conf");
		Files.writeString(main, (isRoot() ? USER : "") + CONFIGURATION.formatted(directory));
		return List.of(program.toString(), "-p", directory.toString(), "-e", directory.resolve("error.log").toString(),
				"-c", main.toString());
	}

	private static Path systemConfiguration() {
		return SYSTEM_CONFIGURATIONS.stream()
			.filter(Files::isDirectory)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("nginx's files are in none of " + SYSTEM_CONFIGURATIONS));
	}

}
