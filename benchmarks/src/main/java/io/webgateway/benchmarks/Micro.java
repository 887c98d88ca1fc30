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
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import io.webgateway.benchmarks.micro.HeadDecoding;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Spread;
import io.webgateway.benchmarks.report.Table;

/**
 * The parts of the way that a request takes, each alone.
 */
final class Micro implements Comparison {

	private static final String ALLOCATION = "gc.alloc.rate.norm";

	private static final int FORKS = 3;

	private static final int WARM_UP_ITERATIONS = 6;

	private static final int ITERATIONS = 4;

	private static final TimeValue ITERATION = TimeValue.milliseconds(500);

	private static final TimeValue QUICK_ITERATION = TimeValue.milliseconds(10);

	@Override
	public String name() {
		return "micro";
	}

	@Override
	public String procedure(Settings settings) {
		return """
				By JMH in %d JVMs one after the other on all processors, in each %d iterations of %s after %d that do \
				not count. Averages, and how far off they may be with a confidence of 99.9 %%.""".formatted(FORKS,
				ITERATIONS, ITERATION, WARM_UP_ITERATIONS);
	}

	@Override
	public Section run(Settings settings) throws IOException {
		// The compilers of the JVMs have work to do beside what is measured
		settings.processors().releaseLoad();
		Table table = new Table("", "", "ns", "bytes allocated");
		for (RunResult result : run(options(settings))) {
			table.row("`" + benchmark(result.getParams()) + "`", parameters(result.getParams()),
					text(result.getPrimaryResult()), text(result.getSecondaryResults().get(ALLOCATION)));
		}
		return new Section(name(), "The parts of a request's way, each alone").table(table);
	}

	private static Collection<RunResult> run(Options options) throws IOException {
		try {
			return new Runner(options).run();
		}
		catch (RunnerException ex) {
			throw new IOException(ex);
		}
	}

	private static Options options(Settings settings) {
		TimeValue iteration = settings.quick() ? QUICK_ITERATION : ITERATION;
		return new OptionsBuilder().include("^" + HeadDecoding.class.getPackageName().replace(".", "\\.") + "\\.")
			.mode(Mode.AverageTime)
			.timeUnit(TimeUnit.NANOSECONDS)
			.forks(settings.quick() ? 0 : FORKS)
			.jvm(settings.java().toString())
			.jvmArgs(ServerProcess.JVM_OPTIONS.toArray(String[]::new))
			.warmupIterations(WARM_UP_ITERATIONS)
			.warmupTime(iteration)
			.measurementIterations(ITERATIONS)
			.measurementTime(iteration)
			.addProfiler(GCProfiler.class)
			.verbosity(VerboseMode.SILENT)
			.shouldFailOnError(true)
			.build();
	}

	private static String benchmark(BenchmarkParams params) {
		return params.getBenchmark().substring(HeadDecoding.class.getPackageName().length() + 1);
	}

	private static String parameters(BenchmarkParams params) {
		return params.getParamsKeys()
			.stream()
			.map((key) -> key + " " + params.getParam(key))
			.collect(Collectors.joining(", "));
	}

	private static String text(Result<?> result) {
		return String.format(Locale.ROOT, "%s ± %s", Spread.format(result.getScore()),
				Spread.format(result.getScoreError()));
	}

}
