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

package io.webgateway.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import io.webgateway.benchmarks.report.Report;
import io.webgateway.benchmarks.report.Section;

/**
 * The command: runs comparisons and prints what came of them.
 */
public final class Main {

	private static final String USAGE = """
			usage: benchmark [options]
			  --only NAME        only this comparison, may be repeated
			  --list             names the comparisons
			  --rounds N         how often each candidate is measured (5)
			  --seconds S        how long it is measured each time (3)
			  --java PATH        the java command that runs the servers
			  --quick            only shows that everything works: the figures mean nothing
			""";

	private static final String INTRODUCTION = """
			Servers run with `%s` and as many event loops as Reactor Netty has by default, which are at least four. \
			Candidates are measured in turn, in so many rounds as is said with each table, after passes until none gets \
			faster, in which servers may use all processors; less of both where many things are compared. Figures are \
			medians, with the least and the greatest in parentheses, and ratios are those of each round."""
		.formatted(String.join(" ", ServerProcess.JVM_OPTIONS));

	private Main() {
	}

	/**
	 * Run the command.
	 * @param args what is to be run, and how
	 * @throws IOException if something cannot be measured
	 */
	public static void main(String[] args) throws IOException {
		List<String> arguments = Arrays.asList(args);
		Deque<String> rest = new ArrayDeque<>(arguments);
		Settings settings = arguments.contains("--quick") ? Settings.QUICK : Settings.DEFAULTS;
		List<Comparison> comparisons = new ArrayList<>();
		while (!rest.isEmpty()) {
			String option = rest.remove();
			if (option.equals("--list")) {
				Comparisons.ALL.forEach((comparison) -> System.out.println(comparison.name()));
				return;
			}
			if (option.equals("--only")) {
				comparisons.add(comparison(rest.remove()));
			}
			else if (!option.equals("--quick")) {
				settings = settings(settings, option, rest);
			}
		}
		Path directory = Path.of(System.getProperty("benchmark.directory", "target/benchmark"));
		run(settings, comparisons.isEmpty() ? Comparisons.ALL : comparisons,
				settings.quick() ? directory.resolve("quick") : directory);
	}

	private static Settings settings(Settings settings, String option, Deque<String> rest) {
		return switch (option) {
			case "--rounds" -> settings.rounds(Integer.parseInt(rest.remove()));
			case "--seconds" -> settings.duration(Duration.ofMillis((long) (Double.parseDouble(rest.remove()) * 1000)));
			case "--java" -> settings.java(Path.of(rest.remove()));
			default -> throw new IllegalArgumentException("Unknown option " + option + "\n" + USAGE);
		};
	}

	private static Comparison comparison(String name) {
		return Comparisons.ALL.stream()
			.filter((comparison) -> comparison.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Unknown comparison " + name + "\n" + USAGE));
	}

	static Report run(Settings settings, List<Comparison> comparisons, Path directory) throws IOException {
		Report report = new Report(directory, INTRODUCTION, Comparisons.ALL.stream().map(Comparison::name).toList());
		System.out.println(INTRODUCTION);
		String machine = Machine.description(settings);
		for (Comparison comparison : comparisons) {
			settings.processors().pinLoad();
			Section section = comparison.run(settings).measured(machine + " " + comparison.procedure(settings));
			report.add(section);
			System.out.println("\n" + section.markdown());
		}
		System.out.println(report.goals());
		return report;
	}

}
