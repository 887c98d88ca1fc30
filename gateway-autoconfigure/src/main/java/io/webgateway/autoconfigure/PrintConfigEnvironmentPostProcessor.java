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

package io.webgateway.autoconfigure;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

import io.webgateway.autoconfigure.printconfig.ConfigurationWriter;

/**
 * An {@link EnvironmentPostProcessor} that writes the configuration of a web server where
 * {@value #PROPERTY} asks for it, and ends the application. All properties are known by
 * then, but nothing has been logged, no bean made and no port opened: the standard output
 * has the configuration, and nothing else.
 */
class PrintConfigEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String PROPERTY = "gateway.print-config";

	private static final int FAILED = 1;

	private final PrintStream output;

	private final PrintStream errors;

	private final IntConsumer exit;

	PrintConfigEnvironmentPostProcessor() {
		this(System.out, System.err, System::exit);
	}

	PrintConfigEnvironmentPostProcessor(PrintStream output, PrintStream errors, IntConsumer exit) {
		this.output = output;
		this.errors = errors;
		this.exit = exit;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		String name = environment.getProperty(PROPERTY);
		if (name != null) {
			this.exit.accept(print(name.strip(), environment, application) ? 0 : FAILED);
		}
	}

	private boolean print(String name, ConfigurableEnvironment environment, SpringApplication application) {
		String configuration;
		try {
			configuration = new ConfigurationWriter().write(name,
					new PublishedApplicationReader(environment, application).read());
		}
		catch (InvalidListenerPropertyException ex) {
			return fail(ex.getMessage() + ". " + ex.getAction());
		}
		catch (RuntimeException ex) {
			return fail(messages(ex));
		}
		// Whatever the locale is
		byte[] bytes = configuration.getBytes(StandardCharsets.UTF_8);
		this.output.write(bytes, 0, bytes.length);
		return !this.output.checkError() || fail("The standard output cannot be written to.");
	}

	private boolean fail(String reason) {
		this.errors.println(PROPERTY + ": " + reason);
		return false;
	}

	private static String messages(Throwable failure) {
		StringBuilder messages = new StringBuilder();
		for (Throwable ex = failure; ex != null; ex = ex.getCause()) {
			String message = (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
			if (messages.indexOf(message) == -1) {
				messages.append(messages.isEmpty() ? "" : ": ").append(message);
			}
		}
		return messages.toString();
	}

	/**
	 * After all configuration files have been read.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
