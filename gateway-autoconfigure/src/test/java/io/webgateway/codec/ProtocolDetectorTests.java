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

package io.webgateway.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.codec.uwsgi.UwsgiModifier;
import io.webgateway.fuzz.Seeds;
import io.webgateway.testsupport.RandomSeed;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProtocolDetector}.
 */
class ProtocolDetectorTests {

	@ParameterizedTest
	@EnumSource(names = { "FASTCGI", "SCGI", "UWSGI", "AJP" })
	void whenWebServerSendsRequestThenItsProtocolIsTold(PeerProtocol protocol) {
		for (Map.Entry<String, byte[]> seed : Seeds.read(protocol.name().toLowerCase(Locale.ROOT)).entrySet()) {
			if (seed.getKey().matches("(apache|haproxy|lighttpd|nginx)-.*")) {
				assertThat(detect(seed.getValue())).as(seed.getKey()).isEqualTo(protocol);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1\r\n", "POST /a HTTP/1.0\r\n", "OPTIONS * HTTP/1.1\r\n",
			"GET http://shop.example/ HTTP/1.1\r\n", "CONNECT shop.example:443 HTTP/1.1\r\n", "PROPFIND /",
			"M-SEARCH *", "PRI /", "PRI * HTTP/1.1\r\n", "PROXY /", "VERSION-CONTROL /" })
	void requestLineIsHttp(String text) {
		assertThat(detect(latin1(text))).isEqualTo(PeerProtocol.HTTP);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET\r\n", "GET ?", "HELO shop.example", "EHLO shop.example", "USER anonymous", "GET  /",
			"GET1 /", "get / HTTP/1.1", "CONNECT", "ABCDEFGHIJKLMNOPQRSTU /", "SSH-2.0-OpenSSH", "HTTP/1.1 200 OK\r\n",
			"Status: 200" })
	void otherTextIsNotHttp(String text) {
		assertThat(detect(latin1(text + "\r\n"))).isEqualTo(PeerProtocol.OTHER);
	}

	@Test
	void prefaceIsHttp2() {
		assertThat(detect(latin1("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4"))).isEqualTo(PeerProtocol.HTTP_2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n", "PROXY TCP6 ::1 ::1 1 2\r\n",
			"PROXY UNKNOWN\r\n", "\r\n\r\n\0\r\nQUIT\n\41\21\0\14" })
	void proxyProtocolIsTold(String text) {
		assertThat(detect(latin1(text))).isEqualTo(PeerProtocol.PROXY_PROTOCOL);
	}

	@ParameterizedTest
	@CsvSource({ "16030100c8010000, TLS", "16030300c801, TLS", "160301, ", "16030500c801, OTHER", "16030100c802, OTHER",
			"1602, OTHER", "1603, ", "15030100020228, OTHER",
			// The same byte as a modifier of uwsgi, of which this listener serves none
			"16030103000e00, OTHER",

			"0101000100080000, FASTCGI", "010100010008, FASTCGI", "0101ffff0008, FASTCGI", "01010001000800, FASTCGI",
			"0101, ", "01010001, ", "010100000008, OTHER", "010100010007, OTHER", "0101000101, OTHER",
			"01090000, FASTCGI", "010900, ", "01090001, OTHER", "0102, OTHER", "0104, OTHER", "02, OTHER",
			// The same as a block of uwsgi with modifier1 1
			"01010100 0e00, OTHER", "01090100 0300, OTHER",

			"00370000 0c00 51, UWSGI", "05370000 0c00 51, UWSGI", "1e370000 0c00 5f, UWSGI", "00370000 0c00, ",
			"00000000, ", "000000000000, OTHER", "0000000000, OTHER", "00370000 0c01, OTHER", "00370000 0c00 00, OTHER",
			"00370000 3800 51, OTHER", "00050000 0100 51, UWSGI", "00040000 0100 51, OTHER", "64000000, UWSGI",
			"64000001, OTHER", "640100, OTHER", "640000, ",
			// SSLRequest of PostgreSQL, SMB, SOCKS 5, DNS
			"0000000804d2162f, OTHER", "00000085ff534d, OTHER", "05020002, ", "050200020000, OTHER",
			"001d1234 010000 , OTHER",

			"1234, AJP", "12, ", "1235, OTHER", "12340001, AJP", "4142, ", "414200, OTHER" })
	void bytesAreTold(String hexadecimal, @Nullable PeerProtocol protocol) {
		assertThat(detect(HexFormat.of().parseHex(hexadecimal.replace(" ", "")))).isEqualTo(protocol);
	}

	@ParameterizedTest
	@CsvSource({ "24:CONTENT_LENGTH0, SCGI", "9999999:CONTENT_LENGTH0, SCGI", "24:CONTENT_LENGTH, ",
			"24:CONTENT_TYPE, OTHER", "24:SCGI, OTHER", "24, ", "24:, ", "24;, OTHER", "024:, OTHER", "12345678, OTHER",
			"1234567, ", "5:hello, OTHER" })
	void netstringIsToldByItsFirstVariable(String text, @Nullable PeerProtocol protocol) {
		assertThat(detect(latin1(text.replace("LENGTH0", "LENGTH\0")))).isEqualTo(protocol);
	}

	@Test
	void whenModifierIsThatOfRequestThenBlockIsUwsgi() {
		byte[] packet = { 0, 10, 0, 0, 1, 0, 'A' };
		IntStream.rangeClosed(0, 255).forEach((modifier1) -> {
			packet[0] = (byte) modifier1;
			assertThat(detect(packet) == PeerProtocol.UWSGI).as("modifier1 %d", modifier1)
				.isEqualTo(UwsgiModifier.isRequest(modifier1));
		});
		assertThat(UwsgiModifier.PING).isEqualTo(100);
	}

	@Test
	void whenNothingHasArrivedThenNothingIsTold() {
		assertThat(detect(new byte[0])).isNull();
	}

	@Test
	void whenMaximumHasArrivedThenProtocolIsTold() {
		RandomSeed.run((random) -> IntStream.rangeClosed(0, 255).forEach((first) -> {
			assertThat(detect(bytes(first, random))).as("First byte %d", first).isNotNull();
			assertThat(detect(filled(first))).as("Byte %d again and again", first).isNotNull();
		}));
	}

	private static byte[] bytes(int first, Random random) {
		byte[] bytes = new byte[ProtocolDetector.MAX_LENGTH];
		random.nextBytes(bytes);
		bytes[0] = (byte) first;
		return bytes;
	}

	private static byte[] filled(int value) {
		byte[] bytes = new byte[ProtocolDetector.MAX_LENGTH];
		Arrays.fill(bytes, (byte) value);
		return bytes;
	}

	private static byte[] latin1(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Detect the protocol, which must not depend on the pieces in which bytes arrive.
	 */
	private static @Nullable PeerProtocol detect(byte[] bytes) {
		PeerProtocol protocol = ProtocolDetector.detect(Unpooled.wrappedBuffer(bytes));
		boolean told = false;
		for (int length = 0; length < bytes.length; length++) {
			PeerProtocol early = ProtocolDetector.detect(Unpooled.wrappedBuffer(bytes, 0, length));
			told |= early != null;
			assertThat(early).as("Told by %d of %d bytes", length, bytes.length).isEqualTo(told ? protocol : null);
		}
		return protocol;
	}

}
