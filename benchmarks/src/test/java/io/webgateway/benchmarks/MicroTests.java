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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Micro}.
 */
class MicroTests {

	@Test
	void whenPartsAreMeasuredThenEachHasItsTimeAndItsAllocation() throws IOException {
		String section = new Micro().run(Settings.QUICK).markdown();
		String figures = " \\| [\\d.,]+ ± [\\d.,]+ \\| [\\d.,]+ ± [\\d.,]+ \\|";
		assertThat(section).containsPattern("`HeadDecoding.decode` \\| protocol FASTCGI, variables 27" + figures)
			.containsPattern("`HeadDecoding.decode` \\| protocol SCGI, variables 200" + figures)
			.containsPattern("`HeadDecoding.decode` \\| protocol UWSGI, variables 200" + figures)
			.containsPattern("`RequestAdaptation.adapt` \\| variables 27" + figures)
			.containsPattern("`ResponseHeadEncoding.encode` \\| fields 9" + figures);
	}

}
