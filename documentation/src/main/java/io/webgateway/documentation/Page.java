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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/**
 * A page in Markdown.
 *
 * @param file where it is
 * @param document what it says
 * @param headings its headings with their names, in their order
 * @param destinations where its links and images lead
 * @param shown the files of the documentation that its blocks show, or parts of them
 */
record Page(Path file, Node document, Map<Heading, String> headings, List<String> destinations, List<String> shown) {

	static final Pattern SHOWN = Pattern.compile("<!-- (file|part of): (\\S+) -->");

	private static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();

	static Page read(Path file) throws IOException {
		return of(file, Files.readString(file));
	}

	static Page of(Path file, String markdown) {
		Node document = PARSER.parse(markdown);
		HeadingNames names = new HeadingNames();
		Map<Heading, String> headings = new LinkedHashMap<>();
		List<String> destinations = new ArrayList<>();
		List<String> shown = new ArrayList<>();
		document.accept(new AbstractVisitor() {

			@Override
			public void visit(Heading heading) {
				headings.put(heading, names.next(heading));
				visitChildren(heading);
			}

			@Override
			public void visit(Link link) {
				destinations.add(link.getDestination());
				visitChildren(link);
			}

			@Override
			public void visit(Image image) {
				destinations.add(image.getDestination());
			}

			@Override
			public void visit(HtmlBlock block) {
				Matcher matcher = SHOWN.matcher(block.getLiteral().strip());
				if (matcher.matches()) {
					shown.add(matcher.group(2));
				}
			}

		});
		return new Page(file, document, headings, destinations, shown);
	}

	String title() {
		if (this.document.getFirstChild() instanceof Heading heading && heading.getLevel() == 1) {
			return HeadingNames.textOf(heading);
		}
		throw new DocumentationException(this.file + " does not begin with its title");
	}

	/**
	 * Return the headings of the second level, which are the sections of the page.
	 * @return the headings, in their order
	 */
	List<Heading> sections() {
		List<Heading> sections = new ArrayList<>();
		for (Node node = this.document.getFirstChild(); node != null; node = node.getNext()) {
			if (node instanceof Heading heading && heading.getLevel() == 2) {
				sections.add(heading);
			}
		}
		return sections;
	}

}
