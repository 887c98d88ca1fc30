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

import java.util.function.IntConsumer;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * An {@link EnvironmentPostProcessor} that lets the doctor work in place of the
 * application where {@code gateway.doctor} asks for it. All properties are known by then,
 * but nothing has been logged, no bean made and no port opened.
 */
class DoctorEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private final IntConsumer exit;

	DoctorEnvironmentPostProcessor() {
		this(System::exit);
	}

	DoctorEnvironmentPostProcessor(IntConsumer exit) {
		this.exit = exit;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (environment.getProperty(DoctorOptions.URL) != null) {
			this.exit.accept(new Doctor(environment, System.out).examine());
			throw new AbandonedRunException();
		}
	}

	/**
	 * After all configuration files have been read.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
