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

import java.nio.file.Path;
import java.time.Duration;

/**
 * How much and on what is measured.
 *
 * @param rounds how often each candidate is measured
 * @param warmUp how long each candidate is under load before, again and again until it
 * gets no faster
 * @param leadIn how long it is under load before anything is counted in a round
 * @param duration how long it is measured in a round
 * @param java the {@code java} command that runs the servers
 * @param quick whether this only shows that everything works
 * @param processors who runs where
 */
public record Settings(int rounds, Duration warmUp, Duration leadIn, Duration duration, Path java, boolean quick,
		Processors processors) {

	private static final int BRIEF_ROUNDS = 3;

	private static final Duration BRIEF = Duration.ofSeconds(2);

	/**
	 * What is measured if nothing else is said.
	 */
	public static final Settings DEFAULTS = new Settings(5, Duration.ofSeconds(3), Duration.ofMillis(500),
			Duration.ofSeconds(3), Path.of(System.getProperty("java.home"), "bin", "java"), false, Processors.halves());

	/**
	 * What shows that everything works.
	 */
	public static final Settings QUICK = new Settings(2, Duration.ofSeconds(1), Duration.ofMillis(100),
			Duration.ofMillis(300), DEFAULTS.java(), true, Processors.shared());

	/**
	 * Return the same settings with another number of rounds.
	 * @param rounds how often each candidate is measured
	 * @return the settings
	 */
	public Settings rounds(int rounds) {
		return new Settings(rounds, this.warmUp, this.leadIn, this.duration, this.java, this.quick, this.processors);
	}

	/**
	 * Return the same settings with rounds of another length.
	 * @param duration how long a candidate is measured in a round
	 * @return the settings
	 */
	public Settings duration(Duration duration) {
		return new Settings(this.rounds, this.warmUp, this.leadIn, duration, this.java, this.quick, this.processors);
	}

	/**
	 * Return the same settings with another Java.
	 * @param java the {@code java} command that runs the servers
	 * @return the settings
	 */
	public Settings java(Path java) {
		return new Settings(this.rounds, this.warmUp, this.leadIn, this.duration, java, this.quick, this.processors);
	}

	/**
	 * Return settings that take less time, for comparisons of many things.
	 * @return the settings
	 */
	Settings brief() {
		return new Settings(Math.min(this.rounds, BRIEF_ROUNDS), shorter(this.warmUp), this.leadIn,
				shorter(this.duration), this.java, this.quick, this.processors);
	}

	/**
	 * Say how much is measured, and where.
	 * @return a sentence or two
	 */
	String description() {
		return "%s %d rounds of %.1f seconds after passes of %.1f seconds.".formatted(this.processors.description(),
				this.rounds, this.duration.toMillis() / 1e3, this.warmUp.toMillis() / 1e3);
	}

	private static Duration shorter(Duration duration) {
		return (duration.compareTo(BRIEF) < 0) ? duration : BRIEF;
	}

}
