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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages of the documentation show the configurations that are tested, and no others.
 */
class DocumentationTests {

	private static final Set<String> CONFIGURATION_LANGUAGES = Set.of("yaml", "lighttpd", "apache", "nginx", "haproxy",
			"conf", "perl", "sh", "systemd", "properties");

	private static final Set<String> FREE_LANGUAGES = Set.of("xml", "java", "shell");

	static List<Path> pages() throws IOException {
		try (Stream<Path> files = Files.list(Documentation.directory())) {
			Stream<Path> pages = files.filter((file) -> file.toString().endsWith(".md")).sorted();
			return Stream.concat(Stream.of(Documentation.projectDirectory().resolve("README.md")), pages).toList();
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void whenBlockHasConfigurationThenItIsThatOfItsFile(Path file) throws IOException {
		for (MarkdownPage.Block block : MarkdownPage.read(file).blocks()) {
			if (block.language().equals("java") && block.partOf() != null) {
				assertThat(withoutIndentation(documented(block.partOf()))).as("%s", block)
					.contains(withoutIndentation(block.text()));
			}
			if (FREE_LANGUAGES.contains(block.language()) && block.file() == null) {
				continue;
			}
			assertThat(Stream.of(CONFIGURATION_LANGUAGES, FREE_LANGUAGES).flatMap(Set::stream)).as("%s", block)
				.contains(block.language());
			assertThat(block.text()).as("%s", block).isNotBlank();
			if (block.file() != null) {
				assertThat(block.text()).as("%s", block).isEqualTo(documented(block.file()));
			}
			else {
				assertThat(block.partOf()).as("%s is preceded by the name of its file", block).isNotNull();
				assertThat(documented(block.partOf())).as("%s", block).contains(block.text());
			}
		}
	}

	/**
	 * Return Java without what differs between a page and a class.
	 */
	private static String withoutIndentation(String text) {
		return text.lines().map(String::strip).collect(Collectors.joining("\n"));
	}

	private static String documented(String file) throws IOException {
		return Files.readString(Documentation.directory().resolve(file)).stripTrailing() + "\n";
	}

	@ParameterizedTest
	@MethodSource("pages")
	void whenLinkIsRelativeThenItLeadsSomewhere(Path file) throws IOException {
		for (String link : MarkdownPage.read(file).relativeLinks()) {
			int hash = link.indexOf('#');
			String path = (hash != -1) ? link.substring(0, hash) : link;
			Path target = path.isEmpty() ? file : file.resolveSibling(path);
			assertThat(target).as(link).exists();
			if (hash != -1) {
				assertThat(MarkdownPage.read(target).anchors()).as(link).contains(link.substring(hash + 1));
			}
		}
	}

	@ParameterizedTest
	@EnumSource(WebServer.class)
	void whenServerHasConfigurationThenTestsRunThroughIt(WebServer webServer) throws IOException {
		List<DoorDescription> doors = new ArrayList<>(Doors.all());
		doors.addAll(RestartIT.rollingDoors());
		doors.addAll(TrustIT.doors());
		doors.addAll(MountPointIT.doors());
		doors.addAll(FilesAndLogIT.descriptions());
		doors.add(NginxShortConfigurationIT.DOOR);
		doors.add(IdentityIT.AJP_WITH_SECRET);
		Set<String> tested = doors.stream()
			.map(DoorDescription::configuration)
			.filter(Objects::nonNull)
			.filter((configuration) -> configuration.startsWith(webServer.id() + "/"))
			.collect(Collectors.toSet());
		assertThat(configurations(webServer.id())).isNotEmpty().isEqualTo(tested);
	}

	/**
	 * The tests take other ports, so they cannot see that mod_proxy_uwsgi leaves this one
	 * out of the URL and connects to port 0 in its place.
	 */
	@Test
	void whenApacheSpeaksUwsgiThenItsPortIsNotTheDefaultOfTheScheme() throws IOException {
		try (Stream<Path> files = Files.list(Documentation.directory().resolve("apache"))) {
			assertThat(files).isNotEmpty().allSatisfy((file) -> assertThat(file).content().doesNotContain(":3031"));
		}
	}

	/**
	 * Both would tell the name that the browser claims.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "nginx", "haproxy" })
	void whenServerHasNotCheckedUserThenItDoesNotTellHim(String directory) throws IOException {
		for (String configuration : configurations(directory)) {
			String text = documented(configuration);
			assertThat(text).as(configuration).doesNotContain("$remote_user");
			if (text.contains("include fastcgi_params;")) {
				assertThat(text).as(configuration).contains("fastcgi_param REMOTE_USER \"\";");
			}
			if (directory.equals("haproxy")) {
				assertThat(text).as(configuration).contains("set-param REMOTE_USER %[str()]");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(WebServer.class)
	void whenServerHasConfigurationThenItsPageLeadsThere(WebServer webServer) throws IOException {
		Path file = Documentation.directory().resolve(webServer.id() + ".md");
		assertThat(MarkdownPage.read(file).relativeLinks()).containsAll(configurations(webServer.id()));
	}

	private static Set<String> configurations(String directory) throws IOException {
		try (Stream<Path> files = Files.list(Documentation.directory().resolve(directory))) {
			return files.map((file) -> directory + "/" + file.getFileName()).collect(Collectors.toSet());
		}
	}

}
