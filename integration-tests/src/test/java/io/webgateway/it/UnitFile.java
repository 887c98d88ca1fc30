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

package io.webgateway.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A unit file of systemd.
 *
 * @param settings the settings by their names, without their sections
 */
record UnitFile(Map<String, String> settings) {

	/**
	 * Read one or more files of the documentation.
	 * @param names the names of a unit file and of drop-in files for it, of which later
	 * ones count more
	 * @return the unit file
	 * @throws IOException if a file cannot be read
	 */
	static UnitFile read(String... names) throws IOException {
		Map<String, String> settings = new HashMap<>();
		for (String name : names) {
			Path file = Documentation.directory().resolve("systemd").resolve(name);
			for (String line : Files.readAllLines(file)) {
				int equals = line.indexOf('=');
				if (!line.startsWith("#") && equals != -1) {
					settings.put(line.substring(0, equals), line.substring(equals + 1));
				}
			}
		}
		return new UnitFile(settings);
	}

	/**
	 * Return what a setting is.
	 * @param name the name of the setting
	 * @return its value
	 */
	String get(String name) {
		String value = this.settings.get(name);
		if (value == null) {
			throw new IllegalArgumentException("There is no " + name + " in " + this.settings);
		}
		return value;
	}

	boolean has(String name, String value) {
		return value.equals(this.settings.get(name));
	}

}
