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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link Report} and its plots.
 */
class ReportTests {

	@Test
	void whenSectionIsAddedThenItsFilesAreWritten(@TempDir Path directory) throws IOException {
		Report report = new Report(directory, "Introduction.", List.of("one"));
		report.add(new Section("one", "Title").text("Text.")
			.measured("Today.")
			.plot(new BarPlot("Title", "label").bar("bar", Spread.of(1), null))
			.verdict(new Verdict("candidate", Spread.of(1), Goal.atLeast(2))));
		assertThat(directory.resolve("performance/one.svg")).content().startsWith("<svg ");
		assertThat(directory.resolve("one.md")).hasContent("""
				## Title

				Today.

				Text.

				![Title](performance/one.svg)
				""");
		assertThat(Files.readString(directory.resolve("report.md"))).startsWith("Introduction.\n\n## Goals\n")
			.contains("| Title | candidate | 1.00 (1.00–1.00) | ≥ 2.00, **not reached** |")
			.contains("\n## Title\n");
	}

	@Test
	void whenSectionsAreRunApartThenReportHasAllInTheirOrder(@TempDir Path directory) throws IOException {
		List<String> names = List.of("one", "two", "never");
		Report first = new Report(directory, "Introduction.", names);
		first.add(section("two", "on Monday", 3));
		first.add(section("one", "on Monday", 1));
		Report last = new Report(directory, "Introduction.", names);
		last.add(section("one", "on Tuesday", 2));
		assertThat(last.markdown()).isEqualTo("""
				Introduction.

				## Goals

				| comparison | candidate | measured | goal |
				| --- | --- | --- | --- |
				| one | candidate | 2.00 (2.00–2.00) | ≥ 2.00, reached |
				| two | candidate | 3.00 (3.00–3.00) | ≥ 2.00, reached |

				## one

				on Tuesday

				2.0

				## two

				on Monday

				3.0
				""");
		assertThat(directory.resolve("report.md")).hasContent(last.markdown());
	}

	@Test
	void whenRowHasAnotherNumberOfCellsThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Table("a", "b").row("c"));
	}

	@Test
	void whenBarsAreDrawnThenTheirLengthsAreProportional() throws Exception {
		Document plot = parse(new BarPlot("<Bars & more>", "label").bar("short", Spread.of(1), Goal.atLeast(1.5))
			.bar("long", Spread.of(2), null)
			.svg());
		// The first is the background
		assertThat(width(plot, 2)).isCloseTo(2 * width(plot, 1), within(0.2));
		assertThat(plot.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("<Bars & more>");
	}

	@Test
	void whenGoalIsBeyondTheBarThenTheFigureIsBesideIt() throws Exception {
		Document plot = parse(new BarPlot("", "").bar("bar", Spread.of(1.2), Goal.atLeast(1.25))
			.bar("long", Spread.of(2), null)
			.svg());
		Element figure = (Element) plot.getElementsByTagName("text").item(2);
		// Drawn after the line at 1, which could cover it
		Element goal = (Element) plot.getElementsByTagName("line").item(2);
		assertThat(figure.getTextContent()).isEqualTo("1.20");
		assertThat(goal.getAttribute("stroke")).isEqualTo("#c00");
		assertThat(Double.parseDouble(figure.getAttribute("x")))
			.isGreaterThan(Double.parseDouble(goal.getAttribute("x1")));
	}

	@Test
	void whenPointsGrowTenfoldThenTheirDistancesAreTheSame() throws Exception {
		Document plot = parse(new LinePlot("Lines", "x", "y").point("line", 1, 5)
			.point("line", 10, 50)
			.point("line", 100, 500)
			.svg());
		assertThat(place(plot, 1, "cx") - place(plot, 0, "cx"))
			.isCloseTo(place(plot, 2, "cx") - place(plot, 1, "cx"), within(0.2))
			.isPositive();
		assertThat(place(plot, 1, "cy") - place(plot, 0, "cy"))
			.isCloseTo(place(plot, 2, "cy") - place(plot, 1, "cy"), within(0.2))
			.isNegative();
	}

	@Test
	void whenPointHasNoLogarithmThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new LinePlot("", "", "").point("line", 0, 1));
	}

	private static Section section(String name, String circumstances, double value) {
		return new Section(name, name).measured(circumstances)
			.text(String.valueOf(value))
			.verdict(new Verdict("candidate", Spread.of(value), Goal.atLeast(2)));
	}

	private static Document parse(String svg) throws Exception {
		return DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
	}

	private static double width(Document plot, int index) {
		return Double.parseDouble(((Element) plot.getElementsByTagName("rect").item(index)).getAttribute("width"));
	}

	private static double place(Document plot, int index, String attribute) {
		return Double.parseDouble(((Element) plot.getElementsByTagName("circle").item(index)).getAttribute(attribute));
	}

}
