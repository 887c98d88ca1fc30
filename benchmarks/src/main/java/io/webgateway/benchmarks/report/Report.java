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

package io.webgateway.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that has been measured, as files: some for each comparison, one for all, and
 * their plots. The files of a comparison stay until it is run again, so that a report can
 * be put together from several runs.
 */
public final class Report {

	private static final String PLOTS = "performance";

	private static final String SECTION = ".md";

	private static final String GOALS = ".goals";

	private final Path directory;

	private final String introduction;

	private final List<String> names;

	/**
	 * Create a new report.
	 * @param directory where its files are, those of earlier runs among them
	 * @param introduction what holds for all comparisons
	 * @param names the names of the comparisons in the order of the report
	 */
	public Report(Path directory, String introduction, List<String> names) {
		this.directory = directory;
		this.introduction = introduction;
		this.names = List.copyOf(names);
	}

	/**
	 * Add what came of a comparison, instead of what came of it before, and write it at
	 * once.
	 * @param section what came of it
	 * @throws IOException if it cannot be written
	 */
	public void add(Section section) throws IOException {
		Files.createDirectories(this.directory.resolve(PLOTS));
		for (Map.Entry<String, Plot> plot : section.plots().entrySet()) {
			Files.writeString(this.directory.resolve(PLOTS).resolve(plot.getKey()), plot.getValue().svg());
		}
		Files.writeString(file(section.name(), GOALS), goals(section).body());
		Files.writeString(file(section.name(), SECTION), section.markdown());
		Files.writeString(this.directory.resolve("report.md"), markdown());
	}

	private static Table goals(Section section) {
		Table table = goalsTable();
		section.verdicts()
			.forEach(
					(verdict) -> table.row(section.title(), verdict.name(), verdict.measured().text(), verdict.text()));
		return table;
	}

	private static Table goalsTable() {
		return new Table("comparison", "candidate", "measured", "goal");
	}

	/**
	 * Return the report in Markdown.
	 * @return the text
	 * @throws IOException if what was measured earlier cannot be read
	 */
	public String markdown() throws IOException {
		StringBuilder text = new StringBuilder(this.introduction).append("\n\n").append(goals());
		for (String section : all(SECTION)) {
			text.append('\n').append(section);
		}
		return text.toString();
	}

	/**
	 * Return what the goals are and which of them are reached.
	 * @return the text in Markdown
	 * @throws IOException if what was measured earlier cannot be read
	 */
	public String goals() throws IOException {
		return "## Goals\n\n" + goalsTable().head() + String.join("", all(GOALS));
	}

	private List<String> all(String kind) throws IOException {
		List<String> texts = new ArrayList<>();
		for (String name : this.names) {
			if (Files.exists(file(name, kind))) {
				texts.add(Files.readString(file(name, kind)));
			}
		}
		return texts;
	}

	private Path file(String name, String kind) {
		return this.directory.resolve(name + kind);
	}

}
