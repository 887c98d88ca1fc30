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
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.util.FileSystemUtils;

import io.webgateway.it.client.HttpClient;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

/**
 * A host of web sites where each site has a directory with {@code .htaccess} and
 * {@code gateway.cgi}, and beside them, where no web server looks, an application and its
 * private directory.
 */
final class CgiInstallation implements AutoCloseable {

	/** As whom the web server runs scripts if the tests run as root. */
	private static final String NOBODY = "65534";

	private final List<ForegroundProcess> webServers = new ArrayList<>();

	private final List<Site> sites = new ArrayList<>();

	private final Path directory;

	private final ApplicationJars jars;

	CgiInstallation() throws IOException {
		this.directory = Files.createTempDirectory("cgi");
		// The web server may run as another user
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.createDirectory(this.directory.resolve("www"));
		this.jars = new ApplicationJars(this.directory.resolve("lib"));
	}

	/**
	 * Put the files in a directory of the web server.
	 * @param name the name of the directory
	 * @param settings what to write in place of what in {@code gateway.cgi}
	 * @return the site
	 * @throws IOException if the files cannot be written
	 */
	Site createSite(String name, Map<String, String> settings) throws IOException {
		Site site = new Site(name, settings);
		this.sites.add(site);
		return site;
	}

	/**
	 * Start Apache with one of its two modules for CGI.
	 * @param module the name of the module
	 * @return where it accepts connections
	 * @throws IOException if it does not start
	 */
	WebServerProcess startApache(String module) throws IOException {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		String configuration = Documentation.configuration("cgi/apache.conf",
				Map.of("*:80>", "127.0.0.1:" + address.getPort() + ">", "/var/www/html", this.directory + "/www"));
		return start(WebServer.APACHE, module, address,
				configuration.replace("rewrite cgid\n", "rewrite " + module + "\n"));
	}

	/**
	 * Start Apache with a module that runs the program of a site as a FastCGI program, in
	 * another directory.
	 * @param site the site
	 * @param name the name of the other directory
	 * @return the way through that to the application of the site
	 * @throws IOException if it does not start
	 */
	Door startModFcgid(Site site, String name) throws IOException {
		Path root = Files.createDirectory(site.root().resolveSibling(name));
		Files.copy(Documentation.directory().resolve("spawned/.htaccess"), root.resolve(".htaccess"));
		Files.copy(site.script, root.resolve("gateway.fcgi"), StandardCopyOption.COPY_ATTRIBUTES);
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		String configuration = Documentation.configuration("spawned/apache-htaccess.conf",
				Map.of("*:80>", "127.0.0.1:" + address.getPort() + ">", "/var/www/html", this.directory + "/www"));
		Path sockets = own(Files.createDirectory(this.directory.resolve(name + "-sockets")));
		return start(WebServer.APACHE, name, address,
				configuration + "FcgidIPCDir %1$s%nFcgidProcessTableFile %1$s/table%n".formatted(sockets))
			.door("/" + name);
	}

	WebServerProcess startLighttpd(Site site) throws IOException {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		String configuration = Documentation.configuration("cgi/lighttpd.conf", Map.of("/usr/local/lib/app/gateway.cgi",
				site.script.toString(), "/var/log/lighttpd/breakage.log", this.directory + "/lighttpd/error.log"));
		return start(WebServer.LIGHTTPD, "lighttpd", address,
				configuration + (isRoot() ? "server.username = \"nobody\"\n" : ""));
	}

	private WebServerProcess start(WebServer webServer, String name, InetSocketAddress address, String configuration)
			throws IOException {
		Path serverDirectory = Files.createDirectory(this.directory.resolve(name));
		if (webServer == WebServer.LIGHTTPD) {
			// It becomes that user before it opens anything
			own(serverDirectory);
			own(Files.createDirectory(serverDirectory.resolve("uploads")));
		}
		ForegroundProcess process = webServer.launcher().start(serverDirectory, address, configuration);
		this.webServers.add(process);
		return new WebServerProcess(webServer, address, process);
	}

	static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

	/**
	 * Give a file to the user as whom the web server runs scripts.
	 * @param file the file
	 * @return the file
	 * @throws IOException if that is not possible
	 */
	static Path own(Path file) throws IOException {
		if (isRoot()) {
			Files.setOwner(file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
		}
		return file;
	}

	@Override
	public void close() throws IOException {
		this.webServers.forEach(ForegroundProcess::close);
		this.sites.forEach(Site::stopApplication);
		FileSystemUtils.deleteRecursively(this.directory);
	}

	/**
	 * A running web server.
	 *
	 * @param webServer which one
	 * @param address where it accepts connections
	 * @param process its process
	 */
	record WebServerProcess(WebServer webServer, InetSocketAddress address, ForegroundProcess process) {

		Door door(Site site) {
			return door("/" + site.name);
		}

		Door door(String mount) {
			return new Door(new DoorDescription(Protocol.FASTCGI, this.webServer, "cgi/gateway.cgi", null, mount),
					new HttpClient(this.address), this.process::log);
		}

	}

	/**
	 * A directory of the web server with an application of its own.
	 */
	final class Site {

		private final String name;

		private final Path script;

		private final Path applicationDirectory;

		private Site(String name, Map<String, String> settings) throws IOException {
			this.name = name;
			Path root = Files.createDirectory(CgiInstallation.this.directory.resolve("www").resolve(name));
			this.applicationDirectory = own(Files.createDirectory(CgiInstallation.this.directory.resolve(name)));
			this.script = root.resolve("gateway.cgi");
			String text = Documentation.configuration("cgi/gateway.cgi",
					Map.of("'~/app/app.jar'", "'" + jar() + "'", "'~/.gateway'", "'" + privateDirectory() + "'",
							"'/usr/bin/java'", "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'"));
			for (Map.Entry<String, String> setting : settings.entrySet()) {
				String changed = text.replaceFirst("(?m)^    " + setting.getKey() + " +=> .*,$",
						"    " + setting.getKey() + " => " + setting.getValue() + ",");
				if (changed.equals(text)) {
					throw new IllegalArgumentException("There is no setting '" + setting.getKey() + "'");
				}
				text = changed;
			}
			Files.writeString(this.script, text);
			Files.setPosixFilePermissions(this.script, PosixFilePermissions.fromString("rwxr-xr-x"));
			Files.copy(Documentation.directory().resolve("cgi/.htaccess"), root.resolve(".htaccess"));
		}

		Path root() {
			return this.script.getParent();
		}

		Path jar() {
			return this.applicationDirectory.resolve("app.jar");
		}

		Path privateDirectory() {
			return this.applicationDirectory.resolve("private");
		}

		Path makePrivateDirectory() throws IOException {
			Path directory = Files.createDirectory(privateDirectory());
			Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
			return own(directory);
		}

		/**
		 * Put an application in place as a user does who knows how: with another name
		 * first.
		 * @param instance what the application calls itself
		 * @throws IOException if it cannot be written
		 */
		void deploy(String instance) throws IOException {
			Path jar = this.applicationDirectory.resolve("new.jar");
			CgiInstallation.this.jars.write(jar, instance);
			Files.move(jar, jar(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}

		/**
		 * Return the process that answers requests.
		 * @return the process, empty if none was started
		 */
		Optional<ProcessHandle> application() {
			Path current = privateDirectory().resolve("current");
			if (!Files.exists(current)) {
				return Optional.empty();
			}
			try {
				return ProcessHandle.of(Long.parseLong(Files.readString(current).split(" ")[1]));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		/**
		 * Count how often the application was started.
		 * @return the number of starts in its log
		 * @throws IOException if the log cannot be read
		 */
		int starts() throws IOException {
			String log = Files.readString(privateDirectory().resolve("app.log"), StandardCharsets.ISO_8859_1);
			return log.split("Starting ContractApplication", -1).length - 1;
		}

		private void stopApplication() {
			application().filter(this::isOwn).ifPresent((process) -> {
				process.destroyForcibly();
				process.onExit().join();
			});
		}

		private boolean isOwn(ProcessHandle process) {
			return process.info().commandLine().orElse("").contains(jar().toString());
		}

	}

}
