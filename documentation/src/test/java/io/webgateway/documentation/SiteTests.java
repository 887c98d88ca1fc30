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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Site}.
 */
class SiteTests {

	private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

	@TempDir
	Path directory;

	private Path documentation;

	@BeforeEach
	void createProject() throws IOException {
		this.documentation = Files.createDirectories(this.directory.resolve("project/docs"));
		page("README.md", "# All", "## First", "* [A](a.md): of it", "* [B](b.md), see [A](a.md)");
		page("a.md", "# Page A", "## One & `two`", "text");
		page("b.md", "# Page B", "text");
	}

	private void page(String name, String... paragraphs) throws IOException {
		Path file = this.documentation.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, String.join("\n\n", paragraphs) + "\n");
	}

	private Path write() throws IOException {
		Path site = this.directory.resolve("site");
		new Site(new Project(this.directory.resolve("project"))).write(site);
		return site;
	}

	@Test
	void whenPagesAreInOrderThenEachLeadsToItsNeighbours() throws IOException {
		Path site = write();
		assertThat(site.resolve("index.html")).content().contains("<a href=\"a.html\" rel=\"next\">Page A</a>");
		assertThat(site.resolve("a.html")).content()
			.contains("<title>Page A · webgateway</title>", "<a href=\"b.html\" rel=\"next\">Page B</a>",
					"<h2 id=\"one--two\">", "<a href=\"#one--two\">One &amp; two</a>",
					"<a href=\"a.html\" aria-current=\"page\">");
		assertThat(site.resolve("b.html")).content()
			.contains("<a href=\"a.html\" rel=\"prev\">")
			.doesNotContain("rel=\"next\"");
	}

	@Test
	void whenPageIsInNoSectionThenItIsNamed() throws IOException {
		page("deeper/forgotten.md", "# Forgotten");
		assertThatExceptionOfType(DocumentationException.class).isThrownBy(this::write)
			.withMessageContaining("deeper/forgotten.md in none of its sections");
	}

	@Test
	void whenContentsNameNoPageThenItIsNamed() throws IOException {
		Files.delete(this.documentation.resolve("b.md"));
		assertThatExceptionOfType(DocumentationException.class).isThrownBy(this::write)
			.withMessageContaining("b.md, which is no page");
	}

	@Test
	void whenPageIsListedTwiceThenItIsNamed() throws IOException {
		page("README.md", "# All", "## First", "* [A](a.md)", "* [B](b.md)", "## Second", "* [B](b.md)");
		assertThatExceptionOfType(DocumentationException.class).isThrownBy(this::write)
			.withMessageContaining("b.md twice");
	}

	@ParameterizedTest
	@CsvSource({ "missing.md, leads to no file", "b.md#nothing, leads to no heading", "#nothing, leads to no heading",
			"x.conf#heading, leads to no heading", "../../out.md, leaves the project", "https:///path, is no URL",
			"http://a b/, is no URL", "mailto:someone, is no URL" })
	void whenLinkLeadsNowhereThenItIsNamed(String link, String problem) throws IOException {
		Files.writeString(this.documentation.resolve("x.conf"), "x\n");
		page("a.md", "# Page A", "[a link](<" + link + ">)");
		assertThatExceptionOfType(DocumentationException.class).isThrownBy(this::write)
			.withMessageContaining("docs/a.md: the link to ")
			.withMessageContaining(problem);
	}

	@Test
	void whenPageShowsNoFileThenItIsNamed() throws IOException {
		page("a.md", "# Page A", "<!-- file: missing.conf -->\n```apache\nx\n```");
		assertThatExceptionOfType(DocumentationException.class).isThrownBy(this::write)
			.withMessageContaining("docs/a.md shows missing.conf, which is no file");
	}

	@Test
	void whenPageHasHtmlThenItIsNamed() throws IOException {
		page("a.md", "# Page A", "<script>alert(1)</script>");
		assertThatExceptionOfType(DocumentationException.class).isThrownBy(this::write)
			.withMessageContaining("has HTML");
	}

	@Test
	void whenPageLeadsToFilesThenTheyArePages() throws IOException {
		Files.createDirectories(this.documentation.resolve("files"));
		Files.writeString(this.documentation.resolve("files/x.conf"), "<VirtualHost> & more\n");
		Files.writeString(this.directory.resolve("project/LICENSE"), "free\n");
		page("../elsewhere/README.md", "# Elsewhere", "[back](../docs/b.md)");
		Files.writeString(this.documentation.resolve("y.conf"), "shown, but not linked\n");
		page("b.md", "# Page B", "<!-- part of: y.conf -->\n```apache\nshown\n```");
		page("a.md", "# Page A", "[all](files), [licence](../LICENSE), [other](../elsewhere/README.md)",
				"<!-- file: files/x.conf -->\n```apache\n<VirtualHost> & more\n```");
		Path site = write();
		assertThat(site.resolve("files/x.conf.html")).content().contains("&lt;VirtualHost&gt; &amp; more");
		assertThat(site.resolve("files/index.html")).content().contains("<a href=\"x.conf.html\">x.conf</a>");
		assertThat(site.resolve("project/LICENSE.html")).content().contains("free");
		assertThat(site.resolve("project/elsewhere/README.html")).content().contains("href=\"../../b.html\"");
		assertThat(site.resolve("a.html")).content()
			.contains("<figcaption><a href=\"files/x.conf.html\">files/x.conf</a></figcaption>")
			.contains("&lt;VirtualHost&gt; &amp; more");
		assertReferences(site);
	}

	@Test
	void whenSiteIsThatOfThisProjectThenAllItsReferencesLeadSomewhere() throws IOException {
		Path site = this.directory.resolve("site");
		new Site(project()).write(site);
		assertThat(assertReferences(site)).isGreaterThan(100);
	}

	/** Without a server and without scripts. */
	private static int assertReferences(Path site) throws IOException {
		List<Path> pages;
		try (Stream<Path> files = Files.walk(site)) {
			pages = files.filter((file) -> file.toString().endsWith(".html")).toList();
		}
		for (Path page : pages) {
			String html = Files.readString(page);
			assertThat(html).as("%s", page).doesNotContain("<script", "${title}", "${navigation}");
			for (MatchResult match : REFERENCE.matcher(html).results().toList()) {
				String reference = match.group(1);
				if (reference.startsWith("https://") || reference.startsWith("http://")) {
					continue;
				}
				String[] parts = reference.split("#", 2);
				Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
				assertThat(target).as("%s of %s", reference, page).isRegularFile().startsWith(site);
				if (parts.length == 2) {
					assertThat(Files.readString(target)).as("%s of %s", reference, page)
						.contains("id=\"" + parts[1] + "\"");
				}
			}
		}
		return pages.size();
	}

	static Project project() {
		return new Project(Path.of("").toAbsolutePath().getParent());
	}

}
