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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * As much of a page's Markdown as its tests need.
 *
 * @param blocks the fenced blocks
 * @param prose the lines outside of them
 */
record MarkdownPage(List<Block> blocks, List<String> prose) {

	private static final String FENCE = "```";

	private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->");

	private static final Pattern PART = Pattern.compile("<!-- part of: (\\S+) -->");

	private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

	static MarkdownPage read(Path file) throws IOException {
		List<Block> blocks = new ArrayList<>();
		List<String> prose = new ArrayList<>();
		String before = "";
		Block block = null;
		for (String line : Files.readAllLines(file)) {
			if (!line.startsWith(FENCE)) {
				if (block != null) {
					block.lines().add(line);
				}
				else {
					prose.add(line);
					before = line;
				}
			}
			else if (block != null) {
				blocks.add(block);
				block = null;
				before = "";
			}
			else {
				String language = line.substring(FENCE.length()).trim();
				block = new Block(language, group(FILE, before), group(PART, before), new ArrayList<>());
			}
		}
		if (block != null) {
			throw new IllegalArgumentException("A block has no end in " + file);
		}
		return new MarkdownPage(blocks, prose);
	}

	private static @Nullable String group(Pattern pattern, String line) {
		Matcher matcher = pattern.matcher(line.trim());
		return matcher.matches() ? matcher.group(1) : null;
	}

	List<String> relativeLinks() {
		return LINK.matcher(String.join("\n", this.prose))
			.results()
			.map((MatchResult result) -> result.group(1))
			.filter((link) -> !link.matches("[a-z]+:.*"))
			.toList();
	}

	/**
	 * Return what can follow a number sign in a link to the page.
	 * @return the names of the headings
	 */
	List<String> anchors() {
		return this.prose.stream()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("^#+ +", "").toLowerCase(Locale.ROOT))
			.map((heading) -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
			.toList();
	}

	/**
	 * A fenced block.
	 *
	 * @param language the language that it is said to be in, empty for none
	 * @param file the file below {@code docs} that it shows
	 * @param partOf the file below {@code docs} of which it shows a part
	 * @param lines the lines
	 */
	record Block(String language, @Nullable String file, @Nullable String partOf, List<String> lines) {

		String text() {
			return String.join("\n", this.lines) + "\n";
		}

	}

}
