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
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The documentation as a site that needs no server: its pages, and all files of the
 * project that they lead to.
 */
class Site {

	private final Project project;

	private final Map<Path, Page> pages = new TreeMap<>();

	private final Set<Path> files = new TreeSet<>();

	private final Contents contents;

	private final PageRenderer renderer;

	private final Layout layout;

	/**
	 * Read and check the documentation.
	 * @param project the project
	 * @throws IOException if a file cannot be read
	 * @throws DocumentationException if a page is in no section of the contents, or a
	 * link leads nowhere
	 */
	Site(Project project) throws IOException {
		this.project = project;
		Page first = Page.read(project.contents());
		List<Path> pages = project.pages();
		this.contents = Contents.of(first, pages);
		collect(pages);
		List<String> problems = new LinkCheck(project, this.pages).problems();
		if (!problems.isEmpty()) {
			throw new DocumentationException(problems);
		}
		this.renderer = new PageRenderer(project);
		this.layout = new Layout(project, this.contents,
				(file) -> Objects.requireNonNull(this.pages.get(file), file::toString).title(), this.renderer);
	}

	private void collect(List<Path> pages) throws IOException {
		Deque<Path> found = new ArrayDeque<>(pages);
		found.add(this.project.contents());
		while (!found.isEmpty()) {
			Path file = found.remove();
			if (this.pages.containsKey(file) || this.files.contains(file) || !Files.exists(file)
					|| !file.startsWith(this.project.directory())) {
				continue;
			}
			if (Files.isDirectory(file)) {
				this.files.add(file);
				found.addAll(list(file));
			}
			else if (Project.isPage(file)) {
				Page page = Page.read(file);
				this.pages.put(file, page);
				page.destinations()
					.stream()
					.filter((destination) -> !Target.isExternal(destination))
					.map((destination) -> Target.of(file, destination).file())
					.forEach(found::add);
				page.shown().stream().map(this.project::shown).forEach(found::add);
			}
			else {
				this.files.add(file);
			}
		}
	}

	private static List<Path> list(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.sorted().toList();
		}
	}

	/**
	 * Write the site.
	 * @param directory where to write it; what is there is removed before
	 * @throws IOException if it cannot be written
	 */
	void write(Path directory) throws IOException {
		delete(directory);
		for (Page page : this.pages.values()) {
			write(directory, page.file(),
					this.layout.page(page.file(), page.title(), this.renderer.render(page), page));
		}
		for (Path file : this.files) {
			if (Project.isImage(file)) {
				Path copy = directory.resolve(this.project.placeOf(file));
				Files.createDirectories(copy.getParent());
				Files.copy(file, copy);
			}
			else {
				String name = this.project.nameOf(file);
				String body = Files.isDirectory(file) ? listOf(file) : textOf(file);
				write(directory, file,
						this.layout.page(file, name, "<h1>" + Layout.escape(name) + "</h1>" + body, null));
			}
		}
		Files.writeString(directory.resolve("style.css"), Layout.resource("style.css"));
	}

	private void write(Path directory, Path file, String html) throws IOException {
		Path place = directory.resolve(this.project.placeOf(file));
		Files.createDirectories(place.getParent());
		Files.writeString(place, html);
	}

	private String textOf(Path file) throws IOException {
		return "<figure><pre tabindex=\"0\"><code>" + Layout.escape(Files.readString(file)) + "</code></pre></figure>";
	}

	private String listOf(Path directory) throws IOException {
		List<String> items = new ArrayList<>();
		for (Path file : list(directory)) {
			items.add("<li><a href=\"" + this.renderer.reference(directory, file) + "\">"
					+ Layout.escape(file.getFileName().toString()) + "</a></li>");
		}
		return "<ul>" + String.join("\n", items) + "</ul>";
	}

	private static void delete(Path directory) throws IOException {
		if (!Files.exists(directory)) {
			return;
		}
		Files.walkFileTree(directory, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException ex) throws IOException {
				Files.delete(visited);
				return FileVisitResult.CONTINUE;
			}

		});
	}

}
