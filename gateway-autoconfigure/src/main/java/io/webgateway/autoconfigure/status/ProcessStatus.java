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

package io.webgateway.autoconfigure.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the operating system knows of a process. What it does not tell is 0.
 *
 * @param id the id of the process
 * @param user the number of the user
 * @param group the number of the group
 * @param virtualBytes how much memory it can address
 * @param residentBytes how much memory it uses
 */
record ProcessStatus(long id, int user, int group, long virtualBytes, long residentBytes) {

	private static final Path PROCESS = Path.of("/proc/self");

	private static final int KIBIBYTE = 1024;

	static ProcessStatus ofThisProcess() {
		long id = ProcessHandle.current().pid();
		try {
			long virtual = 0;
			long resident = 0;
			for (String line : Files.readAllLines(PROCESS.resolve("status"))) {
				if (line.startsWith("VmSize:")) {
					virtual = bytes(line);
				}
				else if (line.startsWith("VmRSS:")) {
					resident = bytes(line);
				}
			}
			return new ProcessStatus(id, (int) Files.getAttribute(PROCESS, "unix:uid"),
					(int) Files.getAttribute(PROCESS, "unix:gid"), virtual, resident);
		}
		catch (IOException | UnsupportedOperationException ex) {
			return new ProcessStatus(id, 0, 0, 0, 0);
		}
	}

	/**
	 * Return the number of bytes of a line such as {@code VmRSS: 2048 kB}.
	 */
	private static long bytes(String line) {
		return Long.parseLong(line.split("\\s+")[1]) * KIBIBYTE;
	}

}
