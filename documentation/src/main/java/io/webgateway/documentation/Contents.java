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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;

/**
 * The order in which the pages are read, which the page of the contents tells: below each
 * heading a list, in which the first link of each item leads to a page.
 *
 * @param sections the sections, in their order
 */
record Contents(List<Section> sections) {

	/**
	 * Read the contents.
	 * @param page the page of the contents
	 * @param pages all pages that have to be there
	 * @return the contents
	 * @throws DocumentationException if a page is missing, or there twice
	 */
	static Contents of(Page page, List<Path> pages) {
		List<Section> sections = new ArrayList<>();
		for (Node node = page.document().getFirstChild(); node != null; node = node.getNext()) {
			if (node instanceof Heading heading && heading.getLevel() == 2) {
				sections.add(new Section(HeadingNames.textOf(heading), new ArrayList<>()));
			}
			else if (node instanceof BulletList list && !sections.isEmpty()) {
				addPages(sections.get(sections.size() - 1), page, list);
			}
		}
		Contents contents = new Contents(sections);
		contents.check(page, pages);
		return contents;
	}

	private static void addPages(Section section, Page page, BulletList list) {
		for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
			List<String> links = new ArrayList<>();
			item.accept(new AbstractVisitor() {

				@Override
				public void visit(Link link) {
					links.add(link.getDestination());
				}

			});
			if (item instanceof ListItem && !links.isEmpty()) {
				section.pages().add(Target.of(page.file(), links.get(0)).file());
			}
		}
	}

	private void check(Page page, List<Path> pages) {
		List<String> problems = new ArrayList<>();
		Set<Path> seen = new LinkedHashSet<>();
		for (Path file : order()) {
			if (!seen.add(file)) {
				problems.add(page.file() + " lists " + file + " twice");
			}
			if (!pages.contains(file)) {
				problems.add(page.file() + " lists " + file + ", which is no page of the documentation");
			}
		}
		for (Path file : pages) {
			if (!seen.contains(file)) {
				problems.add(page.file() + " has " + file + " in none of its sections");
			}
		}
		if (!problems.isEmpty()) {
			throw new DocumentationException(problems);
		}
	}

	List<Path> order() {
		return this.sections.stream().flatMap((section) -> section.pages().stream()).toList();
	}

	/**
	 * Some pages that belong together.
	 *
	 * @param title what they are about
	 * @param pages the files, in the order of reading
	 */
	record Section(String title, List<Path> pages) {

	}

}
