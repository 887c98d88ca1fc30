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

package io.webgateway.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The seeds of the fuzzers.
 */
public final class Seeds {

	private Seeds() {
	}

	/**
	 * Return the seeds of a target by the names of their files.
	 * @param target the name of the target
	 * @return the seeds
	 */
	public static Map<String, byte[]> read(String target) {
		URL directory = Seeds.class.getResource(target);
		assertThat(directory).as("seeds of " + target).isNotNull();
		Map<String, byte[]> seeds = new TreeMap<>();
		try (Stream<Path> files = Files.list(Path.of(directory.toURI()))) {
			for (Path file : files.toList()) {
				seeds.put(file.getFileName().toString(), Files.readAllBytes(file));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
		assertThat(seeds).as("seeds of " + target).isNotEmpty();
		return seeds;
	}

}
