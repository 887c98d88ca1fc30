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
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * The sockets that systemd passes to a process: consecutive file descriptors, whose
 * number and names are in environment variables.
 */
final class SystemdSockets {

	/** {@code SD_LISTEN_FDS_START}. */
	private static final int FIRST_DESCRIPTOR = 3;

	/** What a socket is called whose name is not passed. */
	private static final String UNKNOWN = "unknown";

	private final int count;

	private final String[] names;

	private SystemdSockets(int count, String[] names) {
		this.count = count;
		this.names = names;
	}

	/**
	 * Return those of this process.
	 */
	static SystemdSockets ofThisProcess() {
		return of(System.getenv(), ProcessHandle.current().pid());
	}

	/**
	 * Return those of a process.
	 * @param environment its environment
	 * @param pid its number: the variables may be left over from another process
	 */
	static SystemdSockets of(Map<String, String> environment, long pid) {
		if (number(environment.get("LISTEN_PID")) != pid) {
			return new SystemdSockets(0, new String[0]);
		}
		String names = environment.get("LISTEN_FDNAMES");
		return new SystemdSockets((int) Math.max(number(environment.get("LISTEN_FDS")), 0),
				(names != null) ? names.split(":", -1) : new String[0]);
	}

	private static long number(@Nullable String value) {
		try {
			return (value != null) ? Integer.parseInt(value) : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	/**
	 * Return the descriptors of the sockets with a name, of which those of one unit have
	 * the same.
	 */
	List<Integer> descriptors(String name) {
		return IntStream.range(0, this.count)
			.filter((index) -> name(index).equals(name))
			.mapToObj((index) -> FIRST_DESCRIPTOR + index)
			.toList();
	}

	private String name(int index) {
		return (index < this.names.length) ? this.names[index] : UNKNOWN;
	}

}
