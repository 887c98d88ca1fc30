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

package io.webgateway.autoconfigure.printconfig;

import org.jspecify.annotations.Nullable;

import io.webgateway.server.DescriptorListenAddress;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.SystemdListenAddress;
import io.webgateway.server.TcpListenAddress;
import io.webgateway.server.UnixListenAddress;

/**
 * Where a web server finds a listener.
 *
 * @param host the host, an IPv6 address in brackets, {@code null} for a unix socket
 * @param port the port
 * @param path the path of the unix socket, {@code null} for TCP
 * @param note what has to be said about it, {@code null} for nothing
 */
record Upstream(@Nullable String host, int port, @Nullable String path, @Nullable String note) {

	/**
	 * Return why a web server cannot find a listener.
	 * @return the reason, or {@code null} if it can
	 */
	static @Nullable String whyUnknown(ListenAddress address) {
		if (address instanceof TcpListenAddress tcp && tcp.port() == 0) {
			return "its port is another one after each start: set 'bind' to a port that stays";
		}
		if (address instanceof DescriptorListenAddress descriptor && descriptor.descriptor() != 0) {
			return "who opens file descriptor " + descriptor.descriptor()
					+ " is not known here: set 'bind' to 'systemd:' and a name, or to an address";
		}
		return null;
	}

	static Upstream of(PublishedApplication application, PublishedListener listener) {
		ListenAddress address = listener.address();
		if (address instanceof TcpListenAddress tcp) {
			return ofTcp(tcp);
		}
		if (address instanceof UnixListenAddress unix) {
			return new Upstream(null, 0, unix.path().toString(), null);
		}
		return new Upstream(null, 0, inheritedSocket(application, listener),
				"The socket is ListenStream= of the unit that --gateway.print-config=systemd writes");
	}

	private static Upstream ofTcp(TcpListenAddress address) {
		String host = address.host();
		if (host.equals("0.0.0.0") || host.equals("::")) {
			return new Upstream(host.equals("::") ? "[::1]" : "127.0.0.1", address.port(), null,
					"The listener listens on all addresses: on another machine, write one of these here");
		}
		return new Upstream((host.indexOf(':') != -1) ? "[" + host + "]" : host, address.port(), null, null);
	}

	/**
	 * Return where somebody else opens a listener's socket on its behalf.
	 */
	static String inheritedSocket(PublishedApplication application, PublishedListener listener) {
		return "/run/" + application.id() + "/" + PublishedApplication.id(listener.name()) + ".sock";
	}

	static boolean isInherited(ListenAddress address) {
		return address instanceof SystemdListenAddress || address instanceof DescriptorListenAddress;
	}

	boolean isUnix() {
		return this.path != null;
	}

	/**
	 * Return the path of the unix socket.
	 */
	String socket() {
		if (this.path == null) {
			throw new IllegalStateException("There is no unix socket");
		}
		return this.path;
	}

	/**
	 * Return host and port of a TCP address.
	 */
	String authority() {
		return this.host + ":" + this.port;
	}

}
