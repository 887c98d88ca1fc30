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

package io.webgateway.server;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ListenAddress}, {@link TcpListenAddress} and
 * {@link UnixListenAddress}.
 */
class ListenAddressTests {

	@ParameterizedTest
	@CsvSource({ "9000, 127.0.0.1, 9000", "0, 127.0.0.1, 0", "65535, 127.0.0.1, 65535",
			"127.0.0.1:9000, 127.0.0.1, 9000", "0.0.0.0:80, 0.0.0.0, 80", "localhost:9000, localhost, 9000",
			"app_1.example:9000, app_1.example, 9000", "[::1]:9000, ::1, 9000", "[::]:0, ::, 0",
			"[fe80::1%eth0]:9000, fe80::1%eth0, 9000", "' 9000 ', 127.0.0.1, 9000" })
	void whenTextIsTcpAddressThenItIsParsed(String text, String host, int port) {
		assertThat(ListenAddress.parse(text)).isEqualTo(new TcpListenAddress(host, port));
	}

	@ParameterizedTest
	@CsvSource({ "unix:/run/shop.sock, /run/shop.sock", "unix:/run/my shop/a:b.sock, /run/my shop/a:b.sock",
			"'unix:/run/shop.sock ', /run/shop.sock" })
	void whenTextIsPathOfUnixSocketThenItIsParsed(String text, String path) {
		assertThat(ListenAddress.parse(text)).isEqualTo(new UnixListenAddress(Path.of(path)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1:9000", "localhost:9000", "[::1]:9000", "unix:/run/shop.sock" })
	void whenAddressIsPrintedThenItCanBeParsedAgain(String text) {
		assertThat(ListenAddress.parse(text)).hasToString(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "65536", "99999999999", "9000x", "127.0.0.1:", "127.0.0.1:-1", "127.0.0.1:+80",
			"127.0.0.1:http", "localhost:70000", "[::1]:", "127.0.0.1:٣" })
	void whenPortIsNotNumberInRangeThenMessageSaysSo(String text) {
		assertMessage(text, "the port must be a number from 0 to 65535");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost", "[::1]" })
	void whenPortIsMissingThenMessageShowsWhereItBelongs(String text) {
		assertMessage(text, "the port is missing, as in " + text + ":9000");
	}

	@Test
	void whenAddressIsMissingThenMessageShowsWhereItBelongs() {
		assertMessage(":9000", "the address before the port is missing, as in 127.0.0.1:9000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "::1:9000", "::1", "fe80::1:9000" })
	void whenIpV6AddressHasNoBracketsThenMessageShowsThem(String text) {
		assertMessage(text, "an IPv6 address needs brackets, as in [::1]:9000");
	}

	@ParameterizedTest
	@CsvSource({ "[localhost]:9000, [localhost]", "[127.0.0.1]:9000, [127.0.0.1]", "[]:9000, []", "[::1:9000, [::1",
			"[::1]x:9000, [::1]x" })
	void whenBracketsHoldNoIpV6AddressThenMessageSaysSo(String text, String quoted) {
		assertMessage(text, "'" + quoted + "' is not an IPv6 address in brackets");
	}

	@Test
	void whenAddressIsStarThenMessageShowsHowToListenOnAllAddresses() {
		assertMessage("*:9000", "all addresses of the machine are written 0.0.0.0 or [::], as in 0.0.0.0:9000");
	}

	@ParameterizedTest
	@CsvSource({ "'my host:9000', my host", "run/shop.sock:9000, run/shop.sock", "a@b:9000, a@b" })
	void whenHostHasOtherCharactersThenMessageQuotesIt(String text, String host) {
		assertMessage(text, "'" + host + "' is neither an address nor a host name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "tcp://127.0.0.1:9000", "http://localhost", "fcgi://[::1]:9000" })
	void whenTextIsUrlThenMessageSaysSo(String text) {
		assertMessage(text, "a URL is not an address to listen on");
	}

	@Test
	void whenPathHasNoPrefixThenMessageShowsIt() {
		assertMessage("/run/shop.sock", "the path of a unix socket follows 'unix:', as in unix:/run/shop.sock");
	}

	@ParameterizedTest
	@ValueSource(strings = { "unix:", "unix:shop.sock", "unix:./shop.sock", "unix:~/shop.sock", "unix:@shop" })
	void whenPathIsNotAbsoluteThenMessageSaysSo(String text) {
		assertMessage(text, "the path of a unix socket must be absolute");
	}

	@Test
	void whenPathEndsWithSlashThenMessageSaysSo() {
		assertMessage("unix:/run/shop/", "the path of a unix socket must not end with a slash");
	}

	@Test
	void whenPathIsLongerThanSystemPermitsThenMessageSaysSo() {
		String longest = "/" + "x".repeat(106);
		assertThat(ListenAddress.parse("unix:" + longest)).isEqualTo(new UnixListenAddress(Path.of(longest)));
		assertMessage("unix:" + longest + "x", "the path of a unix socket must not be longer than 107 bytes");
	}

	@Test
	void whenPathIsNotValidThenMessageSaysSo() {
		assertMessage("unix:/run/\0.sock", "the path of the unix socket is not valid");
	}

	@Test
	void whenSocketIsInheritedThenItIsOnDescriptorOfStandardInput() {
		assertThat(ListenAddress.parse("inherited")).isEqualTo(new DescriptorListenAddress(0)).hasToString("inherited");
		assertThat(ListenAddress.parse("fd:0")).isEqualTo(ListenAddress.parse("inherited"));
	}

	@Test
	void whenSocketHasNumberThenItIsThatOfDescriptor() {
		assertThat(ListenAddress.parse("fd:3")).isEqualTo(new DescriptorListenAddress(3)).hasToString("fd:3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "fd:", "fd:1", "fd:2", "fd:-3", "fd:x" })
	void whenNumberIsNotThatOfSocketThenMessageSaysSo(String text) {
		assertMessage(text, "the file descriptor of a socket must be 0, or a number from 3 upwards");
	}

	@Test
	void whenSocketIsOfSystemdThenItHasName() {
		assertThat(ListenAddress.parse("systemd:shop.socket")).isEqualTo(new SystemdListenAddress("shop.socket"))
			.hasToString("systemd:shop.socket");
	}

	@ParameterizedTest
	@ValueSource(strings = { "systemd:", "systemd:a:b" })
	void whenNameIsNotThatOfSocketThenMessageSaysSo(String text) {
		assertMessage(text, "the name of a socket follows 'systemd:', as in systemd:shop.socket, and has no colon");
	}

	private void assertMessage(String text, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse(text)).withMessage(message);
	}

}
