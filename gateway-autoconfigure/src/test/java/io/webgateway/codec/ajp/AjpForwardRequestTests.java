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

package io.webgateway.codec.ajp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.HeadTooLargeException;
import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.TooManyVariablesException;
import io.webgateway.testsupport.AjpPackets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AjpForwardRequest}.
 */
class AjpForwardRequestTests {

	private static final HeadLimits LIMITS = new HeadLimits(65536, 200);

	private static final AjpAttributes NONE = new AjpAttributes("GATEWAY_SECRET", (name) -> false);

	private static final AjpAttributes ALL = new AjpAttributes("GATEWAY_SECRET", (name) -> true);

	private static final int TYPE_AND_HEADER_LENGTH = 5;

	@Test
	void whenRequestIsCompleteThenItsFieldsAreVariables() {
		byte[] packet = new AjpPackets.Writer().octet(2)
			.string("HTTP/1.0")
			.string("/a%20b/%2F;p=1")
			.string("192.0.2.7")
			.string("client.example")
			.string("www.example.org")
			.number(443)
			.octet(1)
			.number(0)
			.attribute(1, "context")
			.attribute(2, "servlet path")
			.attribute(3, "alice")
			.attribute(4, "Basic")
			.attribute(5, "q=%3F&r")
			.attribute(6, "node1")
			.attribute(7, "-----BEGIN")
			.attribute(8, "TLS_AES")
			.attribute(9, "0A0B")
			.octet(0x0B)
			.number(256)
			.attribute(0x0C, "s3cret")
			.attribute("AJP_REMOTE_PORT", "54321")
			.attribute("AJP_LOCAL_ADDR", "192.0.2.80")
			.attribute("AJP_SSL_PROTOCOL", "TLSv1.3")
			.end();
		AjpForwardRequest request = decode(packet);
		assertThat(request.variant()).isEqualTo(AjpVariant.STANDARD);
		assertThat(request.variables()).containsExactlyInAnyOrder(Map.entry("REQUEST_METHOD", "GET"),
				Map.entry("SERVER_PROTOCOL", "HTTP/1.0"), Map.entry("REQUEST_URI", "/a%20b/%2F;p=1?q=%3F&r"),
				Map.entry("QUERY_STRING", "q=%3F&r"), Map.entry("REMOTE_ADDR", "192.0.2.7"),
				Map.entry("REMOTE_HOST", "client.example"), Map.entry("SERVER_NAME", "www.example.org"),
				Map.entry("SERVER_PORT", "443"), Map.entry("HTTPS", "on"), Map.entry("REQUEST_SCHEME", "https"),
				Map.entry("REMOTE_USER", "alice"), Map.entry("AUTH_TYPE", "Basic"), Map.entry("JVM_ROUTE", "node1"),
				Map.entry("SSL_CLIENT_CERT", "-----BEGIN"), Map.entry("SSL_CIPHER", "TLS_AES"),
				Map.entry("SSL_SESSION_ID", "0A0B"), Map.entry("SSL_CIPHER_USEKEYSIZE", "256"),
				Map.entry("GATEWAY_SECRET", "s3cret"), Map.entry("REMOTE_PORT", "54321"),
				Map.entry("SERVER_ADDR", "192.0.2.80"), Map.entry("SSL_PROTOCOL", "TLSv1.3"));
	}

	@Test
	void whenStringsAreNullOrEmptyThenThereAreNoVariables() {
		byte[] packet = new AjpPackets.Writer().octet(3)
			.string("HTTP/1.1")
			.string("/")
			.string(null)
			.string("")
			.string(null)
			.number(0)
			.octet(0)
			.number(0)
			.attribute(3, null)
			.end();
		assertThat(variables(packet)).containsExactlyInAnyOrder(Map.entry("REQUEST_METHOD", "HEAD"),
				Map.entry("SERVER_PROTOCOL", "HTTP/1.1"), Map.entry("REQUEST_URI", "/"), Map.entry("SERVER_PORT", "0"),
				Map.entry("REQUEST_SCHEME", "http"));
	}

	@ParameterizedTest
	@CsvSource({ "1, OPTIONS", "2, GET", "3, HEAD", "4, POST", "5, PUT", "6, DELETE", "7, TRACE", "8, PROPFIND",
			"9, PROPPATCH", "10, MKCOL", "11, COPY", "12, MOVE", "13, LOCK", "14, UNLOCK", "15, ACL", "16, REPORT",
			"17, VERSION-CONTROL", "18, CHECKIN", "19, CHECKOUT", "20, UNCHECKOUT", "21, SEARCH", "22, MKWORKSPACE",
			"23, UPDATE", "24, LABEL", "25, MERGE", "26, BASELINE-CONTROL", "27, MKACTIVITY" })
	void whenMethodHasCodeThenItIsTheMethod(int code, String method) {
		byte[] packet = AjpPackets.request("GET", "/", List.of()).end();
		packet[TYPE_AND_HEADER_LENGTH] = (byte) code;
		assertThat(variables(packet).getAll("REQUEST_METHOD")).containsExactly(method);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 28, 254 })
	void whenMethodHasNoSuchCodeThenItIsMalformed(int code) {
		byte[] packet = AjpPackets.request("GET", "/", List.of()).end();
		packet[TYPE_AND_HEADER_LENGTH] = (byte) code;
		assertMalformed(packet, "Expected a method of AJP");
	}

	@Test
	void whenMethodIsStoredThenItIsTheMethod() {
		assertThat(variables(AjpPackets.request("BAZ", "/", List.of()).end()).getAll("REQUEST_METHOD"))
			.containsExactly("BAZ");
		byte[] packet = AjpPackets.request("GET", "/", List.of()).end();
		packet[TYPE_AND_HEADER_LENGTH] = (byte) 0xFF;
		assertMalformed(packet, "Expected the method of an AJP request as an attribute");
	}

	@Test
	void whenHeadersHaveCodesThenTheyAreVariables() {
		List<Map.Entry<String, String>> headers = AjpPackets.pairs("accept", "1", "accept-charset", "2",
				"accept-encoding", "3", "accept-language", "4", "authorization", "5", "connection", "6", "content-type",
				"7", "content-length", "8", "cookie", "9", "cookie2", "10", "host", "11", "pragma", "12", "referer",
				"13", "user-agent", "14");
		assertThat(variables(AjpPackets.request("GET", "/", headers).end())).containsSubsequence(
				Map.entry("HTTP_ACCEPT", "1"), Map.entry("HTTP_ACCEPT_CHARSET", "2"),
				Map.entry("HTTP_ACCEPT_ENCODING", "3"), Map.entry("HTTP_ACCEPT_LANGUAGE", "4"),
				Map.entry("HTTP_AUTHORIZATION", "5"), Map.entry("HTTP_CONNECTION", "6"), Map.entry("CONTENT_TYPE", "7"),
				Map.entry("CONTENT_LENGTH", "8"), Map.entry("HTTP_COOKIE", "9"), Map.entry("HTTP_COOKIE2", "10"),
				Map.entry("HTTP_HOST", "11"), Map.entry("HTTP_PRAGMA", "12"), Map.entry("HTTP_REFERER", "13"),
				Map.entry("HTTP_USER_AGENT", "14"));
	}

	@Test
	void whenHeadersHaveNamesThenTheyAreVariablesOfClients() {
		List<Map.Entry<String, String>> headers = AjpPackets.pairs("X-Request-Id", "a", "Remote-User", "b", "cookie",
				"c=1", "Cookie", "d=2", "Content-Length", "5", "CONTENT-TYPE", "text/plain", "Content\rType", "e",
				"\344", "f");
		assertThat(headerVariables(headers)).containsExactly(Map.entry("HTTP_X_REQUEST_ID", "a"),
				Map.entry("HTTP_REMOTE_USER", "b"), Map.entry("HTTP_COOKIE", "c=1"), Map.entry("HTTP_COOKIE", "d=2"),
				Map.entry("CONTENT_LENGTH", "5"), Map.entry("CONTENT_TYPE", "text/plain"),
				Map.entry("HTTP_CONTENT\rTYPE", "e"), Map.entry("HTTP_\344", "f"));
	}

	@Test
	void whenNameOfHeaderHasUnderscoreThenItIsDropped() {
		assertThat(headerVariables(
				AjpPackets.pairs("X_Forwarded_For", "a", "X-Forwarded-For", "b", "Content_Length", "7", "_", "c")))
			.containsExactly(Map.entry("HTTP_X_FORWARDED_FOR", "b"));
	}

	@Test
	void whenValueOfHeaderIsNullThenItIsEmpty() {
		byte[] packet = new AjpPackets.Writer().octet(2)
			.string("HTTP/1.1")
			.string("/")
			.string(null)
			.string(null)
			.string(null)
			.number(80)
			.octet(0)
			.number(2)
			.header("accept", null)
			.header("X-Empty", null)
			.end();
		assertThat(variables(packet)).contains(Map.entry("HTTP_ACCEPT", ""), Map.entry("HTTP_X_EMPTY", ""));
	}

	@Test
	void whenHeaderHasNoSuchCodeOrNameThenItIsMalformed() {
		for (AjpPackets.Writer header : List.of(new AjpPackets.Writer().number(0xA000).string("x"),
				new AjpPackets.Writer().number(0xA00F).string("x"), new AjpPackets.Writer().string("").string("x"),
				new AjpPackets.Writer().string(null).string("x"))) {
			byte[] packet = new AjpPackets.Writer().octet(2)
				.string("HTTP/1.1")
				.string("/")
				.string(null)
				.string(null)
				.string(null)
				.number(80)
				.octet(0)
				.number(1)
				.bytes(header.toByteArray())
				.end();
			assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> decode(packet))
				.withMessageContaining("of a header field");
		}
	}

	@Test
	void whenThereIsNoQueryThenTargetIsThePath() {
		MetaVariables variables = variables(AjpPackets.request("GET", "/a", List.of()).end());
		assertThat(variables.get("REQUEST_URI")).isEqualTo("/a");
		assertThat(variables.contains("QUERY_STRING")).isFalse();
		variables = variables(AjpPackets.request("GET", "/a", List.of()).attribute(5, "").end());
		assertThat(variables.get("REQUEST_URI")).isEqualTo("/a?");
		assertThat(variables.get("QUERY_STRING")).isEmpty();
	}

	@Test
	void whenPathIsDecodedThenItIsEncodedAgainAsFarAsItCouldBeMisunderstood() {
		byte[] packet = AjpPackets.request("GET", "/100%/a?b#c%20d", List.of()).attribute(5, "e=%20").end();
		assertThat(decode(packet, AjpVariant.LIGHTTPD).variables().get("REQUEST_URI"))
			.isEqualTo("/100%25/a%3Fb%23c%2520d?e=%20");
		assertThat(decode(packet, AjpVariant.STANDARD).variables().get("REQUEST_URI"))
			.isEqualTo("/100%/a%3Fb%23c%20d?e=%20");
	}

	@Test
	void whenPathIsDecodedThenOnlyWhatMayBeInAPathIsLeftAsItIs() {
		StringBuilder path = new StringBuilder("/");
		StringBuilder expected = new StringBuilder("/");
		for (char character = 1; character < 256; character++) {
			path.append(character);
			boolean allowed = (character < 128 && Character.isLetterOrDigit(character))
					|| "-._~!$&'()*+,;=:@/".indexOf(character) != -1;
			expected.append(allowed ? String.valueOf(character) : "%%%02X".formatted((int) character));
		}
		byte[] packet = AjpPackets.request("GET", path.toString(), List.of()).end();
		assertThat(decode(packet, AjpVariant.LIGHTTPD).variables().get("REQUEST_URI")).isEqualTo(expected.toString());
	}

	@Test
	void whenPortOfClientIsMissingThenWebServerIsLighttpd() {
		AjpForwardRequest request = decode(AjpPackets.request("GET", "/%41", List.of()).end());
		assertThat(request.variant()).isEqualTo(AjpVariant.LIGHTTPD);
		assertThat(request.variables().get("REQUEST_URI")).isEqualTo("/%2541");
	}

	@Test
	void whenRequestAttributeIsAllowedThenItIsAVariableOfItsName() {
		byte[] packet = AjpPackets.request("GET", "/", List.of())
			.attribute("Shib-Identity", "x")
			.attribute("EMPTY", "")
			.attribute("NULL", null)
			.end();
		assertThat(AjpForwardRequest.decode(payload(packet), null, LIMITS, ALL).variables())
			.contains(Map.entry("Shib-Identity", "x"), Map.entry("EMPTY", ""))
			.noneMatch((variable) -> variable.getKey().equals("NULL"));
	}

	@Test
	void whenRequestAttributeIsNotAllowedThenItIsNamed() {
		byte[] packet = AjpPackets.request("GET", "/", List.of()).attribute("org.example.path", "/etc").end();
		assertThatExceptionOfType(AjpAttributeException.class).isThrownBy(() -> decode(packet))
			.satisfies((ex) -> assertThat(ex.getAttribute()).isEqualTo("org.example.path"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP_HOST", "http_host", "HTTP_", "REQUEST_METHOD", "REQUEST_URI", "REMOTE_ADDR",
			"REMOTE_PORT", "HTTPS", "CONTENT_LENGTH", "CONTENT_TYPE", "SERVER_NAME", "GATEWAY_SECRET", "" })
	void whenRequestAttributeSaysWhatThePacketSaysThenItIsNeverAllowed(String name) {
		byte[] packet = AjpPackets.request("GET", "/", List.of()).attribute(name, "x").end();
		assertThatExceptionOfType(AjpAttributeException.class)
			.isThrownBy(() -> AjpForwardRequest.decode(payload(packet), null, LIMITS, ALL));
	}

	@Test
	void whenNobodyWantsToKnowTheSecretThenItIsNoVariable() {
		byte[] packet = AjpPackets.request("GET", "/", List.of()).attribute(0x0C, "s3cret").end();
		assertThat(variables(packet)).contains(Map.entry("GATEWAY_SECRET", "s3cret"));
		AjpAttributes attributes = new AjpAttributes(null, (name) -> false);
		assertThat(AjpForwardRequest.decode(payload(packet), null, LIMITS, attributes).variables())
			.noneMatch((variable) -> variable.getValue().equals("s3cret"));
	}

	@Test
	void whenAttributeIsRepeatedOrUnknownThenItIsMalformed() {
		String message = "Expected each attribute of an AJP request once";
		assertMalformed(AjpPackets.request("GET", "/", List.of()).attribute(3, "a").attribute(3, "b").end(), message);
		assertMalformed(AjpPackets.request("GET", "/", List.of()).attribute(0x0C, "a").attribute(0x0C, "b").end(),
				message);
		assertMalformed(AjpPackets.request("GET", "/", List.of()).attribute(0x0E, "a").end(), message);
		assertMalformed(AjpPackets.request("GET", "/", List.of()).attribute(0, "a").end(), message);
		assertMalformed(AjpPackets.request("GET", "/", List.of()).attribute(0x4C, "a").end(), message);
	}

	@Test
	void whenPacketEndsAnywhereThenItIsMalformed() {
		byte[] packet = AjpPackets.request("BAZ", "/a", AjpPackets.pairs("host", "x", "X-Y", "z"))
			.attribute(5, "q")
			.attribute("AJP_REMOTE_PORT", "1")
			.end();
		decode(packet);
		for (int length = TYPE_AND_HEADER_LENGTH; length < packet.length; length++) {
			byte[] part = Arrays.copyOf(packet, length);
			assertThatExceptionOfType(MalformedRequestException.class).as(length + " bytes")
				.isThrownBy(() -> decode(part));
		}
	}

	@Test
	void whenSomethingFollowsThenItIsMalformed() {
		byte[] packet = AjpPackets.request("GET", "/", List.of()).octet(0xFF).end();
		assertMalformed(packet, "Expected nothing after the attributes of an AJP request");
	}

	@Test
	void whenStringDoesNotEndWithNulThenItIsMalformed() {
		byte[] packet = AjpPackets.request("GET", "/", List.of()).end();
		packet[TYPE_AND_HEADER_LENGTH + 3 + "HTTP/1.1".length()] = 'x';
		assertMalformed(packet, "Expected NUL after each string of an AJP request");
	}

	@Test
	void whenPathIsMissingThenItIsMalformed() {
		byte[] packet = new AjpPackets.Writer().octet(2)
			.string("HTTP/1.1")
			.string(null)
			.string(null)
			.string(null)
			.string(null)
			.number(80)
			.octet(0)
			.number(0)
			.end();
		assertMalformed(packet, "Expected the path of an AJP request");
	}

	@Test
	void whenHeadExceedsItsLimitsThenItIsTooLarge() {
		byte[] packet = AjpPackets.request("GET", "/", AjpPackets.pairs("accept", "x")).end();
		int length = packet.length - TYPE_AND_HEADER_LENGTH;
		assertThat(decode(packet, new HeadLimits(length, 8)).variables().size()).isEqualTo(8);
		assertThatExceptionOfType(HeadTooLargeException.class)
			.isThrownBy(() -> decode(packet, new HeadLimits(length - 1, 8)));
		assertThatExceptionOfType(TooManyVariablesException.class)
			.isThrownBy(() -> decode(packet, new HeadLimits(length, 7)));
	}

	@Test
	void whenPacketIsLargeThenNothingOfItIsLost() {
		String value = "v".repeat(60000);
		byte[] packet = AjpPackets
			.request("GET", "/" + "%".repeat(1000), AjpPackets.pairs("X-Long-Name-".repeat(80), value))
			.attribute(5, "q".repeat(2000))
			.end();
		MetaVariables variables = decode(packet, AjpVariant.LIGHTTPD).variables();
		assertThat(variables.get("HTTP_" + "X_LONG_NAME_".repeat(80))).isEqualTo(value);
		assertThat(variables.get("REQUEST_URI")).isEqualTo("/" + "%25".repeat(1000) + "?" + "q".repeat(2000));
	}

	private static List<Map.Entry<String, String>> headerVariables(List<Map.Entry<String, String>> headers) {
		List<Map.Entry<String, String>> variables = new ArrayList<>();
		variables(AjpPackets.request("GET", "/", headers).end()).forEach(variables::add);
		List<Map.Entry<String, String>> others = new ArrayList<>();
		variables(AjpPackets.request("GET", "/", List.of()).end()).forEach(others::add);
		variables.removeAll(others);
		return variables;
	}

	private static void assertMalformed(byte[] packet, String message) {
		assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> decode(packet))
			.withMessage(message);
	}

	private static MetaVariables variables(byte[] packet) {
		return decode(packet).variables();
	}

	private static AjpForwardRequest decode(byte[] packet) {
		return AjpForwardRequest.decode(payload(packet), null, LIMITS, NONE);
	}

	private static AjpForwardRequest decode(byte[] packet, AjpVariant variant) {
		return AjpForwardRequest.decode(payload(packet), variant, LIMITS, NONE);
	}

	private static AjpForwardRequest decode(byte[] packet, HeadLimits limits) {
		return AjpForwardRequest.decode(payload(packet), null, limits, NONE);
	}

	private static ByteBuf payload(byte[] packet) {
		return Unpooled.wrappedBuffer(packet, TYPE_AND_HEADER_LENGTH, packet.length - TYPE_AND_HEADER_LENGTH);
	}

}
