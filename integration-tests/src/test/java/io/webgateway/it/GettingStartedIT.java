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
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.FileSystemUtils;

import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The steps of the page for those who begin lead to what it says.
 */
class GettingStartedIT {

	/** What start.spring.io makes. */
	private static final String APPLICATION = """
			package com.example.demo;

			@org.springframework.boot.autoconfigure.SpringBootApplication
			public class DemoApplication {
			}
			""";

	private static Path directory;

	private static URLClassLoader classLoader;

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() throws Exception {
		directory = PublicDirectory.create("getting-started");
		application = run(compile());
	}

	private static Path compile() throws IOException {
		Path sources = Files.createDirectories(directory.resolve("com/example/demo"));
		Path controller = sources.resolve("HelloController.java");
		Files.copy(Documentation.directory().resolve("getting-started/HelloController.java"), controller);
		Path main = sources.resolve("DemoApplication.java");
		Files.writeString(main, APPLICATION);
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		int result = compiler.run(null, null, null, "-proc:none", "-parameters", "-classpath",
				System.getProperty("java.class.path"), main.toString(), controller.toString());
		assertThat(result).isZero();
		return directory;
	}

	private static ConfigurableApplicationContext run(Path classes) throws Exception {
		Path properties = directory.resolve("application.properties");
		Files.writeString(properties, Documentation.configuration("getting-started/application.properties",
				Map.of("127.0.0.1:9000", "127.0.0.1:0")));
		classLoader = new URLClassLoader(new URL[] { classes.toUri().toURL() },
				GettingStartedIT.class.getClassLoader());
		return new SpringApplicationBuilder(new DefaultResourceLoader(classLoader),
				classLoader.loadClass("com.example.demo.DemoApplication"))
			.initializers((GenericApplicationContext context) -> context.registerBean(ReactorResourceFactory.class,
					EmbeddedApplication::ownResources))
			.run("--spring.config.additional-location=" + properties.toUri());
	}

	@AfterAll
	static void stop() throws IOException {
		application.close();
		classLoader.close();
		FileSystemUtils.deleteRecursively(directory);
	}

	@ParameterizedTest
	@CsvSource({ "LIGHTTPD, lighttpd/fastcgi.conf", "APACHE, apache/fastcgi.conf", "NGINX, nginx/fastcgi-short.conf" })
	void whenWebServerIsAskedThenPageIsThatOfApplication(WebServer webServer, String file) throws Exception {
		assertThat(page()).contains("<!-- file: " + file + " -->");
		int port = application.getEnvironment().getRequiredProperty("local.gateway.fastcgi.port", Integer.class);
		try (DocumentedServer server = DocumentedServer.start(webServer, directory, file,
				DocumentedServer.port(webServer, 9000, port))) {
			Response response = server.exchange(Request.get("/").host("www.example.org"));
			assertThat(response.status()).as("%s", response).isEqualTo(200);
			assertThat(page()).contains("\n    " + response.text());
		}
	}

	@Test
	void whenStarterIsAddedThenItHasTheVersionOfTheProject() throws IOException {
		String pom = Files.readString(Documentation.projectDirectory().resolve("pom.xml"));
		String version = pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
		String dependency = """
				    <groupId>io.webgateway</groupId>
				    <artifactId>gateway-spring-boot-starter</artifactId>
				    <version>%s</version>
				""".formatted(version);
		for (Path page : List.of(Documentation.directory().resolve("getting-started.md"),
				Documentation.projectDirectory().resolve("README.md"))) {
			assertThat(page).content().contains(dependency);
		}
	}

	private static String page() throws IOException {
		return Files.readString(Documentation.directory().resolve("getting-started.md"));
	}

}
