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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts Apache httpd with the modules and settings that are enabled on Debian, and the
 * modules that the configuration's own {@code a2enmod} line names.
 */
public final class ApacheLauncher extends WebServerLauncher {

	private static final Pattern ENABLE_MODULES = Pattern.compile("^#\\s+a2enmod (.+)$", Pattern.MULTILINE);

	private static final List<Path> MODULE_DIRECTORIES = List.of(Path.of("/usr/lib/apache2/modules"),
			Path.of("/usr/lib64/httpd/modules"), Path.of("/usr/lib/httpd/modules"), Path.of("/usr/libexec/apache2"),
			Path.of("/opt/homebrew/lib/httpd/modules"));

	/** Some systems have the first of them built in. */
	private static final List<String> BUILT_IN_OR_MODULES = List.of("log_config", "unixd", "version");

	private static final List<String> MODULES = List.of("mpm_event", "access_compat", "alias", "auth_basic",
			"authn_core", "authn_file", "authz_core", "authz_host", "authz_user", "autoindex", "deflate", "dir", "env",
			"filter", "mime", "negotiation", "reqtimeout", "setenvif", "status");

	/** Apache does not serve as root, but as nobody, whose group has many names. */
	private static final String USER = "User #65534\nGroup #65534\n";

	private static final String CONFIGURATION = """
			ServerRoot "%1$s"
			ServerName localhost
			DefaultRuntimeDir "%1$s"
			PidFile "%1$s/apache.pid"
			ErrorLog "%1$s/error.log"
			LogLevel warn
			Listen %2$s
			Timeout 300
			KeepAlive On
			MaxKeepAliveRequests 100
			KeepAliveTimeout 5
			HostnameLookups Off
			ServerTokens OS
			ServerSignature On
			TraceEnable Off
			TypesConfig "%1$s/mime.types"
			RequestReadTimeout header=20-40,minrate=500
			RequestReadTimeout body=10,minrate=500
			StartServers 1
			MinSpareThreads 25
			MaxSpareThreads 75
			ThreadsPerChild 25
			MaxRequestWorkers 150
			<Directory />
				Options FollowSymLinks
				AllowOverride None
				Require all denied
			</Directory>
			Include "%1$s/app.conf"
			""";

	public ApacheLauncher() {
		super("apache2", "httpd");
	}

	/**
	 * Return whether a module is there that has a package of its own.
	 * @param module the name of the module
	 * @return whether it can be enabled
	 */
	public boolean hasModule(String module) {
		return MODULE_DIRECTORIES.stream().anyMatch((directory) -> Files.exists(file(directory, module)));
	}

	@Override
	List<String> prepare(Path program, Path directory, InetSocketAddress address, String configuration)
			throws IOException {
		Files.writeString(directory.resolve("mime.types"), "text/html html\n");
		Files.writeString(directory.resolve("app.conf"), configuration);
		Path main = directory.resolve("apache.conf");
		Files.writeString(main, loadModules(configuration) + (isRoot() ? USER : "")
				+ CONFIGURATION.formatted(directory, text(address)));
		return List.of(program.toString(), "-DFOREGROUND", "-d", directory.toString(), "-f", main.toString());
	}

	private static String loadModules(String configuration) {
		Path directory = MODULE_DIRECTORIES.stream()
			.filter(Files::isDirectory)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Apache's modules are in none of " + MODULE_DIRECTORIES));
		List<String> modules = new ArrayList<>();
		BUILT_IN_OR_MODULES.stream().filter((module) -> Files.exists(file(directory, module))).forEach(modules::add);
		modules.addAll(MODULES);
		modules.addAll(enabledModules(configuration));
		StringBuilder text = new StringBuilder();
		for (String module : modules) {
			text.append("LoadModule %s_module %s%n".formatted(module, file(directory, module)));
		}
		return text.toString();
	}

	private static List<String> enabledModules(String configuration) {
		Matcher matcher = ENABLE_MODULES.matcher(configuration);
		if (!matcher.find()) {
			throw new IllegalArgumentException("The configuration does not say which modules to enable");
		}
		return List.of(matcher.group(1).trim().split("\\s+"));
	}

	private static Path file(Path directory, String module) {
		return directory.resolve("mod_" + module + ".so");
	}

}
