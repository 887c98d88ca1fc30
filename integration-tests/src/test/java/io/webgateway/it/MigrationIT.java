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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.client.AjpClient;
import io.webgateway.it.client.Client;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application takes its place beside others with the files of the page about
 * migration.
 */
class MigrationIT {

	private static final int MAX_PACKET_SIZE = 65536;

	private static final Set<String> tested = new HashSet<>();

	private static Path directory;

	private static EmbeddedApplication application;

	@BeforeAll
	static void start() throws IOException {
		directory = PublicDirectory.create("migration");
		application = new EmbeddedApplication(directory, "");
	}

	@AfterAll
	static void stop() throws IOException {
		application.close();
		FileSystemUtils.deleteRecursively(directory);
		try (Stream<Path> files = Files.list(Documentation.directory().resolve("migration"))) {
			assertThat(tested)
				.isEqualTo(files.map((file) -> "migration/" + file.getFileName()).collect(Collectors.toSet()));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "NGINX", "APACHE", "LIGHTTPD" })
	void whenBlogIsInPhpThenAllElseIsOfApplication(WebServer webServer) throws IOException {
		String file = "migration/" + webServer.id() + "-php.conf";
		tested.add(file);
		webServer.require();
		PhpFpm.require();
		Path site = PublicDirectory.create("site");
		Path blog = Files.createDirectory(site.resolve("blog"));
		PublicDirectory.open(blog);
		Files.writeString(blog.resolve("index.php"), "<?php echo 'PHP at ', $_SERVER['REQUEST_URI'];");
		Map<String, String> replacements = new HashMap<>(
				DocumentedServer.port(webServer, 9000, port(Protocol.FASTCGI)));
		replacements.put("/run/php/php-fpm.sock", site.resolve("php.sock").toString());
		replacements.put("/var/www", site.toString());
		try (PhpFpm php = PhpFpm.start(site);
				DocumentedServer server = DocumentedServer.start(webServer, directory, file, replacements)) {
			for (String path : List.of("/blog/", "/blog/index.php?p=1")) {
				Response response = server.exchange(Request.get(path));
				assertThat(response.text()).as("%s, %s", response, php.log()).isEqualTo("PHP at " + path);
			}
			for (String path : List.of("/inspect/blog/", "/inspect/index.php?p=1", "/inspect/a%2Fb")) {
				JsonNode inspection = json(server.exchange(Request.get(path)));
				assertThat(inspection.at("/uri").asString()).endsWith(path);
				assertThat(inspection.at("/contextPath").asString()).isEmpty();
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(site);
		}
	}

	@Test
	void whenDjangoHasTheSiteThenReportsAreOfApplication() throws IOException {
		String file = "migration/nginx-django.conf";
		tested.add(file);
		Map<String, String> replacements = new HashMap<>(
				DocumentedServer.port(WebServer.NGINX, 9000, port(Protocol.FASTCGI)));
		replacements.putAll(DocumentedServer.port(WebServer.NGINX, 3031, port(Protocol.UWSGI)));
		try (DocumentedServer server = DocumentedServer.start(WebServer.NGINX, directory, file, replacements)) {
			Map.of("", "UWSGI", "/reports", "FASTCGI").forEach((mount, protocol) -> {
				Request request = Request.get("/gateway/request").below(mount);
				assertThat(json(request, server).at("/protocol").asString()).isEqualTo(protocol);
				assertThat(json(Request.get("/inspect").below(mount), server).at("/contextPath").asString())
					.isEqualTo(mount);
			});
		}
	}

	@Test
	void whenTomcatsConnectorIsReplacedThenItsWebServerIsAnswered() throws IOException {
		String file = "migration/tomcat.yml";
		tested.add(file);
		Path configuration = directory.resolve("tomcat.yml");
		Files.writeString(configuration, Documentation.configuration(file, Map.of("127.0.0.1:8009", "127.0.0.1:0")));
		Path other = Files.createDirectory(directory.resolve("tomcat"));
		try (Application tomcat = EmbeddedApplication
			.withArguments("--spring.config.location=optional:classpath:/," + configuration.toUri())
			.start(other, "-none")) {
			Client client = new AjpClient(tomcat.address(Protocol.AJP), Application.SECRET, MAX_PACKET_SIZE);
			try (Client.Connection connection = client.connect()) {
				JsonNode inspection = json(connection
					.send(Request.get("/app/inspect").host("www.example.org").header("X-Large", "x".repeat(30_000)))
					.readFully());
				assertThat(inspection.at("/contextPath").asString()).isEqualTo("/app");
				assertThat(inspection.at("/uri").asString()).isEqualTo("http://www.example.org/app/inspect");
			}
			try (Client.Connection stranger = new AjpClient(tomcat.address(Protocol.AJP), null, MAX_PACKET_SIZE)
				.connect()) {
				assertThat(stranger.send(Request.get("/app/inspect")).readFully().status()).isEqualTo(403);
			}
		}
	}

	private static int port(Protocol protocol) {
		return ((InetSocketAddress) application.address(protocol)).getPort();
	}

	private static JsonNode json(Request request, DocumentedServer server) {
		try {
			return json(server.exchange(request));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JsonNode json(Response response) {
		assertThat(response.status()).as("%s", response).isEqualTo(200);
		return Contract.JSON.readTree(response.body());
	}

}
