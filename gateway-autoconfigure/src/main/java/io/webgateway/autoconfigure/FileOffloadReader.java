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

package io.webgateway.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.webgateway.autoconfigure.ListenerProperties.FileOffload;
import io.webgateway.autoconfigure.ListenerProperties.FileOffloadRoot;
import io.webgateway.http.FileHeader;
import io.webgateway.http.FileRoot;

/**
 * Reads which files of one listener are left to the web server, and refuses properties
 * that are of no use.
 */
class FileOffloadReader {

	private static final String LOCATION = ".location";

	private final String listener;

	private final FileOffload properties;

	FileOffloadReader(String listener, FileOffload properties) {
		this.listener = listener;
		this.properties = properties;
	}

	/**
	 * Return which files are left to the web server.
	 * @return the files, or {@code null} for none
	 */
	io.webgateway.http.@Nullable FileOffload read() {
		FileHeader header = this.properties.getHeader();
		List<FileOffloadRoot> roots = this.properties.getRoots();
		if (header == null && roots.isEmpty()) {
			return null;
		}
		if (header == null) {
			throw invalid("header", null, "it says how the web server is told to send files",
					"to 'x-sendfile' for lighttpd and Apache, or to 'x-accel-redirect' for nginx");
		}
		if (roots.isEmpty()) {
			throw invalid("roots[0].directory", null, "no file would be left to the web server",
					"to a directory below which the web server is to send files");
		}
		List<FileRoot> fileRoots = new ArrayList<>();
		for (int i = 0; i < roots.size(); i++) {
			fileRoots.add(root("roots[" + i + "]", header, roots.get(i)));
		}
		try {
			return new io.webgateway.http.FileOffload(header, fileRoots);
		}
		catch (IOException ex) {
			throw new IllegalStateException(
					"The directories of files of gateway listener '" + this.listener + "' cannot be looked at", ex);
		}
	}

	private FileRoot root(String property, FileHeader header, FileOffloadRoot root) {
		Path directory = directory(property + ".directory", root.getDirectory());
		return new FileRoot(directory, (header == FileHeader.X_SENDFILE) ? path(property, directory, root.getLocation())
				: internalLocation(property, root.getLocation()));
	}

	private Path directory(String property, @Nullable String value) {
		String reason = StringUtils.hasText(value) ? whyNotDirectory(value)
				: "files are left to the web server only below a directory";
		if (reason != null) {
			throw invalid(property, StringUtils.hasText(value) ? value : null, reason,
					"to the absolute path of a directory that the web server can read as well");
		}
		return Path.of(String.valueOf(value)).normalize();
	}

	private static @Nullable String whyNotDirectory(String value) {
		try {
			Path path = Path.of(value);
			if (!path.isAbsolute()) {
				return "it is not an absolute path";
			}
			if (path.normalize().getNameCount() == 0) {
				return "everything is below the root of the file system";
			}
			return Files.isDirectory(path) ? null : "there is no such directory";
		}
		catch (InvalidPathException ex) {
			return "it is not a path";
		}
	}

	private String path(String property, Path directory, @Nullable String location) {
		if (!StringUtils.hasText(location)) {
			return directory.toString();
		}
		check(location.startsWith("/"), property, location, "it is not an absolute path",
				"to the path by which the web server knows the directory, or remove it");
		return withoutLastSlash(location);
	}

	private String internalLocation(String property, @Nullable String location) {
		String usefulValue = "to the path of an internal location of nginx, such as '/files'";
		if (!StringUtils.hasText(location)) {
			throw invalid(property + LOCATION, null, "nginx knows the directory by the path of a location",
					usefulValue);
		}
		check(location.startsWith("/") && location.matches("[\\w!$&'()*+,./:;=@~-]*"), property, location,
				"it begins with a slash, and has neither blanks nor characters that need encoding", usefulValue);
		return withoutLastSlash(location);
	}

	private static String withoutLastSlash(String location) {
		return location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
	}

	private void check(boolean condition, String property, String location, String reason, String usefulValue) {
		if (!condition) {
			throw invalid(property + LOCATION, location, reason, usefulValue);
		}
	}

	private InvalidListenerPropertyException invalid(String property, @Nullable String value, String reason,
			String usefulValue) {
		String name = ListenerNames.property(this.listener, "file-offload." + property);
		return new InvalidListenerPropertyException(name, value, reason, "Set '" + name + "' " + usefulValue + ".");
	}

}
