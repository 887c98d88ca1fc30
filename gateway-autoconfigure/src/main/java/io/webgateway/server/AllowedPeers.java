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

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Who may connect to a unix domain socket, as the operating system knows them: by the
 * user or by the group that their process runs with.
 *
 * @param users users who may
 * @param groups groups of which the members may
 */
public record AllowedPeers(Set<UserPrincipal> users, Set<GroupPrincipal> groups) {

	/**
	 * No restriction.
	 */
	public static final AllowedPeers ALL = new AllowedPeers(Set.of(), Set.of());

	/**
	 * Return whether everybody is allowed.
	 * @return whether there is no restriction
	 */
	public boolean areAll() {
		return this.users.isEmpty() && this.groups.isEmpty();
	}

	boolean contains(PeerPrincipal peer) {
		return this.users.contains(peer.user()) || this.groups.contains(peer.group());
	}

}
