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

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CPU time that servers use, with all processes that they have started.
 */
public final class CpuTime {

	private final List<ProcessHandle> servers;

	private Duration total = Duration.ZERO;

	private Duration lastLap = Duration.ZERO;

	/**
	 * Create a new clock.
	 * @param servers the processes
	 */
	public CpuTime(ProcessHandle... servers) {
		this.servers = List.of(servers);
	}

	/**
	 * End a lap and begin the next.
	 */
	public void lap() {
		Duration total = this.servers.stream()
			.flatMap((server) -> Stream.concat(Stream.of(server), server.descendants()))
			.map((server) -> server.info().totalCpuDuration().orElse(Duration.ZERO))
			.reduce(Duration.ZERO, Duration::plus);
		this.lastLap = total.minus(this.total);
		this.total = total;
	}

	/**
	 * Return the CPU time of the lap that has ended.
	 * @return the CPU time
	 */
	public Duration lastLap() {
		return this.lastLap;
	}

}
