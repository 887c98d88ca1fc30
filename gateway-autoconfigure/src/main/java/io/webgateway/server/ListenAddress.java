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

/**
 * Where a listener is to listen, in the words of a web server's configuration.
 */
public sealed interface ListenAddress permits TcpListenAddress, UnixListenAddress, InheritedListenAddress {

	/**
	 * Parse the text of an address: a port on the loopback interface ({@code 9000}), an
	 * address with a port ({@code 127.0.0.1:9000}, {@code [::1]:9000}), the path of a
	 * unix domain socket ({@code unix:/run/shop.sock}), or a socket that listens already:
	 * that on file descriptor 0 ({@code inherited}) or another ({@code fd:3}), or one of
	 * systemd ({@code systemd:shop.socket}). Port 0 stands for any free port.
	 * @param text the text of the address
	 * @return the address
	 * @throws IllegalArgumentException if the text is none of these forms
	 */
	static ListenAddress parse(String text) {
		String address = text.strip();
		if (address.startsWith(UnixListenAddress.PREFIX)) {
			return UnixListenAddress.of(address.substring(UnixListenAddress.PREFIX.length()));
		}
		if (address.startsWith("/")) {
			throw new IllegalArgumentException(
					"the path of a unix socket follows 'unix:', as in " + UnixListenAddress.PREFIX + address);
		}
		if (address.equals(DescriptorListenAddress.INHERITED)) {
			return new DescriptorListenAddress(0);
		}
		if (address.startsWith(DescriptorListenAddress.PREFIX)) {
			return DescriptorListenAddress.of(address.substring(DescriptorListenAddress.PREFIX.length()));
		}
		if (address.startsWith(SystemdListenAddress.PREFIX)) {
			return SystemdListenAddress.of(address.substring(SystemdListenAddress.PREFIX.length()));
		}
		return TcpListenAddress.parse(address);
	}

}
