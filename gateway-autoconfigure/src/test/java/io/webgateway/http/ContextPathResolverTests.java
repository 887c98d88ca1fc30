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

package io.webgateway.http;

import java.net.URI;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.RequestPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContextPathResolver} and {@link ContextPaths}.
 */
class ContextPathResolverTests {

	@Test
	void whenNoneThenVariablesAreIgnored() {
		assertThat(resolve(ContextPathResolver.none(), "GATEWAY_CONTEXT_PATH=/a SCRIPT_NAME=/a PATH_INFO=/b", "/a/b"))
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "GATEWAY_CONTEXT_PATH=/app, /app", "GATEWAY_CONTEXT_PATH=/app/, /app", "GATEWAY_CONTEXT_PATH=/, ''",
			"GATEWAY_CONTEXT_PATH=, ''", "SCRIPT_NAME=/app PATH_INFO=/x, ''", "HTTP_GATEWAY_CONTEXT_PATH=/app, ''",
			"GATEWAY_CONTEXT_PATH=/a GATEWAY_CONTEXT_PATH=/b, /a", "GATEWAY_CONTEXT_PATH=nonsense, nonsense" })
	void gatewayVariableIsCandidate(String variables, String expected) {
		assertThat(resolve(ContextPathResolver.gatewayVariable(), variables, "/app/x")).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "/a{sp}b, /a%20b/c, /a%20b", "/a%20b, /a%20b, /a%20b", "/a%20b/, /a%20b/, /a%20b",
			"/caf\u00c3\u00a9, /caf%C3%A9/c, /caf%C3%A9", "/caf%C3%A9, /caf%c3%a9/c, /caf%c3%a9",
			"/caf%C3%A9, /c%61f%C3%A9/c, /c%61f%C3%A9", "/app, /%61pp/c, /%61pp", "/app, /app%2Fc, /app",
			"/100%, /100%25/c, /100%25", "/100%25, /100%25/c, /100%25", "/a/b, /a%2Fb/c, /a/b",
			"/a%2Fb, /a%2fb/c, /a%2fb", "/a%2Fb, /a/b/c, /a%2Fb", "/a%20b, /a+b/c, /a%20b", "/app, /%61p, /app",
			"/app, /%61ppx, /app", "/a%, /a%, /a%", "/a%2, /a%2/x, /a%2" })
	void gatewayVariableIsComparedDecoded(String value, String rawPath, String expected) {
		assertThat(resolve(ContextPathResolver.gatewayVariable(), "GATEWAY_CONTEXT_PATH=" + value, rawPath))
			.isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource({ "nginx fastcgi_params, SCRIPT_NAME=/app/c{sp}d, /app/c%20d, ''",
			"nginx fastcgi_split_path_info, SCRIPT_NAME=/app PATH_INFO=/c{sp}d, /app/c%20d, /app",
			"nginx fastcgi_split_path_info at its root, SCRIPT_NAME=/app PATH_INFO=, /app, /app",
			"nginx fastcgi_split_path_info with merged slashes, SCRIPT_NAME=/app PATH_INFO=/c, /app//c, ''",
			"nginx uwsgi_params, PATH_INFO=/app/c{sp}d, /app/c%20d, ''",
			"nginx scgi_params, DOCUMENT_URI=/app, /app, ''",
			"Apache ProxyPass fcgi, SCRIPT_NAME=/app/c{sp}d, /app/c%20d, ''",
			"Apache proxy-fcgi-pathinfo, SCRIPT_NAME=/app PATH_INFO=/c%20d, /app/c%20d, /app",
			"Apache proxy-fcgi-pathinfo that does not match, SCRIPT_NAME=/app/c%20d, /app/c%20d, ''",
			"Apache proxy-fcgi-pathinfo=unescape, SCRIPT_NAME=/app PATH_INFO=/c{sp}d, /app/c%20d, /app",
			"Apache SetHandler, SCRIPT_NAME=/app/c PATH_INFO=/d, /app/c/d, /app/c",
			"Apache scgi, SCRIPT_NAME=/app/c, /app/c, ''",
			"Apache proxy-scgi-pathinfo, SCRIPT_NAME=/app PATH_INFO=/c, /app/c, /app",
			"Apache uwsgi, SCRIPT_NAME=/u2 PATH_INFO=/c{sp}d, /u2/c%20d, /u2",
			"Apache uwsgi with two slashes, SCRIPT_NAME=/u2/ PATH_INFO=/, /u2/, /u2",
			"Apache uwsgi with two slashes, SCRIPT_NAME=/u2/ PATH_INFO=/c, /u2/c, /u2",
			"Apache uwsgi with a slash, SCRIPT_NAME=/u2/ PATH_INFO=c, /u2/c, /u2",
			"lighttpd key /app, SCRIPT_NAME=/app PATH_INFO=/c{sp}d, /app/c%20d, /app",
			"lighttpd key /app at its root, SCRIPT_NAME=/app, /app, ''",
			"lighttpd key /app/, SCRIPT_NAME=/app/foo PATH_INFO=/c, /app/foo/c, /app/foo",
			"lighttpd key /, SCRIPT_NAME=/app PATH_INFO=/c, /app/c, /app",
			"lighttpd fix-root-scriptname, SCRIPT_NAME= PATH_INFO=/app/c, /app/c, ''",
			"lighttpd extension, SCRIPT_NAME=/app/c.fcgi, /app/c.fcgi, ''",
			"lighttpd resolves dots, SCRIPT_NAME=/app PATH_INFO=/c, /app/x/../c, ''",
			"HAProxy, SCRIPT_NAME=/app/c{sp}d, /app/c%20d, ''",
			"HAProxy path-info, SCRIPT_NAME=/app PATH_INFO=/c{sp}d, /app/c%20d, /app",
			"Caddy, SCRIPT_NAME= PATH_INFO=/app/c, /app/c, ''",
			"Caddy split, SCRIPT_NAME=/app/x.php PATH_INFO=/c, /app/x.php/c, /app/x.php",
			"h2o, SCRIPT_NAME= PATH_INFO=/app/c, /app/c, ''", "uWSGI http, SCRIPT_NAME= PATH_INFO=/app/c, /app/c, ''",
			"encoded mount, SCRIPT_NAME=/a{sp}b PATH_INFO=/c, /a%20b/c, /a%20b",
			"encoded mount of UTF-8, SCRIPT_NAME=/\u00c3\u00a4 PATH_INFO=/c, /%C3%A4/c, /%C3%A4",
			"percent sign, SCRIPT_NAME=/100% PATH_INFO=/c, /100%25/c, /100%25",
			"encoded slash, SCRIPT_NAME=/a/b PATH_INFO=/c, /a%2Fb/c, /a%2Fb",
			"parameter, SCRIPT_NAME=/app;v=1 PATH_INFO=/c, /app;v=1/c, /app;v=1",
			"root as a slash, SCRIPT_NAME=/ PATH_INFO=/c, /c, ''",
			"longer than the path, SCRIPT_NAME=/app PATH_INFO=/c, /a, ''",
			"of another path, SCRIPT_NAME=/app PATH_INFO=/c, /app/d, ''",
			"of a longer path, SCRIPT_NAME=/app PATH_INFO=/c, /app/c/d, ''" })
	void scriptNameIsCandidateWhereItSplitsThePath(String server, String variables, String rawPath, String expected) {
		assertThat(resolve(ContextPathResolver.scriptName(), variables, rawPath)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "/app, /app", "/app/, /app", "/app/z, /app", "/app/x/y, /app/x", "/app/xy, /app", "/apple, ''",
			"/other, ''", "/, ''", "//app, ''", "/app;v=1/x, ''", "/a%20b/c, /a%20b", "/app//x, /app",
			"/app/x%2Fy, /app", "/%61pp/z, /%61pp", "/app/%78, /app/%78", "/a%20%62/c, /a%20%62" })
	void longestFixedPathIsCandidate(String rawPath, String expected) {
		ContextPathResolver resolver = ContextPathResolver.fixed(List.of("/app", "/app/x", "/a%20b", "/app/x/y/z"));
		assertThat(resolve(resolver, "GATEWAY_CONTEXT_PATH=/forged SCRIPT_NAME=/app", rawPath)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "/app, /app", "/app, /app/", "/app, /app/x", "/app, /app//x", "/app;v=1, /app;v=1/x",
			"/app, /app/;v=1", "/a%20b, /a%20b/c", "/a//b, /a//b/c", "/a/b, /a/b", "/ä, /ä/b" })
	void prefixOfWholeSegmentsIsValid(String contextPath, String rawPath) {
		assertThat(ContextPaths.isPrefix(contextPath, rawPath)).isTrue();
		assertThat(RequestPath.parse(URI.create("http://localhost" + rawPath), contextPath).contextPath().value())
			.isEqualTo(contextPath);
	}

	@ParameterizedTest
	@CsvSource({ "/app, /apple", "/app, /ap", "/app, /", "/app, /x/app", "/app, /app;v=1/x", "/app, /app%2Fx",
			"/app, /App", "app, /app", "app, app", "/app/, /app/x", "/, /x", "//, //x", "'', /x", "/a b, /a%20b/c",
			"/a%20b, /a+b", "/a%2fb, /a%2Fb", "/app, //app", "//app, //app/x", "/app?x, /app", "' ', /x" })
	void anythingElseIsNot(String contextPath, String rawPath) {
		assertThat(ContextPaths.isPrefix(contextPath, rawPath)).isFalse();
	}

	@Test
	void whateverIsValidCanBeParsed() {
		Random random = new Random(20260101);
		String[] parts = { "/", "//", "a", "b", ";", "=", ";v=1", "%20", "%2F", "%2e", ".", "..", ":", ",", "+", "app",
				"%C3%A4", "%E4", "%00" };
		int valid = 0;
		for (int i = 0; i < 100_000; i++) {
			String rawPath = "/" + randomText(random, parts);
			String contextPath = random.nextBoolean() ? rawPath.substring(0, random.nextInt(rawPath.length() + 1))
					: "/" + randomText(random, parts);
			if (ContextPaths.isPrefix(contextPath, rawPath)) {
				valid++;
				RequestPath path = RequestPath.parse(URI.create("http://localhost" + rawPath), contextPath);
				assertThat(path.contextPath().value() + path.pathWithinApplication().value()).isEqualTo(rawPath);
			}
		}
		assertThat(valid).isGreaterThan(1000);
	}

	private static String randomText(Random random, String[] parts) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(8); i > 0; i--) {
			text.append(parts[random.nextInt(parts.length)]);
		}
		return text.toString();
	}

	private static String resolve(ContextPathResolver resolver, String variables, String rawPath) {
		return resolver.resolve(TestVariables.parse(variables), rawPath);
	}

}
