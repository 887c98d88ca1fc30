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

package io.webgateway.sample;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The jar of the sample tells what it is made of.
 */
class SampleJarIT {

	@Test
	void whenJarIsBuiltThenItHasBillOfItsLibraries() throws Exception {
		try (JarFile jar = new JarFile(Path.of("target", "sample-app.jar").toFile())) {
			Attributes manifest = jar.getManifest().getMainAttributes();
			if (!"true".equals(System.getenv("CI"))) {
				assumeThat(manifest.getValue("Sbom-Format")).as("Maven makes no bill of materials offline").isNotNull();
			}
			assertThat(manifest.getValue("Sbom-Format")).isEqualTo("CycloneDX");
			List<String> components;
			try (InputStream sbom = jar.getInputStream(jar.getEntry(manifest.getValue("Sbom-Location")))) {
				components = new JsonMapper().readTree(sbom)
					.at("/components")
					.valueStream()
					.map((JsonNode node) -> node.at("/name").asString() + "-" + node.at("/version").asString() + ".jar")
					.toList();
			}
			List<String> libraries = jar.stream()
				.map((entry) -> entry.getName().replaceFirst("^BOOT-INF/lib/(.*\\.jar)$", "$1"))
				.filter((name) -> name.endsWith(".jar") && !name.contains("/"))
				// Which have a classifier, or come from Spring Boot's plugin
				.filter((name) -> !name.matches(".*-(linux|osx|windows)-[a-z0-9_]+\\.jar|spring-boot-jarmode-.*"))
				.toList();
			assertThat(libraries).hasSizeGreaterThan(30);
			assertThat(components).containsAll(libraries);
		}
	}

}
