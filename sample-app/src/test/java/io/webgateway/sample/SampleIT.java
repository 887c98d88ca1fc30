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

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample as {@code run-sample} runs it, through lighttpd over each protocol.
 */
class SampleIT {

	private static RunSample sample;

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(10))
		.build();

	@BeforeAll
	static void start(@TempDir Path directory) throws Exception {
		sample = RunSample.start(directory, Map.of("JAVA_TOOL_OPTIONS", "-Dio.netty.leakDetection.level=paranoid"))
			.awaitReady();
	}

	@AfterAll
	static void stop() throws Exception {
		sample.close();
		Files.writeString(Path.of("target", "run-sample.log"), sample.output());
		assertThat(sample.output()).doesNotContain("LEAK");
	}

	@BeforeEach
	void requireLighttpd() {
		Tool.LIGHTTPD.require();
	}

	@ParameterizedTest
	@ValueSource(strings = { "FastCGI", "SCGI", "uwsgi" })
	void whenPageIsAskedForThenItShowsTheWay(String protocol) throws Exception {
		String page = get(url(protocol, ""));
		assertThat(page).contains("<title>" + protocol + " through lighttpd");
		assertThat(text(page)).containsSubsequence("Browser", "HTTP/1.1", "lighttpd", protocol,
				"listener " + protocol.toLowerCase(Locale.ROOT), "URL " + url(protocol, ""), "From the web server",
				"SERVER_SOFTWARE lighttpd/", "From the client", "HTTP_USER_AGENT Java");
	}

	@Test
	void whenApplicationIsAskedDirectlyThenPageShowsThatToo() throws Exception {
		assertThat(text(get(url("HTTP", "")))).contains("You came straight to the HTTP port.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "FastCGI", "SCGI", "uwsgi" })
	void whenPageHasLinksThenTheyLeadSomewhere(String protocol) throws Exception {
		URI home = url(protocol, "");
		String page = get(home);
		for (String name : new String[] { "style.css", "icon.svg", "upload", "live", "greeting", "errors" }) {
			URI link = home.resolve(name);
			assertThat(page).contains("href=\"" + link.getPath() + "\"");
			assertThat(send(HttpRequest.newBuilder(link)).statusCode()).as(link.toString()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SCGI", "uwsgi" })
	void whenMountPointIsAskedForWithoutSlashThenPageIsTheSame(String protocol) throws Exception {
		String withSlash = url(protocol, "").toString();
		assertThat(get(URI.create(withSlash.substring(0, withSlash.length() - 1))))
			.contains("<title>" + protocol + " through lighttpd");
	}

	@ParameterizedTest
	@ValueSource(strings = { "FastCGI", "SCGI", "uwsgi" })
	void whenFileIsUploadedThenItArrivesWhole(String protocol) throws Exception {
		byte[] content = OffsetLines.at(0, 20_000_000);
		HttpResponse<String> response = send(HttpRequest.newBuilder(url(protocol, "upload"))
			.header("Content-Type", "multipart/form-data; boundary=the-boundary")
			.POST(BodyPublishers.ofByteArray(multipart(content))));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("offsets.txt", "20,000,000",
				HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "FastCGI", "SCGI", "uwsgi" })
	void whenFileIsDownloadedThenItArrivesWhole(String protocol) throws Exception {
		int size = 50 * 1024 * 1024;
		HttpResponse<InputStream> response = this.client
			.send(HttpRequest.newBuilder(url(protocol, "download?size=50MB")).build(), BodyHandlers.ofInputStream());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(size);
		int chunk = 1024 * 1024;
		try (InputStream body = response.body()) {
			for (int offset = 0; offset < size; offset += chunk) {
				assertThat(Arrays.equals(body.readNBytes(chunk), OffsetLines.at(offset, chunk)))
					.as("megabyte at " + offset)
					.isTrue();
			}
			assertThat(body.read()).isEqualTo(-1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "FastCGI", "SCGI", "uwsgi" })
	void whenEventsAreSentThenTheyArriveOneByOne(String protocol) throws Exception {
		HttpResponse<InputStream> response = this.client
			.send(HttpRequest.newBuilder(url(protocol, "live/events")).build(), BodyHandlers.ofInputStream());
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
		int events = 5;
		try (BufferedReader body = reader(response.body())) {
			assertThat(nextId(body)).isEqualTo("id:0");
			long start = System.nanoTime();
			for (int id = 1; id < events; id++) {
				assertThat(nextId(body)).isEqualTo("id:" + id);
			}
			Duration time = Duration.ofNanos(System.nanoTime() - start);
			assertThat(time).isGreaterThan(LiveController.PERIOD.multipliedBy(events - 2))
				.isLessThan(LiveController.PERIOD.multipliedBy(LiveController.EVENTS / 2));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "FastCGI", "SCGI", "uwsgi" })
	void whenFormIsSentThenRedirectKeepsMountPoint(String protocol) throws Exception {
		URI form = url(protocol, "greeting");
		HttpResponse<String> response = send(HttpRequest.newBuilder(form)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("name=J%C3%BCrgen+%3Cb%3E")));
		assertThat(response.statusCode()).isEqualTo(303);
		String location = response.headers().firstValue("Location").orElseThrow();
		assertThat(location).isEqualTo(form.getPath() + "?name=J%C3%BCrgen%20%3Cb%3E");
		assertThat(get(form.resolve(location))).contains("Hello, <em>Jürgen &lt;b&gt;</em>!");
	}

	@ParameterizedTest
	@ValueSource(strings = { "FastCGI", "SCGI", "uwsgi" })
	void whenApplicationFailsThenItsOwnPageComes(String protocol) throws Exception {
		HttpResponse<String> response = send(
				HttpRequest.newBuilder(url(protocol, "errors/refusal")).header("Accept", "text/html"));
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).contains("<h1>Forbidden</h1>", "href=\"" + url(protocol, "").getPath() + "\"");
	}

	@Test
	void whenHeadersAreMarkupThenPageShowsThemAsText() throws Exception {
		String attack = "<script>alert(1)</script>";
		HttpResponse<String> response = send(HttpRequest.newBuilder(url("FastCGI", "")).header("User-Agent", attack));
		assertThat(response.body()).doesNotContain("<script").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
	}

	@ParameterizedTest
	@ValueSource(strings = { "FastCGI", "SCGI", "uwsgi" })
	void whenBrowserOpensPageThenItShowsWebServerAndProtocol(String protocol) throws Exception {
		String dom = new Chromium().dom(url(protocol, ""));
		assertThat(text(dom)).contains("You came through lighttpd, which spoke " + protocol + " to Spring.");
	}

	@Test
	void whenBrowserOpensLiveEventsThenItGetsThemAll() throws Exception {
		String dom = new Chromium().dom(url("FastCGI", "live"));
		assertThat(dom).contains("<span id=\"count\">" + LiveController.EVENTS + "</span>");
		assertThat(dom.split("<line class=\"arrived\"", -1)).hasSize(LiveController.EVENTS + 1);
	}

	@Test
	void whenBrowserPaintsPageThenStyleIsApplied() throws Exception {
		Path file = new Chromium().screenshot(url("FastCGI", ""), "home");
		assertThat(Files.size(file)).isPositive();
		BufferedImage image = ImageIO.read(file.toFile());
		int accent = 0xffb53a12;
		long accented = Arrays
			.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
			.filter((pixel) -> pixel == accent)
			.count();
		assertThat(accented).isGreaterThan(1000);
	}

	private URI url(String protocol, String path) {
		URI url = sample.urls().get(protocol);
		assertThat(url).as("URL of " + protocol + " in " + sample.output()).isNotNull();
		return url.resolve(path);
	}

	private String get(URI url) throws Exception {
		HttpResponse<String> response = send(HttpRequest.newBuilder(url));
		assertThat(response.statusCode()).as(url.toString()).isEqualTo(200);
		return response.body();
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.client.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
	}

	private byte[] multipart(byte[] content) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		body.writeBytes("""
				--the-boundary\r
				Content-Disposition: form-data; name="file"; filename="offsets.txt"\r
				Content-Type: text/plain\r
				\r
				""".getBytes(StandardCharsets.US_ASCII));
		body.writeBytes(content);
		body.writeBytes("\r\n--the-boundary--\r\n".getBytes(StandardCharsets.US_ASCII));
		return body.toByteArray();
	}

	private BufferedReader reader(InputStream body) {
		return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
	}

	private String nextId(BufferedReader body) throws IOException {
		String line = body.readLine();
		while (line != null && !line.startsWith("id:")) {
			line = body.readLine();
		}
		return line;
	}

	private String text(String page) {
		return page.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").replaceAll(" ([,.])", "$1");
	}

}
