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

package io.webgateway.it.identity;

import java.security.Principal;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.webgateway.http.GatewayUser;

/**
 * Tells who asks.
 */
@RestController
class UserController {

	/**
	 * For users whom a web server has authenticated.
	 */
	@GetMapping("/user")
	String user(@AuthenticationPrincipal GatewayUser user) {
		return describe(user);
	}

	@GetMapping("/editors")
	@PreAuthorize("principal.claims['sub'] == '4711'")
	Mono<String> editor(@AuthenticationPrincipal GatewayUser user) {
		return Mono.just(describe(user));
	}

	@GetMapping("/anybody")
	Mono<String> anybody(ServerWebExchange exchange) {
		return exchange.getPrincipal().map(Principal::getName).defaultIfEmpty("nobody");
	}

	private static String describe(GatewayUser user) {
		return user.name() + " " + user.authType() + " " + user.authorities() + " " + user.claims();
	}

}
