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

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.netty.util.NetUtil;

/**
 * Addresses that begin with the same bits.
 */
public final class AddressRange {

	private final String text;

	private final byte[] network;

	private final int prefixLength;

	private AddressRange(String text, byte[] network, int prefixLength) {
		this.text = text;
		this.network = network;
		this.prefixLength = prefixLength;
	}

	/**
	 * Parse an address, such as {@code 192.0.2.7} or {@code 2001:db8::7}, or a range of
	 * addresses in CIDR notation, such as {@code 192.0.2.0/24}.
	 * @param text the text of the address or of the range
	 * @return the range
	 * @throws IllegalArgumentException if the text is neither
	 */
	public static AddressRange parse(String text) {
		int slash = text.indexOf('/');
		byte[] address = parseAddress((slash != -1) ? text.substring(0, slash) : text);
		int bits = address.length * Byte.SIZE;
		int prefixLength = (slash != -1) ? parsePrefixLength(text.substring(slash + 1), bits) : bits;
		AddressRange range = new AddressRange(text, address, prefixLength);
		if (!range.isNetwork()) {
			throw new IllegalArgumentException("not all bits after the first " + prefixLength + " are zero");
		}
		return range;
	}

	private static byte[] parseAddress(String text) {
		// Brackets and zones are not for addresses that others have
		byte[] bytes = (text.indexOf('[') == -1 && text.indexOf('%') == -1)
				? NetUtil.createByteArrayFromIpAddressString(text) : null;
		if (bytes == null) {
			throw new IllegalArgumentException("'" + text + "' is not an IPv4 or IPv6 address");
		}
		if (bytesOf(bytes).length != bytes.length) {
			throw new IllegalArgumentException("'" + text + "' is an IPv4 address and has to be written as one");
		}
		return bytes;
	}

	/**
	 * Return the bytes as the JDK has them, which makes IPv4 addresses of mapped ones.
	 */
	private static byte[] bytesOf(byte[] address) {
		try {
			return InetAddress.getByAddress(address).getAddress();
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static int parsePrefixLength(String text, int max) {
		boolean digits = !text.isEmpty() && text.length() <= 3
				&& text.chars().allMatch((character) -> character >= '0' && character <= '9');
		int length = digits ? Integer.parseInt(text) : -1;
		if (length < 0 || length > max) {
			throw new IllegalArgumentException("the number after the slash must be from 0 to " + max);
		}
		return length;
	}

	private boolean isNetwork() {
		for (int bit = this.prefixLength; bit < this.network.length * Byte.SIZE; bit++) {
			if ((this.network[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return whether an address is in the range. An address of the other version of the
	 * Internet Protocol never is.
	 * @param address the address
	 * @return whether it begins with the same bits
	 */
	public boolean contains(InetAddress address) {
		byte[] bytes = bytesOf(address.getAddress());
		if (bytes.length != this.network.length) {
			return false;
		}
		int whole = this.prefixLength / Byte.SIZE;
		for (int i = 0; i < whole; i++) {
			if (bytes[i] != this.network[i]) {
				return false;
			}
		}
		int rest = this.prefixLength % Byte.SIZE;
		return rest == 0 || ((bytes[whole] ^ this.network[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
