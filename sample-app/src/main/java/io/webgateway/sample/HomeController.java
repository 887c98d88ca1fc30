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

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import io.webgateway.http.GatewayRequest;

/**
 * Shows how the request for the page came.
 */
@Controller
class HomeController {

	private final SampleProperties properties;

	HomeController(SampleProperties properties) {
		this.properties = properties;
	}

	@GetMapping({ "", "/" })
	String home(@Nullable GatewayRequest gateway, ServerHttpRequest request, ServerHttpResponse response, Model model) {
		// The page shows cookies and credentials to the one who sent them
		response.getHeaders().setCacheControl(CacheControl.noStore());
		model.addAttribute("way", Way.of(request, gateway));
		model.addAttribute("properties", RequestProperty.allOf(request));
		if (gateway != null) {
			model.addAttribute("variables", Variables.of(gateway.variables()));
		}
		model.addAttribute("doors", this.properties.doors());
		return "home";
	}

}
