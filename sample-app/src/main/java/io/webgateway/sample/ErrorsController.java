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

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * Fails in some of the ways in which an application can fail.
 */
@Controller
@RequestMapping("/errors")
class ErrorsController {

	@GetMapping
	String page() {
		return "errors";
	}

	@GetMapping("/refusal")
	void refuse() {
		throw new ResponseStatusException(HttpStatus.FORBIDDEN);
	}

	@GetMapping("/failure")
	void fail() {
		throw new IllegalStateException("Thrown on purpose by the sample");
	}

}
