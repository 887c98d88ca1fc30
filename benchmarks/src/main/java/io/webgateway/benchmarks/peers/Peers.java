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

package io.webgateway.benchmarks.peers;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.webgateway.benchmarks.Candidate;
import io.webgateway.benchmarks.Comparison;
import io.webgateway.benchmarks.Rounds;
import io.webgateway.benchmarks.ServerProcess;
import io.webgateway.benchmarks.Servers;
import io.webgateway.benchmarks.Settings;
import io.webgateway.benchmarks.Transport;
import io.webgateway.benchmarks.application.JettyFastCgiServer;
import io.webgateway.benchmarks.application.TomcatAjpServer;
import io.webgateway.benchmarks.application.UndertowAjpServer;
import io.webgateway.benchmarks.load.Load;
import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.load.Request;
import io.webgateway.benchmarks.report.Metric;
import io.webgateway.benchmarks.report.Ratios;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Series;
import io.webgateway.benchmarks.webserver.Program;
import io.webgateway.benchmarks.webserver.WebServerProcess;

/**
 * Other servers of gateway protocols, each with as little as possible around the same
 * bytes. Those that are not installed are skipped by name.
 */
public final class Peers implements Comparison {

	private static final int CONNECTIONS = 8;

	private static final Request HELLO = Request.get("/hello", 13);

	@Override
	public String name() {
		return "peers";
	}

	@Override
	public Section run(Settings settings) throws IOException {
		Section section = new Section(name(), "Other servers, direct");
		List<AutoCloseable> servers = new ArrayList<>();
		try {
			ServerProcess application = Servers.webFlux(settings);
			servers.add(application);
			List<Candidate> kept = new ArrayList<>();
			List<Candidate> closed = new ArrayList<>();
			List<String> skipped = new ArrayList<>();
			kept.add(candidate("webgateway with Spring WebFlux, FastCGI",
					load(Protocol.FASTCGI, application.address(Protocol.FASTCGI, Transport.TCP), HELLO),
					application.handle()));
			kept.add(candidate("webgateway with Spring WebFlux, AJP",
					load(Protocol.AJP, application.address(Protocol.AJP, Transport.TCP), HELLO), application.handle()));
			closed.add(candidate("webgateway with Spring WebFlux, uwsgi",
					load(Protocol.UWSGI, application.address(Protocol.UWSGI, Transport.TCP), HELLO),
					application.handle()));
			kept.add(java(settings, servers, "Jetty, FastCGI", JettyFastCgiServer.class, Protocol.FASTCGI));
			kept.add(java(settings, servers, "Tomcat, AJP", TomcatAjpServer.class, Protocol.AJP));
			kept.add(java(settings, servers, "Undertow, AJP", UndertowAjpServer.class, Protocol.AJP));
			phpFpm(settings, servers).ifPresentOrElse(kept::add, () -> skipped.add("php-fpm"));
			uwsgi(settings, servers).ifPresentOrElse(closed::add, () -> skipped.add("uWSGI"));
			section.text(
					"13 bytes over TCP, %d requests at a time. Behind webgateway is a `String` controller of Spring WebFlux, behind the others a handler, a servlet or a script of a few lines."
						.formatted(CONNECTIONS));
			if (!skipped.isEmpty()) {
				section.text("Skipped because they are not installed: " + String.join(", ", skipped) + ".");
			}
			section.text("Connections that are kept:").ratios(ratios(settings, kept));
			if (closed.size() > 1) {
				section.text("A connection for every request:").ratios(ratios(settings, closed));
			}
			return section;
		}
		finally {
			for (AutoCloseable server : servers) {
				close(server);
			}
		}
	}

	private static void close(AutoCloseable server) throws IOException {
		try {
			server.close();
		}
		catch (IOException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IOException(ex);
		}
	}

	private static Ratios ratios(Settings settings, List<Candidate> candidates) throws IOException {
		List<Series> series = Rounds.run(settings, candidates);
		Ratios ratios = new Ratios(Metric.REQUESTS, series.get(0));
		series.subList(1, series.size()).forEach((peer) -> ratios.add(peer, null));
		return ratios;
	}

	private static Load load(Protocol protocol, SocketAddress address, Request request) {
		return Load.of(protocol, address, request).connections(CONNECTIONS);
	}

	private static Candidate candidate(String name, Load load, ProcessHandle server) {
		return Candidate.of(name, load, server);
	}

	private static Candidate java(Settings settings, List<AutoCloseable> servers, String name, Class<?> main,
			Protocol protocol) throws IOException {
		ServerProcess server = ServerProcess.start(settings, List.of(), main, List.of());
		servers.add(server);
		return candidate(name, load(protocol, server.address(protocol, Transport.TCP), HELLO), server.handle());
	}

	/**
	 * A child of php-fpm serves one connection until it ends.
	 */
	private static Optional<Candidate> phpFpm(Settings settings, List<AutoCloseable> servers) throws IOException {
		Optional<Path> program = Program.find("php-fpm", "php-fpm8.4", "php-fpm8.3", "php-fpm8.2");
		if (program.isEmpty()) {
			return Optional.empty();
		}
		WebServerProcess server = WebServerProcess.start(settings, (directory, port) -> {
			Files.writeString(directory.resolve("hello.php"), """
					<?php header("Status: 200 OK"); header("Content-Length: 13"); echo "Hello, world!";
					""");
			Path configuration = directory.resolve("php-fpm.conf");
			Files.writeString(configuration, """
					[global]
					error_log = %s/error.log
					daemonize = no
					[www]
					user = nobody
					listen = 127.0.0.1:%d
					pm = static
					pm.max_children = %d
					""".formatted(directory, port, CONNECTIONS * 2));
			return List.of(program.get().toString(), "-R", "-n", "-y", configuration.toString());
		});
		servers.add(server);
		Request request = Request.get("/hello.php", 13).in(server.directory().toString());
		return Optional
			.of(candidate("php-fpm, FastCGI", load(Protocol.FASTCGI, server.address(), request), server.handle()));
	}

	private static Optional<Candidate> uwsgi(Settings settings, List<AutoCloseable> servers) throws IOException {
		Optional<Path> program = Program.find("uwsgi");
		if (program.isEmpty()) {
			return Optional.empty();
		}
		WebServerProcess server = WebServerProcess.start(settings, (directory, port) -> {
			Path script = directory.resolve("hello.py");
			Files.writeString(script, """
					def application(environment, start_response):
					    start_response('200 OK', [('Content-Type', 'text/plain'), ('Content-Length', '13')])
					    return [b'Hello, world!']
					""");
			return List.of(program.get().toString(), "--plugin", "python3", "--uwsgi-socket", "127.0.0.1:" + port,
					"--wsgi-file", script.toString(), "--master", "--processes", "2", "--disable-logging",
					"--die-on-term");
		});
		servers.add(server);
		return Optional
			.of(candidate("uWSGI with Python", load(Protocol.UWSGI, server.address(), HELLO), server.handle()));
	}

}
