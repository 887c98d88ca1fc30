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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

import io.webgateway.codec.MetaVariables;
import io.webgateway.http.HeaderPolicy.AmbiguousHeaders;
import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayExchange;
import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link RequestHeaders}.
 */
class RequestHeadersTests {

	@ParameterizedTest
	@CsvSource({ "HTTP_ACCEPT=a, Accept", "HTTP_USER_AGENT=a, User-Agent", "HTTP_X_REAL_IP=a, X-Real-Ip",
			"HTTP_X_1=a, X-1", "HTTP_X__Y=a, X--Y", "HTTP_x_y=a, x-y", "HTTP__X=a, -X", "HTTP_HTTPS=a, Https",
			"HTTP_A!B=a, A!b" })
	void fieldIsNamedAsClientsWriteIt(String variable, String name) throws BadRequestException {
		assertThat(headers(variable)).map(RequestHeadersTests::field).containsExactly(new Field(name, "a"));
	}

	@Test
	void otherMetaVariablesAreNoFields() throws BadRequestException {
		assertThat(headers("REQUEST_METHOD=GET", "PATH=/bin", "LD_LIBRARY_PATH=/lib", "SERVER_SIGNATURE=", "HTTPS=on",
				"HTTP=1", "http_host=a", "REMOTE_USER=a", "AUTH_TYPE=Basic", "HTTP_=a"))
			.isEmpty();
	}

	@Test
	void whenNginxRepeatsNameThenFieldHasSeveralValuesInTheirOrder() throws BadRequestException {
		assertThat(headers("HTTP_X_DUP=2", "HTTP_OTHER=a", "HTTP_X_DUP=1", "HTTP_X_DUP=2").getAll("X-Dup"))
			.containsExactly("2", "1", "2");
	}

	@Test
	void whenApacheMergesValuesThenTheyStayMerged() throws BadRequestException {
		assertThat(headers("HTTP_X_DUP=1, 2").getAll("X-Dup")).containsExactly("1, 2");
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|',
			value = { "nginx | HTTP_COOKIE=a=1 HTTP_COOKIE=b=2 | a=1; b=2",
					"lighttpd | HTTP_COOKIE=a=1;{sp}b=2 | a=1; b=2", "h2o | HTTP_COOKIE=a=1;b=2 | a=1;b=2",
					"Apache | HTTP_COOKIE=a=1,{sp}b=2 | a=1, b=2" })
	void cookiesAreOneField(String server, String variables, String expected) throws BadRequestException {
		assertThat(headers(HeaderPolicy.DEFAULTS, exchange(TestVariables.parse(variables), GatewayProtocol.FASTCGI))
			.getAll("Cookie")).containsExactly(expected);
	}

	@Test
	void emptyValueIsKept() throws BadRequestException {
		assertThat(headers("HTTP_X_EMPTY=").getAll("X-Empty")).containsExactly("");
	}

	@Test
	void valueIsDecodedAsLatin() throws BadRequestException {
		assertThat(headers("HTTP_X=\u00e4\u00ff").get("X")).isEqualTo("\u00e4\u00ff");
	}

	@Test
	void blanksAroundValueAreNoPartOfIt() throws BadRequestException {
		assertThat(headers("HTTP_X= \ta b\t ", "CONTENT_TYPE= text/plain ", "HTTP_COOKIE= a=1"))
			.map(RequestHeadersTests::field)
			.containsExactlyInAnyOrder(new Field("X", "a b"), new Field("content-type", "text/plain"),
					new Field("Cookie", "a=1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "CONNECTION", "EXPECT", "KEEP_ALIVE", "PROXY", "PROXY_AUTHORIZATION", "PROXY_CONNECTION",
			"TE", "TRAILER", "TRANSFER_ENCODING", "UPGRADE", "CONTENT_TYPE", "CONTENT_LENGTH", "proxy",
			"Content-Length", "transfer-ENCODING" })
	void fieldsBetweenClientAndWebServerAreLeftOut(String name) throws BadRequestException {
		assertThat(headers("HTTP_" + name + "=5")).isEmpty();
	}

	@Test
	void fieldsThatLookAlikeAreKept() throws BadRequestException {
		assertThat(headers("HTTP_ACCEPT=a", "HTTP_PROXY_X=a", "HTTP_TX=a", "HTTP_CONNECTION_X=a",
				"HTTP_X_CONTENT_LENGTH=a", "HTTP_UPGRADE_INSECURE_REQUESTS=1"))
			.hasSize(6);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP_X=a\u0000b", "HTTP_X=a\r\nY:{sp}b", "HTTP_X=a\nb", "HTTP_X=a\rb", "HTTP_X Y=a",
			"HTTP_X=a\n", "HTTP_X=\r\na", "HTTP_X=\u001fa", "HTTP_X=a\u001c", "HTTP_X:=a", "HTTP_\u00c4=a",
			"HTTP_COOKIE=a\n", "CONTENT_TYPE=a\u000b", "HTTP_COOKIE=a\u0000", "CONTENT_TYPE=a\nb" })
	void whenFieldIsNotValidThenRequestIsBad(String variable) {
		assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> headers(variable));
	}

	@Test
	void contentTypeIsThatOfTheMetaVariable() throws BadRequestException {
		assertThat(headers("HTTP_CONTENT_TYPE=text/html", "CONTENT_TYPE=text/plain", "CONTENT_TYPE=text/plain")
			.getAll("Content-Type")).containsExactly("text/plain");
	}

	@Test
	void emptyContentTypeIsNone() throws BadRequestException {
		assertThat(headers("CONTENT_TYPE=")).isEmpty();
	}

	@Test
	void whenCaddyInventedContentTypeThenThereIsNone() throws BadRequestException {
		String invented = "CONTENT_TYPE=application/x-www-form-urlencoded";
		assertThat(headers("SERVER_SOFTWARE=Caddy/v2.6.2", invented)).isEmpty();
		assertThat(headers("SERVER_SOFTWARE=Caddy/v2.6.2", invented,
				"HTTP_CONTENT_TYPE=application/x-www-form-urlencoded"))
			.hasSize(1);
		assertThat(headers("SERVER_SOFTWARE=nginx/1.22.1", invented)).hasSize(1);
		assertThat(headers(invented)).hasSize(1);
		assertThat(headers("SERVER_SOFTWARE=Caddy/v2.6.2", "CONTENT_TYPE=text/plain")).hasSize(1);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource({ "of a body, CONTENT_LENGTH=5, 5", "of an empty body, REQUEST_METHOD=POST CONTENT_LENGTH=0, 0",
			"of an empty body, REQUEST_METHOD=PUT CONTENT_LENGTH=0, 0",
			"of an empty body, REQUEST_METHOD=PATCH CONTENT_LENGTH=0, 0",
			"lighttpd without body, REQUEST_METHOD=GET CONTENT_LENGTH=0,",
			"lighttpd without body, REQUEST_METHOD=DELETE CONTENT_LENGTH=0,",
			"lighttpd without body, REQUEST_METHOD=PROPFIND CONTENT_LENGTH=0,",
			"said by the client, REQUEST_METHOD=GET CONTENT_LENGTH=0 HTTP_CONTENT_LENGTH=0, 0",
			"GET with body, REQUEST_METHOD=GET CONTENT_LENGTH=5, 5", "nginx without body, CONTENT_LENGTH=,",
			"Apache without body, REQUEST_METHOD=POST,", "Caddy with chunks, CONTENT_LENGTH=-1,",
			"nginx with the client's, CONTENT_LENGTH=5 HTTP_CONTENT_LENGTH=5, 5",
			"nginx of chunks, CONTENT_LENGTH=5 HTTP_TRANSFER_ENCODING=chunked, 5",
			"unknown but for the client, CONTENT_LENGTH= HTTP_CONTENT_LENGTH=5,",
			"repeated, CONTENT_LENGTH=5 CONTENT_LENGTH=5, 5" })
	void contentLengthIsThatOfTheMetaVariable(String trap, String variables, String expected)
			throws BadRequestException {
		HttpHeaders headers = headers(HeaderPolicy.DEFAULTS,
				exchange(TestVariables.parse(variables), GatewayProtocol.FASTCGI));
		assertThat(headers.getAll("Content-Length")).isEqualTo((expected != null) ? List.of(expected) : List.of());
	}

	@Test
	void whenNginxSendsScgiWithoutBufferingThenContentLengthIsThatOfTheClient() throws BadRequestException {
		String[] variables = { "CONTENT_LENGTH=9133", "HTTP_CONTENT_LENGTH=200000" };
		assertThat(headers(HeaderPolicy.DEFAULTS, exchange(TestVariables.of(variables), GatewayProtocol.SCGI))
			.getAll("Content-Length")).containsExactly("200000");
	}

	@Test
	void whenOtherWebServerSpeaksScgiThenContentLengthOfTheClientIsNotBelieved() {
		GatewayExchange exchange = exchange(
				TestVariables.of("CONTENT_LENGTH=0", "HTTP_CONTENT_LENGTH=5", "SERVER_SOFTWARE=lighttpd/1.4.69"),
				GatewayProtocol.SCGI);
		assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> headers(HeaderPolicy.DEFAULTS, exchange));
	}

	@ParameterizedTest
	@CsvSource({ "FASTCGI, 5, 6", "FASTCGI, 6, 5", "UWSGI, 5, 6", "UWSGI, 6, 5", "SCGI, 6, 5", "FASTCGI, 0, 5",
			"FASTCGI, 5, x", "FASTCGI, 5, +5", "FASTCGI, 0, -0", "SCGI, 5, +6", "UWSGI, 5, ''" })
	void whenContentLengthsDisagreeThenRequestIsBad(GatewayProtocol protocol, String length, String clientLength) {
		GatewayExchange exchange = exchange(
				TestVariables.of("CONTENT_LENGTH=" + length, "HTTP_CONTENT_LENGTH=" + clientLength), protocol);
		assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> headers(HeaderPolicy.DEFAULTS, exchange));
	}

	@Test
	void whenClientAnnouncesSeveralLengthsThenRequestIsBadAndCounted() {
		BadRequestException ex = failure(HeaderPolicy.DEFAULTS, "CONTENT_LENGTH=5", "HTTP_CONTENT_LENGTH=5",
				"HTTP_CONTENT_LENGTH=6");
		assertThat(ex.getDistrust()).isEqualTo(Distrust.CONTENT_LENGTH);
	}

	@Test
	void whenContentLengthsDisagreeThenItIsCounted() {
		assertThat(failure(HeaderPolicy.DEFAULTS, "CONTENT_LENGTH=5", "HTTP_CONTENT_LENGTH=6").getDistrust())
			.isEqualTo(Distrust.CONTENT_LENGTH);
	}

	@Test
	void whenContentTypesDifferThenRequestIsBad() {
		assertThat(failure(HeaderPolicy.DEFAULTS, "CONTENT_TYPE=text/plain", "CONTENT_TYPE=text/css").getDistrust())
			.isEqualTo(Distrust.REPEATED_HEADER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ACCESS_CONTROL_REQUEST_METHOD", "AUTHORIZATION", "CONTENT_RANGE", "DATE", "FROM", "HOST",
			"IF_MODIFIED_SINCE", "IF_RANGE", "IF_UNMODIFIED_SINCE", "LAST_EVENT_ID", "MAX_FORWARDS", "ORIGIN", "RANGE",
			"REFERER", "SEC_FETCH_DEST", "SEC_FETCH_MODE", "SEC_FETCH_SITE", "SEC_FETCH_USER",
			"UPGRADE_INSECURE_REQUESTS", "USER_AGENT" })
	void whenFieldThatIsNoListHasSeveralValuesThenRequestIsBad(String name) throws BadRequestException {
		String variable = "HTTP_" + name;
		assertThat(failure(HeaderPolicy.DEFAULTS, variable + "=a", "HTTP_X=x", variable + "=b").getDistrust())
			.isEqualTo(Distrust.REPEATED_HEADER);
		assertThat(headers(variable + "=a", variable + "=a ")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ACCEPT", "ACCEPT_CHARSET", "ACCEPT_ENCODING", "ACCEPT_LANGUAGE",
			"ACCESS_CONTROL_REQUEST_HEADERS", "CACHE_CONTROL", "IF_MATCH", "IF_NONE_MATCH", "PRAGMA", "VIA" })
	void whenFieldThatIsListHasSeveralValuesThenAllAreKept(String name) throws BadRequestException {
		HeaderPolicy refuse = new HeaderPolicy(false, AmbiguousHeaders.REFUSE);
		for (HeaderPolicy policy : List.of(HeaderPolicy.DEFAULTS, refuse)) {
			HttpHeaders headers = headers(policy,
					exchange(TestVariables.of("HTTP_" + name + "=b", "HTTP_" + name + "=a"), GatewayProtocol.SCGI));
			assertThat(headers.getAll(name.replace('_', '-'))).containsExactly("b", "a");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "X_DUP", "X_REQUESTED_WITH", "X_REAL_IP" })
	void whenAmbiguousFieldsAreRefusedThenOnlyTheSameValueMayBeRepeated(String name) throws BadRequestException {
		HeaderPolicy refuse = new HeaderPolicy(false, AmbiguousHeaders.REFUSE);
		String variable = "HTTP_" + name;
		assertThat(failure(refuse, variable + "=a", variable + "=b").getDistrust()).isEqualTo(Distrust.REPEATED_HEADER);
		GatewayExchange exchange = exchange(TestVariables.of(variable + "=a", variable + "=a"), GatewayProtocol.SCGI);
		assertThat(headers(refuse, exchange)).hasSize(1);
		assertThat(headers(variable + "=a", variable + "=b")).hasSize(2);
	}

	@Test
	void whenAmbiguousFieldsAreRefusedThenCookiesAreJoined() throws BadRequestException {
		HeaderPolicy refuse = new HeaderPolicy(false, AmbiguousHeaders.REFUSE);
		GatewayExchange exchange = exchange(TestVariables.of("HTTP_COOKIE=a=1", "HTTP_COOKIE=b=2"),
				GatewayProtocol.SCGI);
		assertThat(headers(refuse, exchange).getAll("Cookie")).containsExactly("a=1; b=2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP_host", "HTTP_Host", "HTTP_x-forwarded-for", "HTTP_X-FORWARDED-FOR", "HTTP_Cookie",
			"HTTP_ACCEPT-ENCODING" })
	void whenUsualFieldIsNotNamedAsWebServersDoThenRequestIsBad(String variable) {
		assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> headers(variable + "=a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "FORWARDED", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_FORWARDED_PORT",
			"X_FORWARDED_PREFIX", "X_FORWARDED_PROTO", "X_FORWARDED_SSL", "X_FORWARDED_USER", "X_FORWARDED_SERVER",
			"X_Forwarded_Client_Cert" })
	void forwardedFieldsAreLeftOutAndCountedUnlessTheyAreTrusted(String name) throws BadRequestException {
		GatewayExchange exchange = exchange(TestVariables.of("HTTP_" + name + "=a", "HTTP_" + name + "=b"),
				GatewayProtocol.SCGI);
		assertThat(headers(HeaderPolicy.DEFAULTS, exchange)).isEmpty();
		then(exchange).should(times(2)).distrust(Distrust.FORWARDED_HEADER);
		HeaderPolicy trust = new HeaderPolicy(true, AmbiguousHeaders.KEEP);
		GatewayExchange once = exchange(TestVariables.of("HTTP_" + name + "=a"), GatewayProtocol.SCGI);
		assertThat(headers(trust, once).getAll(name.replace('_', '-'))).containsExactly("a");
		then(once).should(never()).distrust(any());
	}

	@ParameterizedTest
	@CsvSource({ "FORWARDED, true", "X_FORWARDED_FOR, true", "X_FORWARDED_HOST, false", "X_FORWARDED_PORT, false",
			"X_FORWARDED_PREFIX, false", "X_FORWARDED_PROTO, false", "X_FORWARDED_SSL, false" })
	void whenTrustedFieldIsRepeatedThenItMustBeList(String name, boolean list) throws BadRequestException {
		HeaderPolicy trust = new HeaderPolicy(true, AmbiguousHeaders.KEEP);
		String[] variables = { "HTTP_" + name + "=a", "HTTP_" + name + "=b" };
		if (list) {
			assertThat(headers(trust, exchange(TestVariables.of(variables), GatewayProtocol.SCGI))).hasSize(2);
		}
		else {
			assertThat(failure(trust, variables).getDistrust()).isEqualTo(Distrust.REPEATED_HEADER);
		}
	}

	/**
	 * What Spring believes must be known here.
	 */
	@Test
	void allFieldsThatSpringBelievesAreForwardedFields() throws ReflectiveOperationException {
		java.lang.reflect.Field names = ForwardedHeaderTransformer.class.getDeclaredField("FORWARDED_HEADER_NAMES");
		names.setAccessible(true);
		assertThat((Set<?>) names.get(null)).isNotEmpty().allSatisfy((name) -> {
			FieldName field = FieldName.of(TestVariables.of("HTTP_" + variable(name) + "=a"), 0);
			assertThat(field).isNotNull();
			assertThat(field.isForwarded()).isTrue();
		});
	}

	private static String variable(Object name) {
		return name.toString().toUpperCase(Locale.ROOT).replace('-', '_');
	}

	@Test
	void proxyFieldIsCounted() throws BadRequestException {
		GatewayExchange exchange = exchange(TestVariables.of("HTTP_PROXY=http://evil.example", "HTTP_TE=x"),
				GatewayProtocol.SCGI);
		assertThat(headers(HeaderPolicy.DEFAULTS, exchange)).isEmpty();
		then(exchange).should().distrust(Distrust.PROXY_HEADER);
	}

	private static Field field(Map.Entry<String, String> entry) {
		return new Field(entry.getKey(), entry.getValue());
	}

	private static HttpHeaders headers(String... variables) throws BadRequestException {
		return headers(HeaderPolicy.DEFAULTS, exchange(TestVariables.of(variables), GatewayProtocol.FASTCGI));
	}

	private static HttpHeaders headers(HeaderPolicy policy, GatewayExchange exchange) throws BadRequestException {
		return RequestHeaders.of(exchange, policy);
	}

	private static BadRequestException failure(HeaderPolicy policy, String... variables) {
		GatewayExchange exchange = exchange(TestVariables.of(variables), GatewayProtocol.FASTCGI);
		return assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> headers(policy, exchange))
			.actual();
	}

	private static GatewayExchange exchange(MetaVariables variables, GatewayProtocol protocol) {
		GatewayExchange exchange = mock(GatewayExchange.class);
		given(exchange.getVariables()).willReturn(variables);
		given(exchange.getProtocol()).willReturn(protocol);
		return exchange;
	}

}
