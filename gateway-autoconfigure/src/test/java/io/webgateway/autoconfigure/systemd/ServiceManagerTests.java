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

package io.webgateway.autoconfigure.systemd;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceManager}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServiceManagerTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void whenEnvironmentSaysNothingThenNobodyWantsToKnow() {
		assertThat(ServiceManager.of(this.environment)).isEqualTo(new ServiceManager(null, null));
	}

	@Test
	void whenVariablesAreEmptyThenNobodyWantsToKnow(CapturedOutput output) {
		this.environment.withProperty("NOTIFY_SOCKET", "").withProperty("WATCHDOG_USEC", "");
		assertThat(ServiceManager.of(this.environment)).isEqualTo(new ServiceManager(null, null));
		assertThat(output).doesNotContain("watchdog");
	}

	@Test
	void whenWatchdogIsForNobodyInParticularThenItIsForThisProcess() {
		this.environment.withProperty("NOTIFY_SOCKET", "@n").withProperty("WATCHDOG_USEC", "1500000");
		assertThat(ServiceManager.of(this.environment)).isEqualTo(new ServiceManager("@n", Duration.ofMillis(1500)));
	}

	@Test
	void whenWatchdogIsForThisProcessThenItHasOne() {
		this.environment.withProperty("WATCHDOG_USEC", "10")
			.withProperty("WATCHDOG_PID", String.valueOf(ProcessHandle.current().pid()));
		assertThat(ServiceManager.of(this.environment).watchdogTimeout()).isEqualTo(Duration.ofNanos(10_000));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "x" })
	void whenWatchdogIsForAnotherProcessThenThereIsNone(String processId) {
		this.environment.withProperty("WATCHDOG_USEC", "10").withProperty("WATCHDOG_PID", processId);
		assertThat(ServiceManager.of(this.environment).watchdogTimeout()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "1s", "99999999999999999999" })
	void whenTimeOfWatchdogIsOfNoUseThenLogSaysSo(String time, CapturedOutput output) {
		this.environment.withProperty("WATCHDOG_USEC", time);
		assertThat(ServiceManager.of(this.environment).watchdogTimeout()).isNull();
		assertThat(output).contains(
				"There is no watchdog, because WATCHDOG_USEC is '" + time + "', and not a number of microseconds");
	}

}
