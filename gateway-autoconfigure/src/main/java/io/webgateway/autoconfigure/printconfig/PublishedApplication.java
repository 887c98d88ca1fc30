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

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a web server has to know of an application.
 *
 * @param name the name of the application
 * @param listeners its listeners
 * @param listener the name of the only listener to use, {@code null} to choose from all
 * @param contextPath the path to mount it at, percent-encoded, empty for the root, or
 * {@code null} if its listeners decide
 * @param process how it is run
 */
public record PublishedApplication(String name, List<PublishedListener> listeners, @Nullable String listener,
		@Nullable String contextPath, ApplicationProcess process) {

	/**
	 * Return a name of the application that needs no quotes anywhere.
	 * @return the name for files and sections
	 */
	String id() {
		return id(this.name);
	}

	static String id(String name) {
		String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
		return id.isEmpty() ? "app" : id;
	}

}
