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

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;

/**
 * Answers a form with a redirect, so that the browser can reload what follows.
 */
@Controller
@RequestMapping("/greeting")
class GreetingController {

	@GetMapping
	String page(@RequestParam(defaultValue = "") String name, Model model) {
		model.addAttribute("name", name.strip());
		return "greeting";
	}

	@PostMapping
	Rendering greet(@ModelAttribute Form form) {
		return Rendering.redirectTo("/greeting?name={name}")
			.modelAttribute("name", Objects.requireNonNullElse(form.name(), ""))
			.build();
	}

	/**
	 * The form.
	 *
	 * @param name whom to greet, {@code null} where the form has no such field
	 */
	record Form(@Nullable String name) {
	}

}
