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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.webgateway.codec.MetaVariables;

/**
 * Meta-variables, parted by who vouches for them.
 *
 * @param server those that the web server has set
 * @param client those that are header fields of the client
 */
record Variables(List<Variable> server, List<Variable> client) {

	static Variables of(MetaVariables metaVariables) {
		List<Variable> server = new ArrayList<>();
		List<Variable> client = new ArrayList<>();
		for (Map.Entry<String, String> entry : metaVariables) {
			Variable variable = new Variable(Text.visible(entry.getKey()), Text.visible(entry.getValue()));
			(entry.getKey().startsWith("HTTP_") ? client : server).add(variable);
		}
		return new Variables(server, client);
	}

	/**
	 * One meta-variable.
	 *
	 * @param name the name, fit to be shown
	 * @param value the value, fit to be shown
	 */
	record Variable(String name, String value) {
	}

}
