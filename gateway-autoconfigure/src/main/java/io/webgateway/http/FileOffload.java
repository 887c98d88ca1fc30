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

package io.webgateway.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;

/**
 * Which files the web server sends in place of the application, and how it is told to.
 */
public final class FileOffload {

	private static final int DELETE = 0x7F;

	private final FileHeader header;

	private final List<Root> roots;

	/**
	 * Create a new offload.
	 * @param header tells the web server to send a file
	 * @param roots the directories below which files are left to the web server
	 * @throws IOException if a directory does not exist or cannot be looked at
	 */
	public FileOffload(FileHeader header, Collection<FileRoot> roots) throws IOException {
		this.header = header;
		List<Root> realRoots = new ArrayList<>();
		for (FileRoot root : roots) {
			realRoots.add(new Root(root.directory().toRealPath(), root.location()));
		}
		// A file belongs to the innermost
		realRoots.sort(Comparator.comparingInt((root) -> -root.directory().getNameCount()));
		this.roots = List.copyOf(realRoots);
	}

	/**
	 * Return what tells the web server to send a file, all links to it resolved. This
	 * looks at the file system, and waits for it.
	 * @param file the file
	 * @param position where the content of the response starts in the file
	 * @param count the number of bytes that the response is to have
	 * @param request the header fields of the request
	 * @return the instruction, or {@code null} if the file is not one for the web server
	 * @throws IOException if the file does not exist or cannot be looked at
	 */
	@Nullable FileInstruction instruct(Path file, long position, long count, HttpHeaders request) throws IOException {
		Path realFile = file.toRealPath();
		for (Root root : this.roots) {
			if (realFile.startsWith(root.directory())) {
				String value = Files.isRegularFile(realFile) ? value(root, realFile) : null;
				if (value == null) {
					return null;
				}
				long size = Files.size(realFile);
				return new FileInstruction(this.header, value, position == 0 && count == size,
						isRequested(position, count, size, request));
			}
		}
		return null;
	}

	/**
	 * Only the path of a URI has the bytes of a file's name, whatever the JVM takes them
	 * for.
	 */
	private @Nullable String value(Root root, Path realFile) {
		String directory = root.directory().toUri().getRawPath();
		String encodedName = realFile.toUri().getRawPath().substring(directory.length());
		return hasControlCharacter(encodedName) ? null : this.header.value(root.location(), encodedName);
	}

	private static boolean hasControlCharacter(String encodedName) {
		for (int i = 0; i < encodedName.length(); i++) {
			int decoded = PercentEncoding.decode(encodedName, i);
			if ((decoded >= 0 && decoded < ' ') || decoded == DELETE) {
				return true;
			}
		}
		return false;
	}

	private static boolean isRequested(long position, long count, long size, HttpHeaders request) {
		try {
			List<HttpRange> ranges = request.getRange();
			return ranges.size() == 1 && ranges.get(0).getRangeStart(size) == position
					&& Math.min(ranges.get(0).getRangeEnd(size), size - 1) == position + count - 1;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * A directory, all links to it resolved.
	 */
	private record Root(Path directory, String location) {

	}

}
