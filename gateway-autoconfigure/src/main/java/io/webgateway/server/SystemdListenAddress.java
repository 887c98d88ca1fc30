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

import java.util.List;

/**
 * A listening socket that systemd has opened and passes on with a name, as
 * {@code sd_listen_fds_with_names(3)} describes.
 *
 * @param name the name of the socket: {@code FileDescriptorName=} of its unit, or the
 * name of the unit where that is not set
 */
public record SystemdListenAddress(String name) implements InheritedListenAddress {

	static final String PREFIX = "systemd:";

	static SystemdListenAddress of(String name) {
		if (name.isEmpty() || name.indexOf(':') != -1) {
			throw new IllegalArgumentException(
					"the name of a socket follows '" + PREFIX + "', as in systemd:shop.socket, and has no colon");
		}
		return new SystemdListenAddress(name);
	}

	@Override
	public List<Integer> descriptors() {
		return SystemdSockets.ofThisProcess().descriptors(this.name);
	}

	@Override
	public String toString() {
		return PREFIX + this.name;
	}

}
