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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;

import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;
import io.webgateway.it.process.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Web servers call trouble what the page about troubleshooting says.
 */
class TroubleshootingIT {

	private static final List<WebServer> COLUMNS = List.of(WebServer.NGINX, WebServer.APACHE, WebServer.LIGHTTPD,
			WebServer.HAPROXY);

	private static Path directory;

	private static EmbeddedApplication application;

	@BeforeAll
	static void start() throws IOException {
		directory = PublicDirectory.create("troubleshooting");
		application = new EmbeddedApplication(directory, "");
	}

	@AfterAll
	static void stop() throws IOException {
		application.close();
		FileSystemUtils.deleteRecursively(directory);
	}

	@ParameterizedTest
	@EnumSource(WebServer.class)
	void whenNobodyListensThenStatusIsThatOfPage(WebServer webServer) throws IOException {
		int expected = Integer.parseInt(cell("nobody listens", webServer));
		assertThat(status(webServer, Protocol.FASTCGI, FreePort.find())).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource(WebServer.class)
	void whenListenerSpeaksAnotherProtocolThenStatusIsThatOfPage(WebServer webServer) throws IOException {
		int expected = Integer.parseInt(cell("the listener speaks another protocol", webServer));
		for (Protocol protocol : webServer.protocols()) {
			Protocol spoken = (protocol == Protocol.FASTCGI) ? Protocol.SCGI : Protocol.FASTCGI;
			int port = ((InetSocketAddress) application.address(spoken)).getPort();
			assertThat(status(webServer, protocol, port)).as(protocol.id()).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "NGINX | fastcgi_param GATEWAY_INTERFACE CGI/1.1; | fastcgi_param HTTPS on;",
			"APACHE | SetEnv ap_trust_cgilike_cl 1 | SetEnv HTTPS on" })
	void whenTlsEndsBeforeWebServerThenItCanSaySo(WebServer webServer, String line, String added) throws IOException {
		assertThat(Documentation.directory().resolve("troubleshooting.md")).content().contains("`" + added + "`");
		String file = webServer.id() + "/fastcgi.conf";
		int port = ((InetSocketAddress) application.address(Protocol.FASTCGI)).getPort();
		Map<String, String> replacements = new HashMap<>(DocumentedServer.port(webServer, 9000, port));
		replacements.put(line, line + "\n" + added);
		try (DocumentedServer server = DocumentedServer.start(webServer, directory, file, replacements)) {
			Response response = server.exchange(Request.get("/inspect").host("www.example.org"));
			assertThat(response.text()).contains("\"https://www.example.org/inspect\"");
		}
	}

	private static int status(WebServer webServer, Protocol protocol, int port) throws IOException {
		String file = webServer.id() + "/" + protocol.id() + webServer.configurationSuffix();
		Map<String, String> replacements = DocumentedServer.port(webServer, DocumentedAddress.port(protocol), port);
		try (DocumentedServer server = DocumentedServer.start(webServer, directory, file, replacements)) {
			return server.exchange(Request.get("/inspect")).status();
		}
	}

	private static String cell(String trouble, WebServer webServer) throws IOException {
		String row = Files.readAllLines(Documentation.directory().resolve("troubleshooting.md"))
			.stream()
			.filter((line) -> line.startsWith("| " + trouble))
			.findFirst()
			.orElseThrow();
		return row.split("\\|")[2 + COLUMNS.indexOf(webServer)].trim();
	}

}
