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

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Finds links that lead nowhere. Of those that lead out of the project no more is looked
 * at than whether they are URLs.
 */
class LinkCheck {

	private final Project project;

	private final Map<Path, Page> pages;

	LinkCheck(Project project, Map<Path, Page> pages) {
		this.project = project;
		this.pages = pages;
	}

	List<String> problems() {
		List<String> problems = new ArrayList<>();
		for (Page page : this.pages.values()) {
			for (String destination : page.destinations()) {
				String problem = Target.isExternal(destination) ? problemOfUrl(destination)
						: problemOf(Target.of(page.file(), destination));
				if (problem != null) {
					problems.add(this.project.nameOf(page.file()) + ": the link to " + destination + " " + problem);
				}
			}
			for (String name : page.shown()) {
				if (!Files.isRegularFile(this.project.shown(name))) {
					problems.add(this.project.nameOf(page.file()) + " shows " + name + ", which is no file");
				}
			}
		}
		return problems;
	}

	private @Nullable String problemOfUrl(String destination) {
		try {
			URI uri = new URI(destination);
			boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
			return (web && uri.getHost() != null) ? null : "is no URL of a web page";
		}
		catch (URISyntaxException ex) {
			return "is no URL";
		}
	}

	private @Nullable String problemOf(Target target) {
		if (!target.file().startsWith(this.project.directory())) {
			return "leaves the project";
		}
		if (!Files.exists(target.file())) {
			return "leads to no file";
		}
		if (target.heading() == null) {
			return null;
		}
		Page page = this.pages.get(target.file());
		return (page != null && page.headings().containsValue(target.heading())) ? null : "leads to no heading";
	}

}
