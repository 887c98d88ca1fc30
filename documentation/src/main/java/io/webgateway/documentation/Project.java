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
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the files of the project are, and where they are within the site.
 *
 * @param directory the directory of the project
 */
record Project(Path directory) {

	Project(Path directory) {
		this.directory = directory.toAbsolutePath().normalize();
	}

	Path documentation() {
		return this.directory.resolve("docs");
	}

	Path contents() {
		return documentation().resolve("README.md");
	}

	/**
	 * Return a file that a page shows.
	 * @param name its path within the documentation, or from there
	 * @return the file
	 */
	Path shown(String name) {
		return documentation().resolve(name).normalize();
	}

	/**
	 * Return the pages of the documentation, which all have their place in the order of
	 * reading.
	 * @return the files in alphabetical order, without that of the contents
	 * @throws IOException if they cannot be listed
	 */
	List<Path> pages() throws IOException {
		try (Stream<Path> files = Files.walk(documentation())) {
			return files.filter((file) -> isPage(file) && !file.equals(contents())).sorted().toList();
		}
	}

	static boolean isPage(Path file) {
		return file.getFileName().toString().endsWith(".md");
	}

	static boolean isImage(Path file) {
		return file.getFileName().toString().matches(".*\\.(svg|png)");
	}

	/**
	 * Return the name by which people know a file.
	 * @param file a file of the project
	 * @return its path within the project
	 */
	String nameOf(Path file) {
		return this.directory.relativize(file).toString();
	}

	/**
	 * Return where the site has a file: below the same path as the documentation, with
	 * what is not of the documentation in a directory of its own.
	 * @param file a file or directory of the project
	 * @return the path within the site
	 */
	Path placeOf(Path file) {
		Path path = file.startsWith(documentation()) ? documentation().relativize(file)
				: Path.of("project").resolve(this.directory.relativize(file));
		if (file.equals(contents())) {
			return Path.of("index.html");
		}
		if (Files.isDirectory(file)) {
			return path.resolve("index.html");
		}
		if (isImage(file)) {
			return path;
		}
		String name = path.getFileName().toString();
		return path.resolveSibling((isPage(file) ? name.substring(0, name.length() - ".md".length()) : name) + ".html");
	}

}
