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
 * The listening socket on a file descriptor that this process has inherited. Web servers
 * that spawn FastCGI applications leave it on descriptor 0
 * ({@code FCGI_LISTENSOCK_FILENO} of the FastCGI specification, section 2.2).
 *
 * @param descriptor the number of the file descriptor
 */
public record DescriptorListenAddress(int descriptor) implements InheritedListenAddress {

	/**
	 * How the socket on descriptor 0 is configured.
	 */
	public static final String INHERITED = "inherited";

	static final String PREFIX = "fd:";

	/** Standard output and error output are not for listening. */
	private static final int FIRST_OTHER = 3;

	static DescriptorListenAddress of(String text) {
		int descriptor = parse(text);
		if (descriptor < FIRST_OTHER && descriptor != 0) {
			throw new IllegalArgumentException(
					"the file descriptor of a socket must be 0, or a number from " + FIRST_OTHER + " upwards");
		}
		return new DescriptorListenAddress(descriptor);
	}

	private static int parse(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	@Override
	public List<Integer> descriptors() {
		return List.of(this.descriptor);
	}

	@Override
	public String toString() {
		return (this.descriptor == 0) ? INHERITED : PREFIX + this.descriptor;
	}

}
