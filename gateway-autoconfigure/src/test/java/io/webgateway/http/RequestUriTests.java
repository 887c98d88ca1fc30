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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RequestUri} and {@link RequestAuthority}.
 */
class RequestUriTests {

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "HTTP_HOST=h, http", "HTTPS=on, https", "HTTPS=ON, https", "HTTPS=1, https", "HTTPS=https, https",
			"HTTPS=, http", "HTTPS=off, http", "HTTPS=0, http", "REQUEST_SCHEME=https, https",
			"REQUEST_SCHEME=HTTPS, https", "REQUEST_SCHEME=http, http", "REQUEST_SCHEME=, http",
			"REQUEST_SCHEME=gopher, http", "HTTPS=on REQUEST_SCHEME=http, https",
			"HTTPS=off REQUEST_SCHEME=https, https", "SSL_PROTOCOL=TLSv1.3, https", "SSL_PROTOCOL=, http",
			"SSL_CIPHER=TLS_AES_256_GCM_SHA384, https", "SSL_PROTOCOL= SSL_CIPHER=, http",
			"SSL_PROTOCOL=TLSv1.3 REQUEST_SCHEME=http, http", "HTTP_HTTPS=on HTTP_X_FORWARDED_PROTO=https, http" })
	void schemeIsThatOfTheConnectionToTheWebServer(String variables, String expected) throws BadRequestException {
		assertThat(RequestUri.of(TestVariables.parse(variables), "/").getScheme()).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource({ "Host, HTTP_HOST=example.org, http://example.org/",
			"Host with port, HTTP_HOST=example.org:8080 SERVER_PORT=80, http://example.org:8080/",
			"default port, HTTP_HOST=example.org:80, http://example.org/",
			"default port, HTTP_HOST=example.org:443 HTTPS=on, https://example.org/",
			"port of the other scheme, HTTP_HOST=example.org:80 HTTPS=on, https://example.org:80/",
			"port with zeros, HTTP_HOST=example.org:0080, http://example.org/",
			"Host in the case of the client, HTTP_HOST=Example.ORG, http://Example.ORG/",
			"Host wins, HTTP_HOST=a SERVER_NAME=b SERVER_PORT=81, http://a/",
			"port of nginx is not added, HTTP_HOST=a SERVER_PORT=8080 SERVER_SOFTWARE=nginx/1.22.1, http://a/",
			"port of Caddy, HTTP_HOST=a:8080 SERVER_NAME=a SERVER_PORT=80, http://a:8080/",
			"IPv6, HTTP_HOST=[::1], http://[::1]/", "IPv6 with port, HTTP_HOST=[::1]:8080, http://[::1]:8080/",
			"underscore, HTTP_HOST=a_b, http://a_b/", "escapes, HTTP_HOST=a%20b, http://a%20b/",
			"user, HTTP_HOST=u@a, http://u%40a/", "path, HTTP_HOST=a/b?c#d, http://a%2Fb%3Fc%23d/",
			"Latin, HTTP_HOST=\u00e4, http://%E4/", "percent, HTTP_HOST=a%zz, http://a%25zz/",
			"two Hosts, HTTP_HOST=a HTTP_HOST=b, http://a/", "no Host, SERVER_NAME=b SERVER_PORT=80, http://b/",
			"empty Host, HTTP_HOST= SERVER_NAME=b SERVER_PORT=81, http://b:81/", "no port, SERVER_NAME=b, http://b/",
			"empty port, SERVER_NAME=b SERVER_PORT=, http://b/",
			"HAProxy on a unix socket, SERVER_NAME=b SERVER_PORT=0, http://b/",
			"HAProxy with port in the name, SERVER_NAME=b:8080 SERVER_PORT=0, http://b:8080/",
			"HAProxy with both ports, SERVER_NAME=b:8080 SERVER_PORT=80, http://b:8080/",
			"HAProxy check, SERVER_PORT=8080, http://localhost:8080/", "nothing, REQUEST_METHOD=GET, http://localhost/",
			"nginx without name, SERVER_NAME= SERVER_PORT=81, http://localhost:81/",
			"nginx default name, SERVER_NAME=_, http://_/",
			"nginx pattern, SERVER_NAME=~^www\\d+$, http://~%5Ewww%5Cd+$/",
			"h2o, SERVER_NAME=default SERVER_PORT=80, http://default/",
			"Apache escapes HTML, SERVER_NAME=&lt;a&gt;, http://&lt;a&gt;/",
			"bare IPv6, SERVER_NAME=::1 SERVER_PORT=81, http://[::1]:81/",
			"IPv6, SERVER_NAME=[::1] SERVER_PORT=81, http://[::1]:81/",
			"port that is none, SERVER_NAME=b SERVER_PORT=http, http://b/",
			"port that is too high, SERVER_NAME=b SERVER_PORT=65536, http://b/",
			"default port of https, SERVER_NAME=b SERVER_PORT=443 HTTPS=on, https://b/" })
	void authorityIsThatOfTheClientOrElseOfTheWebServer(String trap, String variables, String expected)
			throws BadRequestException {
		assertThat(RequestUri.of(TestVariables.parse(variables), "/")).hasToString(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP_HOST=a:", "HTTP_HOST=a:x", "HTTP_HOST=a:-1", "HTTP_HOST=a:+80", "HTTP_HOST=a:65536",
			"HTTP_HOST=a:99999999999999999999", "HTTP_HOST=a:80:80", "HTTP_HOST=::1", "HTTP_HOST=[::1",
			"HTTP_HOST=[zz]", "HTTP_HOST=[::1]x", "HTTP_HOST=[::1]:x", "HTTP_HOST=[", "HTTP_HOST=:", "HTTP_HOST=:80",
			"HTTP_HOST=[::1]/admin", "HTTP_HOST=[::1]?", "HTTP_HOST=[::1]#]", "HTTP_HOST=[::1]/:80", "SERVER_NAME=b:x",
			"SERVER_NAME=[b", "SERVER_NAME=:80", "SERVER_NAME=::1/a" })
	void whenAuthorityIsNotValidThenRequestIsBad(String variables) {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> RequestUri.of(TestVariables.parse(variables), "/"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/%zz", "/%", "/%4", "/a b", "/a|b", "/a\"b", "/a<b>", "/a\\b", "/a^b", "/a`b", "/a{b}",
			"/a[b]", "/\u0001", "/\u007f", "/\u0080", "/\u00a0", "/a?b=%zz", "/a?b=|", "/a?b={}", "/a#b#c" })
	void whenTargetIsNotValidThenRequestIsBadAsOnTheHttpPort(String target) {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> RequestUri.of(TestVariables.of("HTTP_HOST=a"), target));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/f//a/../b/%2e%2e/c%2fd;x=1", "//", "/%00", "/\u00e4", "/a?b=[1]&c=\u00e4", "/?", "/#" })
	void targetIsNotNormalised(String target) throws BadRequestException {
		URI uri = RequestUri.of(TestVariables.of("HTTP_HOST=a"), target);
		assertThat(uri).hasToString("http://a" + target);
		assertThat(uri.getHost()).isEqualTo("a");
	}

}
