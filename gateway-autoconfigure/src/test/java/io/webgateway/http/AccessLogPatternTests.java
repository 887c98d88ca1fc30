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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.TimeZone;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ObservedRequest;
import io.webgateway.server.Outcome;
import io.webgateway.server.ResponseHead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AccessLogPattern}.
 */
class AccessLogPatternTests {

	private static final Instant END = Instant.parse("2026-02-03T04:05:08.25Z");

	private static final MetaVariables VARIABLES = TestVariables.of("REQUEST_METHOD=GET",
			"REQUEST_URI=/greet/%C3%A4?name=a%20b", "SERVER_PROTOCOL=HTTP/1.1", "SERVER_NAME=shop.example",
			"SERVER_PORT=8443", "SERVER_ADDR=192.0.2.1", "HTTP_REFERER=https://shop.example/\"x\"",
			"HTTP_USER_AGENT=curl/8.0", "CONTENT_TYPE=text/plain", "UNIQUE_ID=42");

	private final TimeZone timeZone = TimeZone.getDefault();

	@BeforeEach
	void setUp() {
		TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
	}

	@AfterEach
	void restoreTimeZone() {
		TimeZone.setDefault(this.timeZone);
	}

	@Test
	void commonAndCombinedAreThoseOfApache() {
		assertThat(format("common")).isEqualTo("198.51.100.7 - j\\xc3\\xbcrgen [03/Feb/2026:09:35:05 +0530] "
				+ "\"GET /greet/%C3%A4?name=a%20b HTTP/1.1\" 200 1234");
		assertThat(format("combined")).isEqualTo(format("common") + " \"https://shop.example/\\\"x\\\"\" \"curl/8.0\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			%a                     | 198.51.100.7
			%A                     | 192.0.2.1
			%b                     | 1234
			%B                     | 1234
			%D                     | 2250500
			%{UNIQUE_ID}e          | 42
			%{MISSING}e            | -
			%{listener}g           | shop
			%{protocol}g           | uwsgi
			%{outcome}g            | completed
			%{head}g               | 7
			%{queue}g              | 9
			%H                     | HTTP/1.1
			%{user-agent}i         | curl/8.0
			%{Content-Type}i       | text/plain
			%{Accept}i             | -
			%I                     | 99
			%l                     | -
			%m                     | GET
			%{Cache-Control}o      | no-store, private
			%{X-None}o             | -
			%p                     | 8443
			%q                     | ?name=a%20b
			%>s                    | 200
			%<s                    | 200
			%{sec}t                | 1770091505
			%{msec}t               | 1770091505999
			%{usec}t               | 1770091505999500
			%T                     | 2
			%{s}T/%{ms}T/%{us}T    | 2/2250/2250500
			%U                     | /greet/%C3%A4
			%v:%p                  | shop.example:8443
			%V                     | shop.example
			%X                     | -
			100%%                  | 100%
			""")
	void everyItemIsKnown(String pattern, String expected) {
		assertThat(format(pattern)).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource(Outcome.class)
	void whenResponseIsNotCompleteThenConnectionStatusIsX(Outcome outcome) {
		boolean complete = outcome != Outcome.ABORTED && outcome != Outcome.BROKEN_OFF;
		assertThat(format("%X %{outcome}g", new Observed(VARIABLES, head(200), 0), outcome))
			.isEqualTo((complete ? "- " : "X ") + outcome.getLabel());
	}

	@Test
	void whenNothingIsKnownThenThereAreDashes() {
		Observed request = new Observed(MetaVariables.empty(), null, -1);
		assertThat(format("common", request, null)).startsWith("- - - [").endsWith("] \"-\" - -");
		assertThat(format("%m|%U|%q|%v|%{queue}g|%{outcome}g", request, null)).isEqualTo("-|-||-|-|refused");
	}

	@Test
	void whatPeersSendCannotForgeFieldsOrLines() {
		MetaVariables variables = TestVariables.of("REQUEST_METHOD=G\"T",
				"REQUEST_URI=/\n\r\t\b\u000b\\\u0000\u001b[2J", "SERVER_PROTOCOL=\u00e9\u007f",
				"HTTP_USER_AGENT=\u0085\u00a0");
		assertThat(format("%r %{User-Agent}i", new Observed(variables, head(200), 0), Outcome.COMPLETED))
			.isEqualTo("G\\\"T /\\n\\r\\t\\b\\v\\\\\\x00\\x1b[2J \\xe9\\x7f \\x85\\xa0");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			%Z                | '%Z' is not known
			%{X}Z             | '%{X}Z' is not known
			%{X}s             | '%{X}s' is not known
			%i                | '%i' is not known
			%O                | '%O' is not known
			%f                | '%f' is not known
			%400s             | '%4' is not known
			%!200s            | '%!' is not known
			%{%d}t            | '%{%d}t' is not known
			%{min}T           | '%{min}T' is not known
			%{nothing}g       | '%{nothing}g' is not known
			%{User-Agent      | '%{' is not followed by a name and '}'
			%{}i              | '%{' is not followed by a name and '}'
			%h %              | '%' at its end has no letter
			%{a}              | '%{a}' at its end has no letter
			""")
	void whenPatternHasSomethingUnknownThenItIsRefused(String pattern, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> AccessLogPattern.of(pattern)).withMessage(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%a", "%A", "%b", "%B", "%D", "%h", "%H", "%I", "%l", "%m", "%p", "%q", "%r", "%s", "%t",
			"%T", "%u", "%U", "%v", "%V", "%X", "%%" })
	void whatIsKnownIsSaid(String item) {
		assertThat(AccessLogPattern.KNOWN.split(" ")).contains(item);
	}

	private static String format(String pattern) {
		return format(pattern, new Observed(VARIABLES, head(200), 9000), Outcome.COMPLETED);
	}

	private static String format(String pattern, ObservedRequest request, @Nullable Outcome outcome) {
		boolean known = request.getVariables().size() > 0;
		AccessLogEntry entry = new AccessLogEntry(request, outcome,
				known ? new InetSocketAddress("198.51.100.7", 5000) : null, known ? "j\u00fcrgen" : null, END,
				2_250_500_000L);
		return AccessLogPattern.of(pattern).format(entry);
	}

	private static ResponseHead head(int status) {
		HttpHeaders headers = new DefaultHttpHeaders();
		headers.add("Cache-Control", "no-store").add("cache-control", "private");
		return new ResponseHead(HttpResponseStatus.valueOf(status), headers, true);
	}

	private record Observed(MetaVariables variables, @Nullable ResponseHead head,
			long queueTime) implements ObservedRequest {

		@Override
		public String getListener() {
			return "shop";
		}

		@Override
		public GatewayProtocol getProtocol() {
			return GatewayProtocol.UWSGI;
		}

		@Override
		public MetaVariables getVariables() {
			return this.variables;
		}

		@Override
		public @Nullable SocketAddress getPeerAddress() {
			return null;
		}

		@Override
		public long getStartTime() {
			return 0;
		}

		@Override
		public long getHeadTime() {
			return 7999;
		}

		@Override
		public long getQueueTime() {
			return this.queueTime;
		}

		@Override
		public long getReceivedBytes() {
			return 99;
		}

		@Override
		public long getSentBytes() {
			return (this.head != null) ? 1234 : 0;
		}

		@Override
		public @Nullable ResponseHead getResponseHead() {
			return this.head;
		}

	}

}
