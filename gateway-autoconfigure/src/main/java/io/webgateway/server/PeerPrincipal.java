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
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.PeerCredentials;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * The user and the group that the process at the other end of a unix domain socket had
 * when it connected.
 *
 * @param user the user
 * @param group the primary group
 */
record PeerPrincipal(UserPrincipal user, GroupPrincipal group) {

	private static final ChannelOption<UnixDomainPrincipal> SO_PEERCRED = NioChannelOption
		.of(ExtendedSocketOptions.SO_PEERCRED);

	/**
	 * Return who is at the other end of a connection.
	 * @throws IOException if the operating system does not tell
	 */
	static PeerPrincipal of(Channel connection) throws IOException {
		if (connection instanceof EpollDomainSocketChannel epollConnection) {
			return of(epollConnection.peerCredentials());
		}
		UnixDomainPrincipal principal = connection.config().getOption(SO_PEERCRED);
		if (principal == null) {
			throw new IOException("The operating system does not tell whose connection it is");
		}
		return new PeerPrincipal(principal.user(), principal.group());
	}

	private static PeerPrincipal of(PeerCredentials credentials) throws IOException {
		int[] groups = credentials.gids();
		if (groups.length == 0) {
			throw new IOException("The operating system does not tell the group of a connection");
		}
		UserPrincipalLookupService names = FileSystems.getDefault().getUserPrincipalLookupService();
		return new PeerPrincipal(names.lookupPrincipalByName(Integer.toUnsignedString(credentials.uid())),
				names.lookupPrincipalByGroupName(Integer.toUnsignedString(groups[0])));
	}

	@Override
	public String toString() {
		return "user " + this.user.getName() + ", group " + this.group.getName();
	}

}
