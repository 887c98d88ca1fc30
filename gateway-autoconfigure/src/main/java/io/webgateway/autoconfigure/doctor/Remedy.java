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

package io.webgateway.autoconfigure.doctor;

/**
 * A line of a web server's configuration.
 *
 * @param where the part of the configuration in which the line has to be
 * @param line the line, with the names of values in braces
 */
record Remedy(String where, String line) {

	Remedy with(String name, String value) {
		return new Remedy(this.where.replace("{" + name + "}", value), this.line.replace("{" + name + "}", value));
	}

}
