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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Logs in all sorts of ways, and answers with the id of the request.
 */
@RestController
class LogController {

	private static final Logger logger = LoggerFactory.getLogger(LogController.class);

	@GetMapping("/log/here")
	String here(@RequestParam String text, ServerWebExchange exchange) {
		logger.warn("{}", text);
		return exchange.getRequest().getId();
	}

	@PostMapping("/log/body")
	String body(@RequestBody String body, ServerWebExchange exchange) {
		logger.warn("{}", body);
		return exchange.getRequest().getId();
	}

	@GetMapping("/log/elsewhere")
	Mono<String> elsewhere(@RequestParam String text, ServerWebExchange exchange) {
		return Mono.fromCallable(() -> {
			logger.warn("{}without prefix", text);
			logger.warn("{}{}", exchange.getLogPrefix(), text);
			return exchange.getRequest().getId();
		}).subscribeOn(Schedulers.boundedElastic());
	}

	@GetMapping("/log/failure")
	Mono<String> failure(@RequestParam String text) {
		return Mono.<String>error(new IllegalStateException(text)).subscribeOn(Schedulers.boundedElastic());
	}

}
