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

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AddressRange}.
 */
class AddressRangeTests {

	@ParameterizedTest
	@CsvSource({ "192.0.2.7, 192.0.2.7", "192.0.2.0/24, 192.0.2.0", "192.0.2.0/24, 192.0.2.255",
			"192.0.2.128/25, 192.0.2.128", "192.0.2.8/29, 192.0.2.15", "10.0.0.0/8, 10.255.0.1", "0.0.0.0/0, 8.8.8.8",
			"192.0.2.7/32, 192.0.2.7", "2001:db8::7, 2001:db8:0:0::7", "2001:db8::/32, 2001:db8:ffff::1",
			"2001:db8:8000::/33, 2001:db8:ffff::1", "::/0, 2001:db8::1", "::1, ::1", "fe80::/10, fe80::1",
			"128.0.0.0/1, 255.255.255.255" })
	void rangeContainsAddressThatBeginsWithItsBits(String range, String address) throws UnknownHostException {
		assertThat(AddressRange.parse(range).contains(InetAddress.getByName(address))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.7, 192.0.2.8", "192.0.2.0/24, 192.0.3.0", "192.0.2.128/25, 192.0.2.127",
			"192.0.2.8/29, 192.0.2.16", "10.0.0.0/8, 11.0.0.0", "0.0.0.0/0, ::1", "::/0, 127.0.0.1",
			"2001:db8::/32, 2001:db9::", "2001:db8:8000::/33, 2001:db8:7fff::1", "::1, ::2",
			"128.0.0.0/1, 127.255.255.255" })
	void rangeDoesNotContainOtherAddress(String range, String address) throws UnknownHostException {
		assertThat(AddressRange.parse(range).contains(InetAddress.getByName(address))).isFalse();
	}

	@Test
	void addressOfVersion4IsFoundWhereItIsMapped() throws UnknownHostException {
		byte[] mapped = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 7 };
		InetAddress address = Inet6Address.getByAddress(null, mapped, -1);
		assertThat(address).isInstanceOf(Inet6Address.class);
		assertThat(AddressRange.parse("192.0.2.0/24").contains(address)).isTrue();
		assertThat(AddressRange.parse("::/0").contains(address)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "localhost | 'localhost' is not an IPv4 or IPv6 address",
					"\"\" | '' is not an IPv4 or IPv6 address", "/24 | '' is not an IPv4 or IPv6 address",
					"192.0.2 | '192.0.2' is not an IPv4 or IPv6 address",
					"192.0.2.0/24/3 | the number after the slash must be from 0 to 32",
					"[::1] | '[::1]' is not an IPv4 or IPv6 address",
					"fe80::1%eth0 | 'fe80::1%eth0' is not an IPv4 or IPv6 address",
					"::ffff:192.0.2.7 | '::ffff:192.0.2.7' is an IPv4 address and has to be written as one",
					"192.0.2.0/33 | the number after the slash must be from 0 to 32",
					"192.0.2.0/ | the number after the slash must be from 0 to 32",
					"192.0.2.0/-1 | the number after the slash must be from 0 to 32",
					"::/129 | the number after the slash must be from 0 to 128",
					"192.0.2.7/24 | not all bits after the first 24 are zero",
					"10.0.0.1/8 | not all bits after the first 8 are zero",
					"2001:db8::/28 | not all bits after the first 28 are zero",
					"0.0.0.1/0 | not all bits after the first 0 are zero" })
	void whenTextIsNoRangeThenItIsRefused(String text, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text)).withMessage(message);
	}

}
