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

package io.webgateway.testsupport;

import java.util.Random;

/**
 * Runs tests that leave something to chance. A failure tells the seed by which it can be
 * repeated: {@code -Drandom.seed=...}
 */
public final class RandomSeed {

	private static final String PROPERTY = "random.seed";

	private RandomSeed() {
	}

	/**
	 * Run a test.
	 * @param test the test, given what is random
	 */
	public static void run(RandomTest test) {
		long seed = Long.getLong(PROPERTY, System.nanoTime());
		try {
			test.run(new Random(seed));
		}
		catch (Throwable ex) {
			throw new AssertionError("Failed with -D" + PROPERTY + "=" + seed, ex);
		}
	}

	/**
	 * A test that leaves something to chance.
	 */
	@FunctionalInterface
	public interface RandomTest {

		void run(Random random) throws Throwable;

	}

}
