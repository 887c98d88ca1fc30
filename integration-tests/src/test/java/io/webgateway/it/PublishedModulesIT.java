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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the build has made of each module that is published is all that Maven Central and
 * the users of the module ask for.
 */
class PublishedModulesIT {

	private static final XPath XPATH = XPathFactory.newInstance().newXPath();

	static List<Path> modules() throws Exception {
		List<Path> modules = new ArrayList<>();
		for (String module : texts(pom(Documentation.projectDirectory().resolve("pom.xml")),
				"/project/modules/module")) {
			modules.add(Documentation.projectDirectory().resolve(module));
		}
		return modules;
	}

	static List<Path> jarModules() throws Exception {
		List<Path> modules = new ArrayList<>();
		for (Path module : modules()) {
			if (!text(publishedPom(module), "/project/packaging").equals("pom")) {
				modules.add(module);
			}
		}
		assertThat(modules).isNotEmpty();
		return modules;
	}

	@ParameterizedTest
	@MethodSource("modules")
	void pomStandsAlone(Path module) throws Exception {
		Document pom = publishedPom(module);
		assertThat(nodes(pom, "/project/parent").getLength()).isZero();
		for (String element : List.of("groupId", "artifactId", "version", "name", "description", "url",
				"licenses/license/name", "licenses/license/url", "developers/developer/name", "scm/url",
				"scm/connection", "scm/developerConnection")) {
			assertThat(text(pom, "/project/" + element)).as(element).isNotBlank();
		}
		assertThat(texts(pom, "/project/url | /project/scm/url | /project/developers/developer/url")).hasSize(3)
			.containsOnly(text(pom, "/project/url"));
		for (String element : List.of("build", "profiles", "repositories", "modules", "properties")) {
			assertThat(nodes(pom, "/project/" + element).getLength()).as(element).isZero();
		}
	}

	@ParameterizedTest
	@MethodSource("jarModules")
	void dependenciesHaveTheirVersions(Path module) throws Exception {
		Document pom = publishedPom(module);
		NodeList dependencies = nodes(pom, "/project/dependencies/dependency");
		assertThat(dependencies.getLength()).isPositive();
		for (int i = 0; i < dependencies.getLength(); i++) {
			Node dependency = dependencies.item(i);
			String name = text(dependency, "artifactId");
			assertThat(text(dependency, "version")).as(name).matches("[0-9]+\\.[0-9].*");
			assertThat(text(dependency, "scope")).as(name).isIn("compile", "runtime");
			assertThat(text(dependency, "type")).as(name).isIn("", "jar");
		}
	}

	@ParameterizedTest
	@MethodSource("jarModules")
	void jarsAreThere(Path module) throws Exception {
		boolean code = Files.exists(module.resolve("src/main/java"));
		assertThat(entries(module, "")).contains("META-INF/LICENSE");
		assertThat(entries(module, "-sources")).contains("META-INF/LICENSE");
		assertThat(entries(module, "-javadoc")).contains(code ? "index.html" : "META-INF/LICENSE");
		if (code) {
			Set<String> sources = new TreeSet<>();
			entries(module, "").stream()
				.filter((entry) -> entry.endsWith(".class") && !entry.contains("$"))
				.forEach((entry) -> sources.add(entry.replace(".class", ".java")));
			assertThat(sources).isNotEmpty();
			assertThat(entries(module, "-sources")).containsAll(sources);
		}
		assertThat(entries(module, "")).as("tests").noneMatch((entry) -> entry.matches(".*(Tests|IT)\\.class"));
	}

	@ParameterizedTest
	@MethodSource("jarModules")
	void billOfMaterialsNamesWhatTheModuleNeeds(Path module) throws Exception {
		Path file = module.resolve("target/bom.json");
		if (!ContinuousIntegration.isActive()) {
			assumeThat(file).as("Maven makes no bill of materials offline").exists();
		}
		JsonNode bom = Contract.JSON.readTree(Files.readString(file));
		assertThat(bom.at("/bomFormat").asString()).isEqualTo("CycloneDX");
		assertThat(bom.at("/metadata/component/name").asString()).isEqualTo(module.getFileName().toString());
		List<String> components = bom.at("/components")
			.valueStream()
			.map((node) -> node.at("/name").asString())
			.toList();
		assertThat(components).containsAll(texts(publishedPom(module), "/project/dependencies/dependency/artifactId"));
		assertThat(components).contains("netty-transport", "spring-web");
		assertThat(components.contains("junit-jupiter-api")).as("tests")
			.isEqualTo(module.getFileName().toString().contains("test"));
	}

	@Test
	void bomHasAllModulesAndNothingElse() throws Exception {
		List<String> names = new ArrayList<>();
		for (Path module : jarModules()) {
			names.add(module.getFileName().toString());
		}
		Document pom = publishedPom(Documentation.projectDirectory().resolve("gateway-bom"));
		String managed = "/project/dependencyManagement/dependencies/dependency/";
		assertThat(texts(pom, managed + "artifactId")).containsExactlyInAnyOrderElementsOf(names);
		assertThat(texts(pom, managed + "groupId")).containsOnly("io.webgateway");
	}

	private static Set<String> entries(Path module, String classifier) throws Exception {
		Document pom = publishedPom(module);
		String name = text(pom, "/project/artifactId") + "-" + text(pom, "/project/version") + classifier + ".jar";
		Set<String> entries = new TreeSet<>();
		try (JarFile jar = new JarFile(module.resolve("target").resolve(name).toFile())) {
			jar.stream().map(ZipEntry::getName).forEach(entries::add);
		}
		return entries;
	}

	private static Document publishedPom(Path module) throws Exception {
		return pom(module.resolve("target/.flattened-pom.xml"));
	}

	private static Document pom(Path file) throws Exception {
		assertThat(file).exists();
		return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
	}

	private static String text(Node node, String path) throws XPathExpressionException {
		return XPATH.evaluate(path, node).trim();
	}

	private static List<String> texts(Node node, String path) throws XPathExpressionException {
		NodeList nodes = nodes(node, path);
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < nodes.getLength(); i++) {
			texts.add(nodes.item(i).getTextContent().trim());
		}
		return texts;
	}

	private static NodeList nodes(Node node, String path) throws XPathExpressionException {
		return (NodeList) XPATH.evaluate(path, node, XPathConstants.NODESET);
	}

}
