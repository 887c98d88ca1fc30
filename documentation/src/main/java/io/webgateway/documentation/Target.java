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

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Where a link leads that stays within the project.
 *
 * @param file the file or directory
 * @param heading the name of a heading, if it has one
 */
record Target(Path file, @Nullable String heading) {

	static boolean isExternal(String destination) {
		return destination.matches("[a-z][a-z0-9+.-]*:.*");
	}

	static Target of(Path from, String destination) {
		int hash = destination.indexOf('#');
		String path = (hash != -1) ? destination.substring(0, hash) : destination;
		return new Target(path.isEmpty() ? from : from.resolveSibling(path).normalize(),
				(hash != -1) ? destination.substring(hash + 1) : null);
	}

}
