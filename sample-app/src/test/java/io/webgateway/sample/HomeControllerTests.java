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

import java.net.URI;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HomeController}.
 */
@SpringBootTest(properties = { "sample.doors[0].name=FastCGI", "sample.doors[0].url=http://localhost:8000/",
		"sample.doors[1].name=SCGI", "sample.doors[1].url=http://localhost:8000/scgi/" })
class HomeControllerTests {

	@Autowired
	private ApplicationContext context;

	@Test
	void whenThroughWebServerThenPageNamesServerProtocolAndListener() {
		WebTestClient client = Door.gateway(this.context, GatewayProtocol.FASTCGI, "", "SERVER_SOFTWARE",
				"lighttpd/1.4.69", "SERVER_PROTOCOL", "HTTP/2.0", "SERVER_NAME", "example.org", "SERVER_PORT", "443");
		String page = get(client, "/");
		assertThat(text(page)).contains("You came through lighttpd, which spoke FastCGI to Spring.")
			.containsSubsequence("Browser", "HTTP/2.0", "lighttpd 1.4.69", "example.org:443", "FastCGI",
					"Spring WebFlux", "listener the-listener");
		assertThat(page).contains("<title>FastCGI through lighttpd · webgateway sample</title>");
	}

	@Test
	void whenWebServerKeepsItsNameThenPageManagesWithout() {
		WebTestClient client = Door.gateway(this.context, GatewayProtocol.SCGI, "", "REQUEST_METHOD", "GET");
		assertThat(text(get(client, "/"))).contains("You came through a web server, which spoke SCGI to Spring.");
	}

	@Test
	void whenThroughHttpPortThenPageSaysSo() {
		String page = text(get(Door.http(this.context), "/"));
		assertThat(page).contains("You came straight to the HTTP port.")
			.contains("None: those come with a gateway protocol")
			.doesNotContain("From the client");
	}

	@Test
	void whenThroughWebServerThenVariablesArePartedByOrigin() {
		WebTestClient client = Door.gateway(this.context, GatewayProtocol.UWSGI, "", "REQUEST_METHOD", "GET",
				"HTTP_HOST", "example.org", "REMOTE_ADDR", "192.0.2.1", "HTTP_COOKIE", "a=1", "HTTP_COOKIE", "b=2",
				"QUERY_STRING", "");
		String page = get(client, "/");
		String server = table(page, "server");
		String clients = table(page, "client");
		assertThat(text(server)).containsSubsequence("From the web server", "REQUEST_METHOD GET",
				"REMOTE_ADDR 192.0.2.1", "QUERY_STRING empty");
		assertThat(text(server)).doesNotContain("HTTP_");
		assertThat(text(clients)).containsSubsequence("From the client", "HTTP_HOST example.org", "HTTP_COOKIE a=1",
				"HTTP_COOKIE b=2");
		assertThat(text(clients)).doesNotContain("REMOTE_ADDR");
	}

	@Test
	void whenValuesAreMarkupThenPageShowsThemAsText() {
		String attack = "<script>alert(1)</script>";
		String breakout = "\"><img src=x onerror=alert(1)>'[[${7*7}]]__${7*7}__";
		WebTestClient client = Door.gateway(this.context, GatewayProtocol.FASTCGI, "", "SERVER_SOFTWARE", attack,
				"SERVER_PROTOCOL", attack, "SERVER_NAME", attack + breakout, "SERVER_PORT", attack, "HTTP_USER_AGENT",
				breakout, "HTTP_" + attack, breakout, attack, attack);
		String page = get(client, "/?q=" + attack);
		assertThat(page).doesNotContain("<script", "<img")
			.contains("&lt;script&gt;alert(1)&lt;/script&gt;")
			.contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;[[${7*7}]]__${7*7}__");
	}

	@Test
	void whenValuesAreBytesThenPageShowsThemReadably() {
		WebTestClient client = Door.gateway(this.context, GatewayProtocol.FASTCGI, "", "PATH_INFO", "/Käse",
				"HTTP_X_CONTROL", "a\u0000b\u001bc\u0085");
		assertThat(text(get(client, "/"))).contains("PATH_INFO /Käse").contains("HTTP_X_CONTROL a\\x00b\\x1bc\\x85");
	}

	@Test
	void whenMountedUnderPrefixThenLinksCarryIt() {
		WebTestClient client = Door.gateway(this.context, GatewayProtocol.SCGI, "/app", "SERVER_SOFTWARE", "nginx");
		String page = get(client, "/app/");
		assertThat(text(page)).contains("Context path /app");
		Pattern.compile("(?:href|src|action)=\"(/[^\"]*)")
			.matcher(page)
			.results()
			.map((match) -> match.group(1))
			.forEach((link) -> assertThat(link).startsWith("/app/"));
		assertThat(page).contains("href=\"/app/style.css\"", "href=\"/app/upload\"", "href=\"/app/live\"",
				"href=\"/app/download?size=100MB\"", "href=\"/app/greeting\"", "href=\"/app/errors\"");
	}

	@Test
	void whenThereAreOtherDoorsThenPageLinksThemAndMarksThisOne() {
		WebTestClient client = Door.gateway(this.context, GatewayProtocol.SCGI, "/scgi");
		String page = get(client, "/scgi/");
		assertThat(page).containsPattern("<a href=\"http://localhost:8000/\"\\s*>FastCGI</a>")
			.containsPattern("<a href=\"http://localhost:8000/scgi/\"\\s+aria-current=\"page\">SCGI</a>");
	}

	@Test
	void whenPageIsAnsweredThenNothingStoresItAndNothingForeignRunsInIt() {
		Door.http(this.context)
			.get()
			.uri("/")
			.exchange()
			.expectHeader()
			.valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
			.expectHeader()
			.valueEquals("Content-Security-Policy", SecurityHeadersFilter.CONTENT_SECURITY_POLICY)
			.expectHeader()
			.valueEquals("X-Content-Type-Options", "nosniff");
	}

	private String get(WebTestClient client, String uri) {
		String body = client.get()
			.uri((builder) -> URI.create(uri.replace("<", "%3C").replace(">", "%3E")))
			.accept(MediaType.TEXT_HTML)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_HTML)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(body).isNotNull();
		return body;
	}

	private String table(String page, String origin) {
		int start = page.indexOf("<table class=\"" + origin + "\"");
		return page.substring(start, page.indexOf("</table>", start));
	}

	private String text(String page) {
		return page.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").replaceAll(" ([,.])", "$1");
	}

}
