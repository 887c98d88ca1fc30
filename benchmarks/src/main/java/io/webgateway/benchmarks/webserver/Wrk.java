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

package io.webgateway.benchmarks.webserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webgateway.benchmarks.Candidate;
import io.webgateway.benchmarks.CpuTime;
import io.webgateway.benchmarks.Settings;
import io.webgateway.benchmarks.load.Request;
import io.webgateway.benchmarks.report.Sample;

/**
 * The load generator wrk, which takes less CPU time than ours where many connections of
 * HTTP are to be kept busy.
 */
final class Wrk {

	/** Of so many requests one may fail: a connection may end between two requests. */
	private static final int REQUESTS_PER_ERROR = 1000;

	private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");

	private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

	private static final Pattern ERRORS = Pattern.compile("(?:connect|read|write|timeout|responses:) (\\d+)");

	private static final Pattern QUANTILE = Pattern.compile("^\\s+(50|99)%\\s+([0-9.]+)(us|ms|s)$", Pattern.MULTILINE);

	private static final Map<String, Double> MICROS = Map.of("us", 1.0, "ms", 1e3, "s", 1e6);

	private final Path program;

	private final Settings settings;

	private Wrk(Path program, Settings settings) {
		this.program = program;
		this.settings = settings;
	}

	static Optional<Wrk> find(Settings settings) {
		return Program.find("wrk").map((program) -> new Wrk(program, settings));
	}

	/**
	 * Create a candidate that is measured with wrk.
	 */
	Candidate candidate(String name, InetSocketAddress address, Request request, int connections,
			ProcessHandle... servers) {
		return new Candidate(name, (leadIn, duration) -> measure(address, request, connections, duration, servers));
	}

	private Sample measure(InetSocketAddress address, Request request, int connections, Duration duration,
			ProcessHandle... servers) throws IOException {
		CpuTime cpuTime = new CpuTime(servers);
		cpuTime.lap();
		String output = run(address, request, connections, duration);
		cpuTime.lap();
		double requests = number(REQUESTS, output);
		Matcher errors = ERRORS.matcher(output);
		while (errors.find()) {
			if (Long.parseLong(errors.group(1)) > requests / REQUESTS_PER_ERROR) {
				throw new IOException("Requests failed: " + output);
			}
		}
		double rate = number(RATE, output);
		return new Sample(rate, rate * request.responseBytes() / 1e6, cpuTime.lastLap().toNanos() / 1e3 / requests,
				quantile("50", output), quantile("99", output));
	}

	private String run(InetSocketAddress address, Request request, int connections, Duration duration)
			throws IOException {
		List<String> command = new ArrayList<>(this.settings.processors().loadCommand());
		command.addAll(List.of(this.program.toString(), "-t1", "-c" + connections,
				"-d" + Math.max(1, duration.toSeconds()) + "s", "--latency",
				"http://" + address.getHostString() + ":" + address.getPort() + request.target()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	private static double number(Pattern pattern, String output) throws IOException {
		Matcher matcher = pattern.matcher(output);
		if (!matcher.find()) {
			throw new IOException("wrk says nothing of " + pattern + ": " + output);
		}
		return Double.parseDouble(matcher.group(1));
	}

	private static double quantile(String percent, String output) {
		Matcher matcher = QUANTILE.matcher(output);
		while (matcher.find()) {
			if (matcher.group(1).equals(percent)) {
				return Double.parseDouble(matcher.group(2)) * MICROS.get(matcher.group(3));
			}
		}
		return Double.NaN;
	}

}
