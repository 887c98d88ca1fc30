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

package io.webgateway.autoconfigure.printconfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How an application is run.
 *
 * @param java the Java program
 * @param jar the jar of the application, {@code null} if it is not run from one
 * @param directory the working directory
 * @param profiles the active profiles
 * @param shutdownTimeout how long each phase of its shutdown may take
 */
public record ApplicationProcess(Path java, @Nullable Path jar, Path directory, List<String> profiles,
		Duration shutdownTimeout) {

}
