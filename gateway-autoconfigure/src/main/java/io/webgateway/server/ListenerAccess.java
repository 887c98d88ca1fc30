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
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who may use one listener.
 *
 * @param secret what each request must have, or {@code null} for nothing
 * @param allowedClients from which addresses connections are accepted on TCP; all if
 * there are none
 * @param allowedPeers whose connections are accepted on a unix domain socket
 * @param socketPermissions who may connect to a unix domain socket
 */
public record ListenerAccess(@Nullable SharedSecret secret, List<AddressRange> allowedClients,
		AllowedPeers allowedPeers, SocketPermissions socketPermissions) {

	/**
	 * Whoever can connect.
	 */
	public static final ListenerAccess OPEN = new ListenerAccess(null, List.of(), AllowedPeers.ALL,
			SocketPermissions.DEFAULTS);

	/**
	 * Return whether nobody is turned away who can connect.
	 * @return whether there is neither a secret nor a list of those who are allowed
	 */
	public boolean isOpen() {
		return this.secret == null && this.allowedClients.isEmpty() && this.allowedPeers.areAll();
	}

	boolean isAllowed(InetAddress client) {
		for (AddressRange range : this.allowedClients) {
			if (range.contains(client)) {
				return true;
			}
		}
		return false;
	}

}
