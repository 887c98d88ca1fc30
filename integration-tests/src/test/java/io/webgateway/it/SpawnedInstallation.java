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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.util.FileSystemUtils;

import io.webgateway.it.client.HttpClient;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

/**
 * Applications as the documentation of spawned ones installs them, and what starts them.
 */
final class SpawnedInstallation implements AutoCloseable {

	private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

	private final List<ForegroundProcess> processes = new ArrayList<>();

	private final List<Site> sites = new ArrayList<>();

	private final Path directory;

	private final ApplicationJars jars;

	SpawnedInstallation() throws IOException {
		this.directory = Files.createTempDirectory("spawned");
		// The web server may run as another user
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		this.jars = new ApplicationJars(this.directory.resolve("lib"));
	}

	/**
	 * Install an application.
	 * @param name the name of its directory
	 * @param configuration the name of its configuration
	 * @return the installed application
	 * @throws IOException if its files cannot be written
	 */
	Site install(String name, String configuration) throws IOException {
		Site site = new Site(name, configuration);
		this.sites.add(site);
		return site;
	}

	@Override
	public void close() throws IOException {
		this.processes.forEach(ForegroundProcess::close);
		this.sites.forEach(Site::killApplications);
		FileSystemUtils.deleteRecursively(this.directory);
	}

	/**
	 * An application, its start script, and room for who starts it.
	 */
	final class Site {

		private final Path home;

		private final Path script;

		private final Path server;

		private Site(String name, String configuration) throws IOException {
			this.home = Files.createDirectory(SpawnedInstallation.this.directory.resolve(name));
			this.server = CgiInstallation.own(Files.createDirectory(this.home.resolve("server")));
			CgiInstallation.own(Files.createDirectory(this.server.resolve("uploads")));
			SpawnedInstallation.this.jars.write(jar(), name);
			Files.writeString(this.home.resolve("application.yml"),
					Documentation.configuration("spawned/" + configuration, Map.of()));
			this.script = this.home.resolve("app.fcgi");
			writeScript(JAVA);
		}

		Path jar() {
			return this.home.resolve("app.jar");
		}

		Path server() {
			return this.server;
		}

		/**
		 * Write the start script.
		 * @param java the Java that it is to run
		 * @throws IOException if it cannot be written
		 */
		void writeScript(Path java) throws IOException {
			Files.writeString(this.script, Documentation.configuration("spawned/app.fcgi",
					Map.of("/usr/local/lib/app", this.home.toString(), "/usr/bin/java", java.toString())));
			Files.setPosixFilePermissions(this.script, PosixFilePermissions.fromString("rwxr-xr-x"));
		}

		Running startLighttpd(String file, Map<String, String> changes) throws IOException {
			Map<String, String> replacements = new HashMap<>(changes);
			replacements.put("/run/lighttpd/app.sock", this.server + "/app.sock");
			replacements.put("/usr/local/lib/app/app.fcgi", this.script.toString());
			replacements.put("/var/log/lighttpd/breakage.log", this.server + "/error.log");
			return start(WebServer.LIGHTTPD, Documentation.configuration(file, replacements)
					+ (CgiInstallation.isRoot() ? "server.username = \"nobody\"\n" : ""));
		}

		Running startApache(String file) throws IOException {
			InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
			Path root = Files.createDirectory(this.server.resolve("html"));
			String configuration = Documentation.configuration(file,
					Map.of("*:80>", "127.0.0.1:" + address.getPort() + ">", "/var/www/html", root.toString(),
							"/usr/local/lib/app/app.fcgi", this.script.toString()));
			return start(WebServer.APACHE, address, configuration + apacheDirectories());
		}

		private String apacheDirectories() throws IOException {
			Path sockets = CgiInstallation.own(Files.createDirectory(this.server.resolve("sockets")));
			return "FcgidIPCDir %s%nFcgidProcessTableFile %s/table%n".formatted(sockets, this.server);
		}

		Running startNginx(Path socket) throws IOException {
			InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
			return start(WebServer.NGINX, address,
					Documentation.configuration("nginx/fastcgi-unix.conf", Map.of("/run/app/fastcgi.sock",
							socket.toString(), "listen 80;", "listen 127.0.0.1:" + address.getPort() + ";")));
		}

		private Running start(WebServer webServer, String configuration) throws IOException {
			return start(webServer, new InetSocketAddress("127.0.0.1", FreePort.find()), configuration);
		}

		private Running start(WebServer webServer, InetSocketAddress address, String configuration) throws IOException {
			Path directory = (webServer == WebServer.NGINX) ? Files.createDirectory(this.server.resolve("nginx"))
					: this.server;
			ForegroundProcess process = webServer.launcher().start(directory, address, configuration);
			SpawnedInstallation.this.processes.add(process);
			return new Running(process, door(webServer, address, process));
		}

		/**
		 * Run a command of a service as its unit has it.
		 * @param unit the file of the unit
		 * @param socket where the service listens
		 * @return the running service
		 * @throws IOException if it does not start
		 */
		ForegroundProcess startService(String unit, Path socket) throws IOException {
			String command = Documentation
				.configuration(unit,
						Map.of("/run/app/fastcgi.sock", socket.toString(), "/usr/local/lib/app/app.fcgi",
								this.script.toString()))
				.lines()
				.filter((line) -> line.startsWith("ExecStart="))
				.findFirst()
				.orElseThrow()
				.substring("ExecStart=".length());
			ForegroundProcess process = ForegroundProcess.start(this.server, List.of(),
					Arrays.asList(command.split(" ")));
			SpawnedInstallation.this.processes.add(process);
			return process;
		}

		/**
		 * Start the application as a user does who wants to look at it.
		 * @param address where it is to listen for HTTP
		 * @return the running application
		 * @throws IOException if it does not start
		 */
		Running startByHand(InetSocketAddress address) throws IOException {
			ForegroundProcess process = ForegroundProcess.start(this.home, List.<SocketAddress>of(address),
					List.of(JAVA.toString(), "-jar", "app.jar", "--server.port=" + address.getPort()));
			SpawnedInstallation.this.processes.add(process);
			return new Running(process, new Door(DoorDescription.http(), new HttpClient(address), process::log));
		}

		private Door door(WebServer webServer, InetSocketAddress address, ForegroundProcess process) {
			return new Door(new DoorDescription(Protocol.FASTCGI, webServer, null, null, ""), new HttpClient(address),
					process::log);
		}

		/**
		 * Return the processes of the application.
		 * @return those that have started and not ended
		 */
		List<ProcessHandle> applications() {
			String jar = jar().toString();
			return ProcessHandle.allProcesses()
				.filter((process) -> process.info().command().orElse("").endsWith("/java"))
				.filter((process) -> process.info().commandLine().orElse("").contains(jar))
				.toList();
		}

		private void killApplications() {
			applications().forEach((process) -> {
				process.destroyForcibly();
				process.onExit().join();
			});
		}

	}

	/**
	 * A server that runs.
	 *
	 * @param process the process of the server
	 * @param door the way through it to the application
	 */
	record Running(ForegroundProcess process, Door door) {

	}

}
