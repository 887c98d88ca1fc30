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

package io.webgateway.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the site, or writes the page of all properties.
 */
public final class Main {

	private Main() {
	}

	/**
	 * Make the site, or write the page of all properties.
	 * @param args {@code site} or {@code properties}, the directory of the project, and
	 * that of the site
	 * @throws IOException if a file cannot be read or written
	 */
	public static void main(String[] args) throws IOException {
		if (args.length != 3) {
			throw new IllegalArgumentException("Usage: Main site|properties <project> <site>");
		}
		Project project = new Project(Path.of(args[1]));
		switch (args[0]) {
			case "site" -> {
				PropertiesPage.of(project).check();
				new Site(project).write(Path.of(args[2]));
			}
			case "properties" -> Files.writeString(PropertiesPage.file(project), PropertiesPage.of(project).markdown());
			default -> throw new IllegalArgumentException("Neither 'site' nor 'properties': " + args[0]);
		}
	}

}
