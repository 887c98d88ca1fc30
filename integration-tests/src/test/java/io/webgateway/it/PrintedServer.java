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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assumptions;

import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.webserver.ApacheLauncher;
import io.webgateway.it.webserver.CaddyLauncher;
import io.webgateway.it.webserver.HaproxyLauncher;
import io.webgateway.it.webserver.LighttpdLauncher;
import io.webgateway.it.webserver.NginxLauncher;
import io.webgateway.it.webserver.WebServerLauncher;

/**
 * The web servers for which an application writes a configuration. Each is started with
 * that as it is, and with the lines that it names for the site.
 */
enum PrintedServer {

	NGINX(new NginxLauncher()) {

		@Override
		String prepare(Path directory, InetSocketAddress address, String printed, String site) throws IOException {
			Files.createDirectory(directory.resolve("snippets"));
			Files.writeString(directory.resolve("snippets/app.conf"), printed);
			return "server {\nlisten " + text(address) + (site.isEmpty() ? "" : " ssl") + ";\n" + site
					+ siteLines(printed) + "}\n";
		}

	},

	APACHE(new ApacheLauncher()) {

		@Override
		String prepare(Path directory, InetSocketAddress address, String printed, String site) throws IOException {
			Path file = Files.writeString(directory.resolve("printed.conf"), printed);
			String modules = printed.lines().filter((line) -> line.contains("a2enmod")).findFirst().orElseThrow();
			return modules + (site.isEmpty() ? "" : " ssl socache_shmcb") + "\n<VirtualHost " + text(address) + ">\n"
					+ site + siteLines(printed).replace("/etc/apache2/app.conf", file.toString()) + "</VirtualHost>\n";
		}

	},

	HTACCESS(new ApacheLauncher()) {

		@Override
		String prepare(Path directory, InetSocketAddress address, String printed, String site) throws IOException {
			Path html = Files.createDirectories(directory.resolve("html"));
			Files.createDirectories(html.resolve("inspect"));
			Files.writeString(html.resolve(".htaccess"), printed);
			return """
					# a2enmod proxy proxy_fcgi proxy_scgi proxy_uwsgi
					DocumentRoot "%1$s"
					AllowEncodedSlashes NoDecode
					<Directory "%1$s">
						AllowOverride All
						Require all granted
					</Directory>
					""".formatted(html);
		}

	},

	LIGHTTPD(new LighttpdLauncher()) {

		@Override
		String prepare(Path directory, InetSocketAddress address, String printed, String site) {
			return printed;
		}

	},

	HAPROXY(new HaproxyLauncher()) {

		@Override
		String prepare(Path directory, InetSocketAddress address, String printed, String site) {
			return printed + "\nfrontend web\n    mode http\n    bind " + text(address) + site + "\n"
					+ siteLines(printed);
		}

	},

	CADDY(new CaddyLauncher()) {

		@Override
		String prepare(Path directory, InetSocketAddress address, String printed, String site) throws IOException {
			Path file = Files.writeString(directory.resolve("printed.caddy"), printed);
			return siteLines(printed).replace("/etc/caddy/app.caddy", file.toString());
		}

	};

	private static final String SITE_LINE = "#     ";

	private final WebServerLauncher launcher;

	PrintedServer(WebServerLauncher launcher) {
		this.launcher = launcher;
	}

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	void require() {
		if (this.launcher.findProgram().isEmpty()) {
			String missing = "The web server for '" + id() + "' is not installed";
			if (ContinuousIntegration.isActive()) {
				throw new AssertionError(missing);
			}
			Assumptions.abort(missing);
		}
	}

	/**
	 * Start the web server.
	 * @param directory an empty directory
	 * @param address where it is to listen
	 * @param printed what the application has written
	 * @param site what the site has besides
	 * @return the running web server
	 * @throws IOException if it does not start
	 */
	ForegroundProcess start(Path directory, InetSocketAddress address, String printed, String site) throws IOException {
		return this.launcher.start(directory, address, prepare(directory, address, printed, site));
	}

	abstract String prepare(Path directory, InetSocketAddress address, String printed, String site) throws IOException;

	/**
	 * Return the lines that the site has to have, as the head of a configuration says.
	 */
	private static String siteLines(String printed) {
		List<String> lines = printed.lines()
			.dropWhile((line) -> !line.contains("write into"))
			.skip(1)
			.takeWhile((line) -> line.startsWith(SITE_LINE))
			.toList();
		return lines.stream()
			.map((line) -> "    " + line.substring(SITE_LINE.length()) + "\n")
			.collect(Collectors.joining());
	}

	private static String text(InetSocketAddress address) {
		return address.getHostString() + ":" + address.getPort();
	}

}
