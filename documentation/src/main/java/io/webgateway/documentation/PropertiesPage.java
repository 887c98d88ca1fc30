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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page of all properties. It is kept with the others, so that it can be read where
 * they are, and has to be what the metadata says.
 */
final class PropertiesPage {

	private static final String INTRODUCTION = """
			# Properties

			Every property, as the metadata of the jars has it, which is also what an editor completes. This page is made of it by the build; the pages that it leads to tell more.

			A `Duration` is written as `500ms`, `10s` or `5m`, a `DataSize` as `64KB` or `1GB`, a `List` separated by commas or as a list of YAML. Environment variables set the same properties: `GATEWAY_LISTENERS_FASTCGI_BIND` is `gateway.listeners.fastcgi.bind`.
			""";

	private static final Pattern TABLE = Pattern.compile("\\| property below `([^`]+)` .*");

	private static final Pattern ROW = Pattern.compile("\\| ((?:`[^`]+`(?:, )?)+) \\|.*");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final Pattern QUOTED = Pattern.compile("(?<!\\w)'([^'\\s](?:[^']*[^'\\s])?)'(?!\\w)");

	private final Project project;

	private final List<ConfigurationProperty> properties;

	private PropertiesPage(Project project, List<ConfigurationProperty> properties) {
		this.project = project;
		this.properties = properties;
	}

	static PropertiesPage of(Project project) throws IOException {
		return new PropertiesPage(project, new PropertyMetadata(PropertiesPage.class.getClassLoader()).read());
	}

	static Path file(Project project) {
		return project.documentation().resolve("properties.md");
	}

	/**
	 * Check that the page is up-to-date.
	 * @throws IOException if a page cannot be read
	 * @throws DocumentationException if it is not, or if another page tells of a property
	 * that does not exist
	 */
	void check() throws IOException {
		if (!Files.readString(file(this.project)).equals(markdown())) {
			throw new DocumentationException(this.project.nameOf(file(this.project))
					+ " is not what the metadata of the properties says: ./document properties writes it anew");
		}
	}

	String markdown() throws IOException {
		Map<String, List<String>> links = links();
		Map<String, List<ConfigurationProperty>> groups = new LinkedHashMap<>();
		this.properties.forEach(
				(property) -> groups.computeIfAbsent(property.prefix(), (prefix) -> new ArrayList<>()).add(property));
		StringBuilder markdown = new StringBuilder(INTRODUCTION);
		groups.forEach((prefix, properties) -> {
			markdown.append("\n## ").append(code(prefix)).append("\n\n");
			markdown.append("| property | type | default | what it says |\n| --- | --- | --- | --- |\n");
			for (ConfigurationProperty property : properties) {
				markdown.append("| ")
					.append(code(property.name()))
					.append(" | ")
					.append(type(property))
					.append(" | ")
					.append(defaultValue(property))
					.append(" | ")
					.append(text(property.description()))
					.append(links.getOrDefault(property.fullName(), List.of())
						.stream()
						.map((link) -> " " + link)
						.collect(Collectors.joining(",")))
					.append(" |\n");
			}
		});
		return markdown.toString();
	}

	private static String code(String text) {
		return "`" + text + "`";
	}

	private static String type(ConfigurationProperty property) {
		return property.values().isEmpty() ? property.type()
				: property.values().stream().map(PropertiesPage::code).collect(Collectors.joining(", "));
	}

	private static String defaultValue(ConfigurationProperty property) {
		String value = property.defaultValue();
		return (value == null || value.isEmpty()) ? "–" : code(value);
	}

	private static String text(String description) {
		StringBuilder text = new StringBuilder();
		Matcher matcher = QUOTED.matcher(description);
		int end = 0;
		while (matcher.find()) {
			text.append(escape(description.substring(end, matcher.start()))).append(code(matcher.group(1)));
			end = matcher.end();
		}
		return text.append(escape(description.substring(end))).toString().replace("|", "\\|");
	}

	private static String escape(String text) {
		return text.replaceAll("([*_<\\[`\\\\])", "\\\\$1");
	}

	private String link(Path page) throws IOException {
		return "[" + Page.read(page).title() + "](" + this.project.documentation().relativize(page) + ")";
	}

	/**
	 * Return links to the pages that have a property in one of their tables.
	 * @return the links by the full names of the properties
	 * @throws IOException if a page cannot be read
	 * @throws DocumentationException if a table has what is no property
	 */
	private Map<String, List<String>> links() throws IOException {
		Set<String> names = this.properties.stream()
			.map(ConfigurationProperty::fullName)
			.collect(Collectors.toCollection(TreeSet::new));
		List<String> problems = new ArrayList<>();
		Map<String, List<String>> links = new TreeMap<>();
		for (Path page : this.project.pages()) {
			if (page.equals(file(this.project))) {
				continue;
			}
			for (String name : named(page)) {
				if (!name.endsWith("…") && !names.contains(name)) {
					problems.add(this.project.nameOf(page) + " tells of a property that does not exist: " + name);
				}
				links.computeIfAbsent(name, (key) -> new ArrayList<>()).add(link(page));
			}
		}
		if (!problems.isEmpty()) {
			throw new DocumentationException(problems);
		}
		return links;
	}

	private static List<String> named(Path page) throws IOException {
		List<String> named = new ArrayList<>();
		String prefix = null;
		for (String line : Files.readAllLines(page)) {
			Matcher table = TABLE.matcher(line);
			Matcher row = ROW.matcher(line);
			if (table.matches()) {
				prefix = table.group(1);
			}
			else if (!line.startsWith("|")) {
				prefix = null;
			}
			else if (prefix != null && row.matches()) {
				Matcher names = CODE.matcher(row.group(1));
				while (names.find()) {
					named.add(prefix + "." + names.group(1));
				}
			}
		}
		return named;
	}

}
