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
 * Everything that a run has measured, as files: one for each comparison, one for all, and
 * their plots.
 */
public final class Report {

	private static final String PLOTS = "performance";

	private final Path directory;

	private final String machine;

	private final List<Section> sections = new ArrayList<>();

	/**
	 * Create a new report.
	 * @param directory where its files are written to
	 * @param machine on what is measured
	 */
	public Report(Path directory, String machine) {
		this.directory = directory;
		this.machine = machine;
	}

	/**
	 * Add what came of a comparison, and write it at once.
	 * @param section what came of it
	 * @throws IOException if it cannot be written
	 */
	public void add(Section section) throws IOException {
		this.sections.add(section);
		Files.createDirectories(this.directory.resolve(PLOTS));
		Files.writeString(this.directory.resolve(section.name() + ".md"), section.markdown());
		for (Map.Entry<String, Plot> plot : section.plots().entrySet()) {
			Files.writeString(this.directory.resolve(PLOTS).resolve(plot.getKey()), plot.getValue().svg());
		}
		Files.writeString(this.directory.resolve("report.md"), markdown());
	}

	/**
	 * Return the report in Markdown.
	 * @return the text
	 */
	public String markdown() {
		StringBuilder text = new StringBuilder(this.machine).append("\n\n").append(goals());
		this.sections.forEach((section) -> text.append('\n').append(section.markdown()));
		return text.toString();
	}

	/**
	 * Return what the goals are and which of them are reached.
	 * @return the text in Markdown
	 */
	public String goals() {
		Table table = new Table("comparison", "candidate", "measured", "goal");
		this.sections.forEach((section) -> section.verdicts()
			.forEach((verdict) -> table.row(section.title(), verdict.name(), verdict.measured().text(),
					verdict.text())));
		return "## Goals\n\n" + table.markdown();
	}

}
