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
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.webgateway.benchmarks.Applications;
import io.webgateway.benchmarks.Candidate;
import io.webgateway.benchmarks.Comparison;
import io.webgateway.benchmarks.Rounds;
import io.webgateway.benchmarks.ServerProcess;
import io.webgateway.benchmarks.Servers;
import io.webgateway.benchmarks.Settings;
import io.webgateway.benchmarks.Transport;
import io.webgateway.benchmarks.load.Load;
import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.load.Request;
import io.webgateway.benchmarks.report.Goal;
import io.webgateway.benchmarks.report.Metric;
import io.webgateway.benchmarks.report.Ratios;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Series;

/**
 * The same application behind a web server that proxies HTTP, and behind the same web
 * server with configurations of the documentation.
 */
public final class BehindWebServer implements Comparison {

	private static final int CONNECTIONS = 32;

	private static final int QUICK_CONNECTIONS = 4;

	private static final Request HELLO = Request.get("/hello", 13);

	private final WebServer webServer;

	private final List<Way> ways;

	private BehindWebServer(WebServer webServer, Way... ways) {
		this.webServer = webServer;
		this.ways = List.of(ways);
	}

	/**
	 * Compare what there is behind lighttpd, which never keeps a connection.
	 * @return the comparison
	 */
	public static BehindWebServer lighttpd() {
		return new BehindWebServer(WebServer.LIGHTTPD, Way.proxy("mod_proxy", "lighttpd-proxy.conf"),
				Way.documented(Protocol.FASTCGI, Transport.TCP, "fastcgi.conf", null),
				Way.documented(Protocol.SCGI, Transport.TCP, "scgi.conf", null),
				Way.documented(Protocol.UWSGI, Transport.TCP, "uwsgi.conf", Goal.atLeast(1.5)),
				Way.documented(Protocol.FASTCGI, Transport.UNIX, "fastcgi-unix.conf", null),
				Way.documented(Protocol.SCGI, Transport.UNIX, "scgi-unix.conf", null),
				Way.documented(Protocol.UWSGI, Transport.UNIX, "uwsgi-unix.conf", Goal.atLeast(2.1)));
	}

	/**
	 * Compare what there is behind nginx.
	 * @return the comparison
	 */
	public static BehindWebServer nginx() {
		return new BehindWebServer(WebServer.NGINX,
				Way.proxy("proxy_pass with keepalive", "nginx-proxy-keepalive.conf"),
				Way.proxy("proxy_pass as it is by default", "nginx-proxy.conf"),
				Way.documented(Protocol.FASTCGI, Transport.TCP, "fastcgi-keepalive.conf", null),
				Way.documented(Protocol.FASTCGI, Transport.UNIX, "fastcgi-unix-keepalive.conf", Goal.atLeast(1.25)),
				Way.documented(Protocol.FASTCGI, Transport.UNIX, "fastcgi-unix.conf", null),
				Way.documented(Protocol.SCGI, Transport.UNIX, "scgi-unix.conf", null),
				Way.documented(Protocol.UWSGI, Transport.UNIX, "uwsgi-unix.conf", null));
	}

	/**
	 * Compare what there is behind Apache httpd.
	 * @return the comparison
	 */
	public static BehindWebServer apache() {
		return new BehindWebServer(WebServer.APACHE, Way.proxy("mod_proxy_http", "apache-proxy.conf"),
				Way.proxy("mod_proxy_http with disablereuse=on", "apache-proxy-close.conf"),
				Way.documented(Protocol.FASTCGI, Transport.TCP, "fastcgi-reuse.conf", null),
				Way.documented(Protocol.FASTCGI, Transport.UNIX, "fastcgi-unix-reuse.conf", Goal.atLeast(1.4)),
				Way.documented(Protocol.AJP, Transport.TCP, "ajp.conf", null),
				Way.documented(Protocol.AJP, Transport.UNIX, "ajp-unix.conf", Goal.atLeast(1.4)),
				Way.documented(Protocol.FASTCGI, Transport.UNIX, "fastcgi-unix.conf", null),
				Way.documented(Protocol.SCGI, Transport.UNIX, "scgi-unix.conf", null),
				Way.documented(Protocol.UWSGI, Transport.UNIX, "uwsgi-unix.conf", null));
	}

	@Override
	public String name() {
		return "behind-" + this.webServer.id();
	}

	@Override
	public Section run(Settings settings) throws IOException {
		Section section = new Section(name(), "Behind " + this.webServer);
		if (this.webServer.program().isEmpty()) {
			return section.text("Skipped: " + this.webServer + " is not installed.");
		}
		Optional<Wrk> wrk = settings.quick() ? Optional.empty() : Wrk.find(settings);
		List<WebServerProcess> webServers = new ArrayList<>();
		try (Applications applications = new Applications(settings)) {
			try {
				return compare(settings, section, wrk, candidates(settings, applications, webServers, wrk));
			}
			finally {
				for (WebServerProcess webServer : webServers) {
					webServer.close();
				}
			}
		}
	}

	private List<Candidate> candidates(Settings settings, Applications applications, List<WebServerProcess> webServers,
			Optional<Wrk> wrk) throws IOException {
		List<Candidate> candidates = new ArrayList<>();
		for (Way way : this.ways) {
			ServerProcess application = applications.start();
			SocketAddress address = application.address(way.protocol(), way.transport());
			letIn(address);
			WebServerProcess webServer = WebServerProcess.start(settings, this.webServer,
					way.configuration(this.webServer).of(way.protocol(), address));
			webServers.add(webServer);
			ProcessHandle[] servers = { application.handle(), webServer.handle() };
			candidates.add(wrk
				.map((generator) -> generator.candidate(way.name(), webServer.address(), HELLO, CONNECTIONS, servers))
				.orElseGet(() -> Candidate.of(way.name(), Load.of(Protocol.HTTP, webServer.address(), HELLO)
					.connections(settings.quick() ? QUICK_CONNECTIONS : CONNECTIONS), servers)));
		}
		return candidates;
	}

	/**
	 * The web server may run as somebody else.
	 */
	private static void letIn(SocketAddress address) throws IOException {
		if (address instanceof UnixDomainSocketAddress unix) {
			Path socket = unix.getPath();
			Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
			Files.setPosixFilePermissions(socket.toAbsolutePath().getParent(),
					PosixFilePermissions.fromString("rwxr-xr-x"));
		}
	}

	private Section compare(Settings settings, Section section, Optional<Wrk> wrk, List<Candidate> candidates)
			throws IOException {
		List<Series> series = Rounds.run(settings, candidates);
		Ratios ratios = new Ratios(Metric.REQUESTS, series.get(0));
		for (int i = 1; i < series.size(); i++) {
			ratios.add(series.get(i), this.ways.get(i).goal());
		}
		return section.text(
				"One `String` controller of a WebFlux application, 13 bytes, %d connections of %s. CPU time is that of %s and of the application together."
					.formatted(settings.quick() ? QUICK_CONNECTIONS : CONNECTIONS,
							wrk.isPresent() ? "wrk" : "our own load (wrk is not installed, or not asked for)",
							this.webServer))
			.ratios(ratios);
	}

	/**
	 * A way through the web server to the application.
	 *
	 * @param name how it is called in tables
	 * @param protocol the protocol that the application is spoken to
	 * @param transport what it is spoken over
	 * @param file the name of the configuration's file
	 * @param goal what is to be reached, if anything
	 */
	private record Way(String name, Protocol protocol, Transport transport, String file, @Nullable Goal goal) {

		static Way proxy(String name, String file) {
			return new Way(name, Protocol.HTTP, Transport.TCP, file, null);
		}

		static Way documented(Protocol protocol, Transport transport, String file, @Nullable Goal goal) {
			return new Way(Servers.name(protocol, transport) + " (" + file + ")", protocol, transport, file, goal);
		}

		Configuration configuration(WebServer webServer) throws IOException {
			return (this.protocol == Protocol.HTTP) ? Configuration.proxy(this.file)
					: Configuration.documented(webServer.id() + "/" + this.file);
		}

	}

}
