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

package io.webgateway.autoconfigure.doctor;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.webgateway.autoconfigure.doctor.Finding.Result;

/**
 * Prints what the doctor has found: a row for each probe, and a line for each remedy.
 */
final class FindingTable {

	private static final String ROW = "%-4s  %-19s  %s%n";

	private final Map<Result, Integer> counts = new EnumMap<>(Result.class);

	private final PrintStream output;

	FindingTable(PrintStream output) {
		this.output = output;
	}

	void printTitle(String title) {
		this.output.println(printable(title));
		this.output.println();
	}

	void print(String name, Finding finding) {
		this.counts.merge(finding.result(), 1, Integer::sum);
		this.output.printf(ROW, finding.result(), name, printable(finding.what()));
		for (Remedy remedy : finding.remedies()) {
			this.output.printf(ROW, "", (finding.result() == Result.LOST) ? "  to mend it" : "  to change it",
					remedy.where() + ": " + remedy.line());
		}
	}

	/**
	 * What comes from the web server may be anything.
	 */
	static String printable(String text) {
		return text.replaceAll("\\p{Cntrl}", "?");
	}

	/**
	 * Print how often there was which result.
	 * @param webServer the web server, {@code null} if it is not known
	 */
	void printSummary(@Nullable WebServerKind webServer) {
		this.output.printf("%n%d ok, %d note, %d lost%n", count(Result.OK), count(Result.NOTE), count(Result.LOST));
		if (!isAllWell() && webServer != null) {
			this.output.println("Where the lines go is told in " + webServer.page());
		}
	}

	boolean isAllWell() {
		return count(Result.LOST) == 0;
	}

	private int count(Result result) {
		return this.counts.getOrDefault(result, 0);
	}

}
