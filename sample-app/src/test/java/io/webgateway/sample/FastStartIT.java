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

package io.webgateway.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample as the documentation tells to start it fast: processed ahead of time by the
 * build, extracted, and with an archive of its classes that a training run has made.
 */
class FastStartIT {

	@Test
	void whenProcessedAheadOfTimeThenAllListenersAnswerAlsoLaterOnes(@TempDir Path directory) throws Exception {
		Tool.LIGHTTPD.require();
		Path archive = directory.resolve("app.jsa");
		Path classes = directory.resolve("classes.log");
		Path jar = extract(directory.resolve("extracted"));
		Path socket = directory.resolve("training.sock");
		assertThat(java("-XX:ArchiveClassesAtExit=" + archive, "-Dspring.aot.enabled=true",
				"-Dspring.context.exit=onRefresh", "-jar", jar.toString(),
				"--gateway.listeners.fastcgi.bind=unix:" + socket))
			.contains("Starting AOT-processed SampleApplication")
			.doesNotContain("Gateway listener");
		assertThat(archive).isNotEmptyFile();
		assertThat(socket).doesNotExist();
		Map<String, String> environment = Map.of("SAMPLE_JAR", jar.toString(), "JAVA_TOOL_OPTIONS",
				"-Dspring.aot.enabled=true -XX:SharedArchiveFile=" + archive + " -Xlog:class+load:file=" + classes,
				"GATEWAY_LISTENERS_PARTNER_PROTOCOL", "fastcgi", "GATEWAY_LISTENERS_PARTNER_BIND", "127.0.0.1:0");
		Path temporary = Files.createDirectory(directory.resolve("tmp"));
		try (RunSample sample = RunSample.start(temporary, environment).awaitReady()) {
			assertThat(sample.output()).contains("Starting AOT-processed SampleApplication")
				.contains("Gateway listener 'partner' started");
			assertThat(sample.urls()).containsOnlyKeys("FastCGI", "SCGI", "uwsgi", "HTTP");
			for (Map.Entry<String, URI> url : sample.urls().entrySet()) {
				assertThat(get(url.getValue())).contains("<em class=\"protocol\">" + url.getKey() + "</em>");
			}
		}
		assertThat(classes).content()
			.containsPattern("io\\.webgateway\\.server\\.GatewayListener source: shared objects file \\(top\\)");
	}

	@Test
	void whenProcessedAheadOfTimeThenItWritesConfigurationOfWebServer() throws Exception {
		assertThat(java("-Dspring.aot.enabled=true", "-jar", Path.of("target", "sample-app.jar").toString(),
				"--gateway.print-config=nginx"))
			.startsWith("# The application 'sample' behind nginx")
			.contains("fastcgi_pass 127.0.0.1:9000;")
			.doesNotContain("Starting");
	}

	private static Path extract(Path directory) throws Exception {
		Path jar = Path.of("target", "sample-app.jar").toAbsolutePath();
		java("-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", directory.toString());
		return directory.resolve(jar.getFileName());
	}

	private static String java(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(Arrays.asList(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

	private static String get(URI url) throws IOException, InterruptedException {
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
	}

}
