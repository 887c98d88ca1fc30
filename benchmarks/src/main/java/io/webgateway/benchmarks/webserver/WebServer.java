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

package io.webgateway.benchmarks.webserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web servers.
 */
public enum WebServer {

	/**
	 * lighttpd, which has one thread unless it is told otherwise.
	 */
	LIGHTTPD("lighttpd", "lighttpd") {

		@Override
		List<String> command(Path program, Path directory, Path main) {
			return List.of(program.toString(), "-D", "-f", main.toString());
		}

	},

	/**
	 * nginx with one worker for each processor.
	 */
	NGINX("nginx", "nginx") {

		@Override
		List<String> command(Path program, Path directory, Path main) {
			return List.of(program.toString(), "-p", directory.toString(), "-e",
					directory.resolve("error.log").toString(), "-c", main.toString());
		}

	},

	/**
	 * Apache httpd with its event MPM.
	 */
	APACHE("Apache", "apache2", "httpd") {

		@Override
		List<String> command(Path program, Path directory, Path main) {
			return List.of(program.toString(), "-DFOREGROUND", "-d", directory.toString(), "-f", main.toString());
		}

	};

	private static final Pattern ENABLE_MODULES = Pattern.compile("^#\\s+a2enmod (.+)$", Pattern.MULTILINE);

	private static final List<Path> MODULE_DIRECTORIES = List.of(Path.of("/usr/lib/apache2/modules"),
			Path.of("/usr/lib64/httpd/modules"));

	private static final List<String> MODULES = List.of("unixd", "mpm_event", "authn_core", "authz_core", "authz_host",
			"env", "setenvif");

	private final String title;

	private final String[] programs;

	WebServer(String title, String... programs) {
		this.title = title;
		this.programs = programs;
	}

	/**
	 * Return the name that directories and files have.
	 * @return the name
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the program.
	 * @return its file, empty if the web server is not installed
	 */
	public Optional<Path> program() {
		return Program.find(this.programs);
	}

	abstract List<String> command(Path program, Path directory, Path main);

	/**
	 * Write the configuration into a directory.
	 * @param directory where the web server has its files
	 * @param port where it is to listen
	 * @param configuration what it is to do
	 * @return the command that runs it
	 * @throws IOException if a file cannot be written
	 */
	List<String> prepare(Path directory, int port, Configuration configuration) throws IOException {
		boolean root = "root".equals(System.getProperty("user.name"));
		String user = switch (this) {
			case LIGHTTPD -> "";
			case NGINX -> "user root;";
			// Which does not serve as root
			case APACHE -> "User #65534\nGroup #65534";
		};
		Files.writeString(directory.resolve("app.conf"), configuration.listeningOn(port));
		Path main = directory.resolve(id() + ".conf");
		Files.writeString(main,
				Configuration.resource(id() + ".conf")
					.replace("{directory}", directory.toString())
					.replace("{port}", String.valueOf(port))
					.replace("{user}", root ? user : "")
					.replace("{modules}", (this == APACHE) ? loadModules(configuration.text()) : ""));
		return command(program().orElseThrow(), directory, main);
	}

	private static String loadModules(String configuration) {
		Path directory = MODULE_DIRECTORIES.stream()
			.filter(Files::isDirectory)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Apache's modules are in none of " + MODULE_DIRECTORIES));
		List<String> modules = new ArrayList<>(MODULES);
		Matcher matcher = ENABLE_MODULES.matcher(configuration);
		while (matcher.find()) {
			modules.addAll(List.of(matcher.group(1).trim().split("\\s+")));
		}
		StringBuilder text = new StringBuilder();
		for (String module : modules) {
			Path file = directory.resolve("mod_" + module + ".so");
			// Some systems have the one or other built in
			if (Files.exists(file)) {
				text.append("LoadModule ").append(module).append("_module ").append(file).append('\n');
			}
		}
		return text.toString();
	}

	@Override
	public String toString() {
		return this.title;
	}

}
