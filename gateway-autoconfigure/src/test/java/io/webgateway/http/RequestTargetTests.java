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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RequestTarget}.
 */
class RequestTargetTests {

	@ParameterizedTest
	@ValueSource(strings = { "/", "/a/b?c=d", "/f//a/../b/%2e%2e/c%2fd;x=1?y=%zz", "/%00", "/%5C%7C%22", "/%E4",
			"/\u00e4", "//host/a", "/a:b//c", "/?", "/?http://x/y", "/a#b" })
	void whenRequestUriIsPathThenItIsTheTargetAsItCame(String target) throws BadRequestException {
		assertThat(RequestTarget.of(TestVariables.of("REQUEST_URI=" + target))).isEqualTo(target);
	}

	@Test
	void requestUriIsPreferredToWhatWasDecodedOrRewritten() throws BadRequestException {
		assertThat(RequestTarget.of(TestVariables.of("QUERY_STRING=y=%25zz", "SCRIPT_NAME=/f", "PATH_INFO=/c/d;x=1",
				"DOCUMENT_URI=/index", "REQUEST_URI=/f//c%2fd;x=1?y=%7a")))
			.isEqualTo("/f//c%2fd;x=1?y=%7a");
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource({ "Apache, http://other.host:77/f/abs?q=1, /f/abs?q=1", "h2o, HTTPS://other.host/f, /f",
			"uWSGI, http://user@other.host/, /", "without path, http://other.host, /",
			"without path, http://other.host?q=http://a/b, /?q=http://a/b", "fragment, http://other.host#f, /#f",
			"without authority, http:///f, /f", "of another scheme, ftp://other.host/f, /f" })
	void whenRequestUriIsAbsoluteThenAuthorityIsRemoved(String server, String target, String expected)
			throws BadRequestException {
		assertThat(RequestTarget.of(TestVariables.of("REQUEST_URI=" + target))).isEqualTo(expected);
	}

	@Test
	void whenMethodIsOptionsThenTargetMayBeAsterisk() throws BadRequestException {
		assertThat(RequestTarget.of(TestVariables.of("REQUEST_METHOD=OPTIONS", "REQUEST_URI=*"))).isEqualTo("/*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "host:443", "a", "a/b", "a?b=http://c/d", "a#b://c/d", "http:/a", "http:a", "?a",
			"#a", "\\a", " /a" })
	void whenRequestUriIsNeitherPathNorUriThenRequestIsBad(String target) {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> RequestTarget.of(TestVariables.of("REQUEST_METHOD=CONNECT", "REQUEST_URI=" + target)));
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "DOCUMENT_URI=/a, /a", "DOCUMENT_URI=/a SCRIPT_NAME=/b PATH_INFO=/c, /a",
			"REQUEST_URI= DOCUMENT_URI=/a, /a", "DOCUMENT_URI= SCRIPT_NAME=/b PATH_INFO=/c, /b/c", "SCRIPT_NAME=/b, /b",
			"SCRIPT_NAME=/b PATH_INFO=, /b", "SCRIPT_NAME= PATH_INFO=/c, /c", "PATH_INFO=/c, /c",
			"PATH_INFO=/c QUERY_STRING=, /c", "PATH_INFO=/c QUERY_STRING=d=%20?&e, /c?d=%20?&e",
			"PATH_INFO=/a{sp}b, /a%20b", "PATH_INFO=/100%, /100%25", "PATH_INFO=/%41, /%2541", "PATH_INFO=/a?b, /a%3Fb",
			"PATH_INFO=/a#b, /a%23b", "PATH_INFO=/a[b], /a%5Bb%5D", "PATH_INFO=/\u00e4, /%E4",
			"PATH_INFO=/\u00c3\u00a4, /%C3%A4", "PATH_INFO=/a\tb\u0001\u007f, /a%09b%01%7F",
			"PATH_INFO=/a;v=1/b:c@d!$&'()*+~_-., /a;v=1/b:c@d!$&'()*+~_-.", "PATH_INFO=//a/../b, //a/../b" })
	void whenRequestUriIsMissingThenWhatWasDecodedIsEncoded(String variables, String expected)
			throws BadRequestException {
		assertThat(RequestTarget.of(TestVariables.parse(variables))).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "REQUEST_URI=", "SCRIPT_NAME= PATH_INFO=", "PATH_INFO=c", "QUERY_STRING=d" })
	void whenThereIsNoPathThenRequestIsBad(String variables) {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> RequestTarget.of(TestVariables.parse(variables)));
	}

}
