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

package io.webgateway.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Programs that tests need besides web servers.
 */
final class Programs {

	private Programs() {
	}

	/**
	 * Return where a program is.
	 * @param name its name
	 * @return its path, {@code null} if it is not installed
	 */
	static Path find(String name) {
		return Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin")
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Require a program, without which a test is skipped, or fails in continuous
	 * integration.
	 * @param name its name
	 * @param debianPackage the package of Debian that has it
	 */
	static void require(String name, String debianPackage) {
		if (find(name) == null) {
			String reason = name + " is not installed (Debian, Ubuntu: apt-get install " + debianPackage + ")";
			assertThat(ContinuousIntegration.isActive()).as(reason).isFalse();
			Assumptions.abort(reason);
		}
	}

}
