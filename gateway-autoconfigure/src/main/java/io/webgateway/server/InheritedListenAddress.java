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
 * A socket that this process does not open, because the one that has started it listens
 * already: a web server that spawns its applications, or systemd.
 */
public sealed interface InheritedListenAddress extends ListenAddress
		permits DescriptorListenAddress, SystemdListenAddress {

	/**
	 * Return which file descriptors of this process may be the socket.
	 * @return the numbers of the descriptors; more than one if the address is ambiguous
	 */
	List<Integer> descriptors();

	/**
	 * Return whether there is such a socket. Where there is not, the process has probably
	 * been started by hand.
	 * @return whether it listens on one of the descriptors
	 */
	default boolean isInherited() {
		return descriptors().stream().anyMatch(InheritedDescriptor::isListening);
	}

}
