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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a comparison: a title, and tables and plots with words between them.
 */
public final class Section {

	private final String name;

	private final String title;

	private String circumstances = "";

	private final StringBuilder body = new StringBuilder();

	private final Map<String, Plot> plots = new LinkedHashMap<>();

	private final List<Verdict> verdicts = new ArrayList<>();

	/**
	 * Create a new section.
	 * @param name the name of the comparison
	 * @param title the title
	 */
	public Section(String name, String title) {
		this.name = name;
		this.title = title;
	}

	/**
	 * Say when and on what was measured.
	 * @param circumstances the text
	 * @return this section
	 */
	public Section measured(String circumstances) {
		this.circumstances = circumstances + "\n\n";
		return this;
	}

	/**
	 * Add a paragraph.
	 * @param text its text
	 * @return this section
	 */
	public Section text(String text) {
		this.body.append(text).append("\n\n");
		return this;
	}

	/**
	 * Add a table.
	 * @param table the table
	 * @return this section
	 */
	public Section table(Table table) {
		return text(table.markdown().stripTrailing());
	}

	/**
	 * Add a table of ratios, a plot of them, and whether the goals are reached.
	 * @param ratios the ratios
	 * @return this section
	 */
	public Section ratios(Ratios ratios) {
		ratios.verdicts().forEach(this::verdict);
		return table(ratios.table()).plot(ratios.plot(this.title));
	}

	/**
	 * Add a plot.
	 * @param plot the plot
	 * @return this section
	 */
	public Section plot(Plot plot) {
		String file = this.name + (this.plots.isEmpty() ? "" : "-" + (this.plots.size() + 1)) + ".svg";
		this.plots.put(file, plot);
		return text("![" + this.title + "](performance/" + file + ")");
	}

	/**
	 * Add whether a goal is reached.
	 * @param verdict whether it is
	 * @return this section
	 */
	public Section verdict(Verdict verdict) {
		this.verdicts.add(verdict);
		return this;
	}

	/**
	 * Return the name of the comparison.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the title.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Return the section in Markdown.
	 * @return the text
	 */
	public String markdown() {
		return "## " + this.title + "\n\n" + this.circumstances + this.body.toString().stripTrailing() + "\n";
	}

	/**
	 * Return whether the goals are reached.
	 * @return what was measured for each goal
	 */
	public List<Verdict> verdicts() {
		return List.copyOf(this.verdicts);
	}

	/**
	 * Return the plots.
	 * @return the plots by the names of their files
	 */
	public Map<String, Plot> plots() {
		return Map.copyOf(this.plots);
	}

}
