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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Decides whose connections a listener keeps, before anything is read from them.
 */
final class ConnectionGuard {

	private static final Logger logger = Loggers.getLogger(GatewayListener.class);

	private final ListenerContext listener;

	private final ListenerAccess access;

	private final PeerPrincipalLookup peers = new PeerPrincipalLookup();

	private ConnectionGuard(ListenerContext listener, ListenerAccess access) {
		this.listener = listener;
		this.access = access;
	}

	/**
	 * Return the guard of a listener.
	 * @return the guard, or {@code null} where every connection is kept
	 */
	static @Nullable ConnectionGuard of(ListenerContext listener) {
		ListenerAccess access = listener.access();
		return (access.allowedClients().isEmpty() && access.allowedPeers().areAll()) ? null
				: new ConnectionGuard(listener, access);
	}

	/**
	 * Return whether a connection may be kept that has no event loop yet, and close it if
	 * not.
	 */
	boolean admit(Channel connection) {
		boolean allowed = this.access.allowedClients().isEmpty() ? isAllowedPeer(connection)
				: isAllowedClient(connection.remoteAddress());
		if (!allowed) {
			// Nobody is to wait for an answer
			connection.config().setOption(ChannelOption.SO_LINGER, 0);
			connection.unsafe().closeForcibly();
		}
		return allowed;
	}

	private boolean isAllowedClient(@Nullable SocketAddress client) {
		if (client instanceof InetSocketAddress address && this.access.isAllowed(address.getAddress())) {
			return true;
		}
		this.listener.distrust(Distrust.CLIENT, client);
		return false;
	}

	private boolean isAllowedPeer(Channel connection) {
		try {
			PeerPrincipal peer = this.peers.find(connection);
			if (this.access.allowedPeers().contains(peer)) {
				return true;
			}
			this.listener.distrustPeer(peer.toString());
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("The credentials of a peer cannot be told", ex);
			this.listener.distrustPeer("unknown");
		}
		return false;
	}

}
