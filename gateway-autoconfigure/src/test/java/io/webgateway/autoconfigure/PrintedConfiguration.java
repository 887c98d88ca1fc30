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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What an application says that is asked for a configuration, without its end.
 *
 * @param status the status that it would end with, {@code -1} if it would not
 * @param text what is on its standard output
 * @param errors what is on its error output
 */
public record PrintedConfiguration(int status, String text, String errors) {

	/**
	 * Ask an application.
	 * @param arguments the arguments of the application
	 * @return what it says
	 */
	public static PrintedConfiguration of(String... arguments) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
		ConfigDataEnvironmentPostProcessor.applyTo(environment);
		ConfigurationPropertySources.attach(environment);
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		ByteArrayOutputStream errors = new ByteArrayOutputStream();
		AtomicInteger status = new AtomicInteger(-1);
		new PrintConfigEnvironmentPostProcessor(new PrintStream(output, true, StandardCharsets.US_ASCII),
				new PrintStream(errors, true, StandardCharsets.UTF_8), status::set)
			.postProcessEnvironment(environment, new SpringApplication(PrintedConfiguration.class));
		return new PrintedConfiguration(status.get(), output.toString(StandardCharsets.UTF_8),
				errors.toString(StandardCharsets.UTF_8));
	}

}
