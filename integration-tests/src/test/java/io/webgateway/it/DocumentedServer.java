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
import java.util.Map;

import io.webgateway.it.client.Client;
import io.webgateway.it.client.HttpClient;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

/**
 * A web server that runs with one of the configurations in {@code docs}, with other
 * addresses and paths.
 */
final class DocumentedServer implements AutoCloseable {

	private final InetSocketAddress address;

	private final ForegroundProcess process;

	private DocumentedServer(InetSocketAddress address, ForegroundProcess process) {
		this.address = address;
		this.process = process;
	}

	/**
	 * Start a web server.
	 * @param webServer the web server, which has to be installed
	 * @param directory where to make a directory for its files
	 * @param file the configuration below {@code docs}
	 * @param replacements what to put in the place of what in the configuration
	 * @return the running web server
	 * @throws IOException if it does not start
	 */
	static DocumentedServer start(WebServer webServer, Path directory, String file, Map<String, String> replacements)
			throws IOException {
		webServer.require();
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		String configuration = Documentation.configuration(file, replacements)
			.replace("*:80>", "127.0.0.1:" + address.getPort() + ">")
			.replace("listen 80;", "listen 127.0.0.1:" + address.getPort() + ";")
			.replace("bind :80\n", "bind 127.0.0.1:" + address.getPort() + "\n");
		Path serverDirectory = Files.createTempDirectory(directory, webServer.id());
		PublicDirectory.open(serverDirectory);
		return new DocumentedServer(address, webServer.launcher().start(serverDirectory, address, configuration));
	}

	/**
	 * Return what to put in the place of the application's documented TCP address.
	 * @param webServer the web server
	 * @param port the documented port
	 * @param actualPort the port of the test
	 * @return the replacement
	 */
	static Map<String, String> port(WebServer webServer, int port, int actualPort) {
		String format = (webServer == WebServer.LIGHTTPD) ? "\"port\" => %d" : "127.0.0.1:%d";
		return Map.of(format.formatted(port), format.formatted(actualPort));
	}

	Response exchange(Request request) throws IOException {
		try (Client.Connection connection = new HttpClient(this.address).connect()) {
			return connection.send(request).readFully();
		}
	}

	@Override
	public void close() {
		this.process.close();
	}

}
