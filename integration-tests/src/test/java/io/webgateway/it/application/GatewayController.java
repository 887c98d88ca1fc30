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

package io.webgateway.it.application;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.webgateway.codec.MetaVariables;
import io.webgateway.http.GatewayRequest;

/**
 * The one part of the application that wants to know through which door it was asked.
 */
@RestController
class GatewayController {

	@GetMapping("/gateway/request")
	Map<String, String> request(@Nullable GatewayRequest request) {
		if (request == null) {
			return Map.of();
		}
		return Map.of("listener", request.listener(), "protocol", request.protocol().name());
	}

	@GetMapping("/gateway/variables")
	Map<String, List<String>> variables(@Nullable MetaVariables variables) {
		Map<String, List<String>> values = new LinkedHashMap<>();
		if (variables != null) {
			variables.forEach((variable) -> values.put(variable.getKey(), variables.getAll(variable.getKey())));
		}
		return values;
	}

}
