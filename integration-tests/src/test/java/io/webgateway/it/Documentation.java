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
import java.util.Map;

/**
 * The project's documentation, of which all configurations are under test.
 */
final class Documentation {

	private Documentation() {
	}

	/**
	 * Return the directory of the project, whatever the working directory is.
	 * @return the directory
	 */
	static Path projectDirectory() {
		Path directory = Path.of("").toAbsolutePath();
		while (!Files.isDirectory(directory.resolve("docs"))) {
			directory = directory.getParent();
			if (directory == null) {
				throw new IllegalStateException("There is no directory 'docs'");
			}
		}
		return directory;
	}

	static Path directory() {
		return projectDirectory().resolve("docs");
	}

	/**
	 * Return a configuration with other addresses, and with nothing else changed.
	 * @param file the name of the file below {@code docs}
	 * @param addresses the address to put in the place of each address
	 * @return the text of the configuration
	 * @throws IOException if there is no such file
	 */
	static String configuration(String file, Map<String, String> addresses) throws IOException {
		String text = Files.readString(directory().resolve(file));
		for (Map.Entry<String, String> address : addresses.entrySet()) {
			String changed = text.replace(address.getKey(), address.getValue());
			if (changed.equals(text)) {
				throw new IllegalArgumentException("There is no '" + address.getKey() + "' in " + file);
			}
			text = changed;
		}
		return text;
	}

}
