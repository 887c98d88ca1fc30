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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.commonmark.node.Heading;
import org.jspecify.annotations.Nullable;

/**
 * Puts around the text of a page what all pages have: the way to all others, and to the
 * one before and the one after.
 */
class Layout {

	private final String template = resource("page.html");

	private final Project project;

	private final Contents contents;

	private final Titles titles;

	private final PageRenderer renderer;

	Layout(Project project, Contents contents, Titles titles, PageRenderer renderer) {
		this.project = project;
		this.contents = contents;
		this.titles = titles;
		this.renderer = renderer;
	}

	static String resource(String name) {
		try (InputStream stream = Layout.class.getResourceAsStream(name)) {
			if (stream == null) {
				throw new IllegalStateException("There is no " + name);
			}
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return a page.
	 * @param file the file that it shows
	 * @param title the title of the page
	 * @param body its text in HTML
	 * @param page the page as Markdown, if it is one
	 * @return the page in HTML
	 */
	String page(Path file, String title, String body, @Nullable Page page) {
		boolean first = file.equals(this.project.contents());
		return this.template.replace("${title}", escape(first ? "webgateway" : title + " · webgateway"))
			.replace("${stylesheet}", root(file) + "style.css")
			.replace("${home}", this.renderer.reference(file, this.project.contents()))
			.replace("${navigation}", navigation(file, page))
			.replace("${neighbours}", neighbours(file))
			.replace("${body}", body);
	}

	private String root(Path file) {
		return "../".repeat(this.project.placeOf(file).getNameCount() - 1);
	}

	private String navigation(Path from, @Nullable Page page) {
		StringBuilder html = new StringBuilder();
		for (Contents.Section section : this.contents.sections()) {
			html.append("<h2>").append(escape(section.title())).append("</h2>\n<ul>\n");
			for (Path file : section.pages()) {
				boolean current = file.equals(from);
				html.append("<li>").append(link(from, file, current ? " aria-current=\"page\"" : ""));
				if (current && page != null) {
					html.append(sections(page));
				}
				html.append("</li>\n");
			}
			html.append("</ul>\n");
		}
		return html.toString();
	}

	private String sections(Page page) {
		List<Heading> sections = page.sections();
		if (sections.isEmpty()) {
			return "";
		}
		StringBuilder html = new StringBuilder("\n<ul>\n");
		for (Heading section : sections) {
			html.append("<li><a href=\"#")
				.append(page.headings().get(section))
				.append("\">")
				.append(escape(HeadingNames.textOf(section)))
				.append("</a></li>\n");
		}
		return html.append("</ul>\n").toString();
	}

	private String neighbours(Path file) {
		List<Path> order = this.contents.order();
		int index = order.indexOf(file);
		StringBuilder html = new StringBuilder();
		if (index > 0) {
			html.append("<span>← ").append(link(file, order.get(index - 1), " rel=\"prev\"")).append("</span>\n");
		}
		boolean first = file.equals(this.project.contents());
		if ((index != -1 || first) && index + 1 < order.size()) {
			html.append("<span class=\"next\">")
				.append(link(file, order.get(index + 1), " rel=\"next\""))
				.append(" →</span>\n");
		}
		return html.toString();
	}

	private String link(Path from, Path file, String attributes) {
		return "<a href=\"" + this.renderer.reference(from, file) + "\"" + attributes + ">"
				+ escape(this.titles.of(file)) + "</a>";
	}

	static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

	/**
	 * The titles of pages.
	 */
	interface Titles {

		String of(Path file);

	}

}
