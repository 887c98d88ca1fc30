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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Report}.
 */
class ReportTests {

	private final DoctorKey key = new DoctorKey("0123456789abcdef0123456789abcdef");

	private final String text = new Report().add(Report.TARGET, "/a%2Fb?c=d&e")
		.add(Report.LISTENER, null)
		.addHeader("X-Odd", "a=b\nc: \u00e4 +%41")
		.addHeader("x-odd", "")
		.addVariable("HTTPS", "on")
		.sign(this.key, "nonce");

	@Test
	void whenSignedThenEverythingComesBack() {
		Report report = Report.verify(this.text, this.key, "nonce");
		assertThat(report).isNotNull();
		assertThat(report.get(Report.TARGET)).isEqualTo("/a%2Fb?c=d&e");
		assertThat(report.get(Report.LISTENER)).isNull();
		assertThat(report.headers("x-ODD")).containsExactly("a=b\nc: \u00e4 +%41", "");
		assertThat(report.variable("HTTPS")).isEqualTo("on");
		assertThat(report.variables("https")).isEmpty();
	}

	@Test
	void whenItIsNotTheAnswerThenItIsNone() {
		assertThat(Report.verify(this.text, this.key, "other")).isNull();
		assertThat(Report.verify(this.text, new DoctorKey("f123456789abcdef0123456789abcdef"), "nonce")).isNull();
		assertThat(Report.verify(this.text.replace("on", "off"), this.key, "nonce")).isNull();
		assertThat(Report.verify(this.text + "more=1\n", this.key, "nonce")).isNull();
		assertThat(Report.verify("<html>404</html>", this.key, "nonce")).isNull();
		assertThat(Report.verify("", this.key, "nonce")).isNull();
	}

}
