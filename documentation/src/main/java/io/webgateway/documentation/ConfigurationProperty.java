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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A property that applications can set.
 *
 * @param prefix what its name begins with, up to the last group that it belongs to
 * @param name the rest of its name
 * @param type what it takes
 * @param values the values that it takes, if there is a list of them
 * @param defaultValue what it is if it is not set, if it is anything
 * @param description what it says
 */
record ConfigurationProperty(String prefix, String name, String type, List<String> values,
		@Nullable String defaultValue, String description) {

	String fullName() {
		return this.prefix + "." + this.name;
	}

}
