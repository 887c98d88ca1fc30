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
import java.net.URI;
import java.util.List;

import tools.jackson.databind.JsonNode;

import io.webgateway.it.client.Client;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages of the application at one of the places where it is mounted, as a browser
 * sees them.
 *
 * @param client asks the web server
 * @param host the host
 * @param contextPath the path of the place
 */
record MountedPages(Client client, String host, String contextPath) {

	MountedPages below(String basePath) {
		return new MountedPages(this.client, this.host, this.contextPath + basePath);
	}

	void areRight() {
		routesAreThoseOfTheApplication();
		redirectsLeadWithinTheMount();
		linksLeadWithinTheMount();
		cookiesAreThoseOfTheMount();
	}

	private void routesAreThoseOfTheApplication() {
		JsonNode inspection = json("/inspect/x%2Fy?z=%20");
		assertThat(inspection.at("/contextPath").asString()).isEqualTo(this.contextPath);
		assertThat(inspection.at("/pathWithinApplication").asString()).isEqualTo("/inspect/x%2Fy");
		assertThat(inspection.at("/uri").asString()).isEqualTo(url("/inspect/x%2Fy?z=%20"));
		assertThat(getOk("/").text()).isEqualTo("Home");
		if (!this.contextPath.isEmpty()) {
			assertThat(getOk("").text()).isEqualTo("Home");
		}
		assertThat(getOk("/segments/a%2Fb/end").text()).isEqualTo("a/b");
	}

	private void redirectsLeadWithinTheMount() {
		String path = this.contextPath + "/greeting";
		assertLocation("/redirect/within", 303, path);
		assertLocation("/mount/redirect", 303, path);
		assertLocation("/mount/see-other/relative", 303, "../../greeting");
		assertLocation("/mount/see-other/path", 303, path);
		assertLocation("/mount/see-other/absolute", 303, url("/greeting"));
		assertLocation("/mount/created", 201, url("/greeting"));
	}

	private void assertLocation(String path, int status, String location) {
		Response response = get(path);
		assertThat(response.status()).as("%s%s -> %s", this, path, response).isEqualTo(status);
		assertThat(response.headers("Location")).as("%s%s", this, path).containsExactly(location);
		follow(path, location);
	}

	private void follow(String path, String link) {
		URI target = URI.create(url(path)).resolve(link);
		assertThat(target.getHost()).isEqualTo(this.host);
		Response response = exchange(Request.get(target.getRawPath()));
		assertThat(response.text()).as("%s -> %s", target, response).isEqualTo("Hello");
	}

	private void linksLeadWithinTheMount() {
		JsonNode links = json("/mount/links");
		assertThat(links.at("/builder").asString()).isEqualTo(url("/greeting"));
		assertThat(links.at("/request").asString()).isEqualTo(url("/greeting"));
		// What is encoded already must not be encoded again
		assertThat(links.at("/builderEncoding").asString()).isEqualTo(url("/greeting").replace("%", "%25"));
		follow("/mount/links", links.at("/builder").asString());
	}

	private void cookiesAreThoseOfTheMount() {
		Response first = getOk("/mount/visits");
		assertThat(first.text()).isEqualTo("1");
		List<String> cookies = first.headers("Set-Cookie");
		assertThat(cookies).hasSize(2).contains("plain=1");
		String session = cookies.stream().filter((cookie) -> cookie.startsWith("SESSION=")).findFirst().orElseThrow();
		assertThat(List.of(session.split("; "))).contains("Path=" + this.contextPath + "/");
		Request again = Request.get(this.contextPath + "/mount/visits")
			.header("Cookie", session.substring(0, session.indexOf(';')));
		assertThat(exchange(again).text()).isEqualTo("2");
	}

	/**
	 * Check that a path is none of the application's, and that it is not asked for it.
	 * @param path the path
	 */
	void haveNot(String path) {
		Response response = get(path);
		assertThat(response.status()).as("%s%s -> %s", this, path, response).isIn(403, 404, 503);
		assertThat(response.text()).as("%s%s", this, path).doesNotContain("requestId");
	}

	/**
	 * Check that a path cannot make the application send the browser away.
	 * @param path the path, of which a controller would make a redirect
	 */
	void doNotLeadAwayFrom(String path) {
		Response response = get(path);
		assertThat(response.status()).as("%s%s -> %s", this, path, response).isIn(403, 404, 503);
		assertThat(response.headers("Location")).as("%s%s", this, path).isEmpty();
	}

	private JsonNode json(String path) {
		return Contract.JSON.readTree(getOk(path).body());
	}

	private Response getOk(String path) {
		Response response = get(path);
		assertThat(response.status()).as("%s%s -> %s", this, path, response).isEqualTo(200);
		return response;
	}

	Response get(String path) {
		return exchange(Request.get(this.contextPath + path));
	}

	private Response exchange(Request request) {
		try (Client.Connection connection = this.client.connect()) {
			// What a browser says has no say in it
			Request forged = request.header("Gateway-Context-Path", "/greeting").header("Script-Name", "/greeting");
			return connection.send(forged.host(this.host)).readFully();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(toString(), ex);
		}
	}

	private String url(String path) {
		return "http://" + this.host + this.contextPath + path;
	}

	@Override
	public String toString() {
		return url("");
	}

}
