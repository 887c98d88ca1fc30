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

package io.webgateway.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PropertiesPage}.
 */
class PropertiesPageTests {

	@TempDir
	Path directory;

	@Test
	void whenPropertiesAreThoseOfThisProjectThenPageIsUpToDate() throws IOException {
		PropertiesPage.of(SiteTests.project()).check();
	}

	@Test
	void whenPropertiesAreReadThenNestedOnesAreAmongThem() throws IOException {
		List<ConfigurationProperty> properties = new PropertyMetadata(getClass().getClassLoader()).read();
		assertThat(properties).extracting(ConfigurationProperty::fullName)
			.contains("gateway.idle-exit", "gateway.listeners.<name>.bind", "gateway.listeners.<name>.identity.enabled",
					"gateway.listeners.<name>.file-offload.roots[].directory",
					"management.endpoint.gatewaylisteners.access", "management.health.gatewaylisteners.enabled")
			.allMatch((name) -> name.matches("(gateway|management)\\..*"));
		assertThat(properties).filteredOn((property) -> property.fullName().endsWith(".protocol"))
			.singleElement()
			.satisfies((property) -> {
				assertThat(property.prefix()).isEqualTo("gateway.listeners.<name>");
				assertThat(property.values()).containsExactly("fastcgi", "scgi", "uwsgi", "ajp", "auto");
			});
	}

	@Test
	void whenPageIsWrittenThenItLeadsToPagesWithTables() throws IOException {
		page("trust.md",
				"| property below `gateway.listeners.<name>` | says |\n| --- | --- |\n| `owner`, `group` | x |");
		assertThat(PropertiesPage.of(new Project(this.directory)).markdown())
			.contains(
					"| `owner` | String | – | Owner of the unix domain socket, by name or number. [Page](trust.md) |\n")
			.contains(
					"| `group` | String | – | Group of the unix domain socket, by name or number. [Page](trust.md) |\n")
			.contains("hand the headers `Forwarded` and `X-Forwarded-*` to the application")
			.contains("the variable GATEWAY\\_CONTEXT\\_PATH is used");
	}

	@Test
	void whenTableHasUnknownPropertyThenItIsNamed() throws IOException {
		page("trust.md", "| property below `gateway.listeners.<name>` | says |\n| --- | --- |\n| `secrets` | x |");
		assertThatExceptionOfType(DocumentationException.class)
			.isThrownBy(() -> PropertiesPage.of(new Project(this.directory)).markdown())
			.withMessage("docs/trust.md tells of a property that does not exist: gateway.listeners.<name>.secrets");
	}

	@Test
	void whenPageIsNotUpToDateThenCommandIsNamed() throws IOException {
		page("properties.md", "old");
		assertThatExceptionOfType(DocumentationException.class)
			.isThrownBy(() -> PropertiesPage.of(new Project(this.directory)).check())
			.withMessageContaining("./document properties");
	}

	private void page(String name, String text) throws IOException {
		Path documentation = Files.createDirectories(this.directory.resolve("docs"));
		Files.writeString(documentation.resolve(name), "# Page\n\n" + text + "\n");
	}

}
