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
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipalLookupService;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.PeerCredentials;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose connections those to one unix domain socket are. For use by the thread
 * that accepts them.
 */
final class PeerPrincipalLookup {

	private static final ChannelOption<UnixDomainPrincipal> SO_PEERCRED = NioChannelOption
		.of(ExtendedSocketOptions.SO_PEERCRED);

	/** The web server opens most connections, and to look a user up takes a while. */
	private @Nullable PeerPrincipal last;

	private int lastUser;

	private int lastGroup;

	/**
	 * Return who is at the other end of a connection.
	 * @throws IOException if the operating system does not tell
	 */
	PeerPrincipal find(Channel connection) throws IOException {
		if (connection instanceof EpollDomainSocketChannel epollConnection) {
			return find(epollConnection.peerCredentials());
		}
		UnixDomainPrincipal principal = connection.config().getOption(SO_PEERCRED);
		if (principal == null) {
			throw new IOException("The operating system does not tell whose connection it is");
		}
		return new PeerPrincipal(principal.user(), principal.group());
	}

	private PeerPrincipal find(PeerCredentials credentials) throws IOException {
		int[] groups = credentials.gids();
		if (groups.length == 0) {
			throw new IOException("The operating system does not tell the group of a connection");
		}
		PeerPrincipal principal = this.last;
		if (principal == null || credentials.uid() != this.lastUser || groups[0] != this.lastGroup) {
			principal = lookUp(credentials.uid(), groups[0]);
			this.last = principal;
			this.lastUser = credentials.uid();
			this.lastGroup = groups[0];
		}
		return principal;
	}

	private static PeerPrincipal lookUp(int user, int group) throws IOException {
		UserPrincipalLookupService principals = FileSystems.getDefault().getUserPrincipalLookupService();
		return new PeerPrincipal(principals.lookupPrincipalByName(Integer.toUnsignedString(user)),
				principals.lookupPrincipalByGroupName(Integer.toUnsignedString(group)));
	}

}
