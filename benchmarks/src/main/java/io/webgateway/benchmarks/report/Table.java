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
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table.
 */
public final class Table {

	private final List<List<String>> rows = new ArrayList<>();

	/**
	 * Create a new table.
	 * @param columns the names of the columns
	 */
	public Table(String... columns) {
		row(columns);
	}

	/**
	 * Create a new table with a column for each of several candidates.
	 * @param first the name of the first column
	 * @param candidates the names of the candidates
	 * @param unit the unit of their figures
	 */
	public Table(String first, Collection<String> candidates, String unit) {
		this(Stream.concat(Stream.of(first), candidates.stream().map((name) -> name + ", " + unit))
			.toArray(String[]::new));
	}

	/**
	 * Add a row.
	 * @param first its first cell
	 * @param others all others
	 * @return this table
	 */
	public Table row(String first, Collection<String> others) {
		return row(Stream.concat(Stream.of(first), others.stream()).toArray(String[]::new));
	}

	/**
	 * Add a row.
	 * @param cells its cells
	 * @return this table
	 */
	public Table row(String... cells) {
		if (!this.rows.isEmpty() && cells.length != this.rows.get(0).size()) {
			throw new IllegalArgumentException("A row has as many cells as the table has columns");
		}
		this.rows.add(List.of(cells));
		return this;
	}

	/**
	 * Return the table in Markdown.
	 * @return the text
	 */
	public String markdown() {
		return head() + body();
	}

	String head() {
		List<String> columns = this.rows.get(0);
		return line(columns) + "|" + " --- |".repeat(columns.size()) + "\n";
	}

	String body() {
		return this.rows.stream().skip(1).map(Table::line).collect(Collectors.joining());
	}

	private static String line(List<String> cells) {
		return "| " + String.join(" | ", cells) + " |\n";
	}

}
