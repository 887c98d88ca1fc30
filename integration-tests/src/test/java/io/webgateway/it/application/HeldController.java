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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Requests of which nobody reads the body, and which nobody answers, until the test wants
 * it.
 */
@RestController
class HeldController {

	private final Map<String, Held> requests = new ConcurrentHashMap<>();

	@RequestMapping("/held/{name}")
	Mono<String> hold(@PathVariable String name, @RequestParam(defaultValue = "3600") long seconds) {
		Held held = held(name);
		return held.answer.asMono()
			.timeout(Duration.ofSeconds(seconds), Mono.just("held for too long"))
			.doOnSubscribe((subscription) -> held.state = State.HELD)
			.doOnCancel(() -> held.state = State.CANCELLED);
	}

	@GetMapping("/held/{name}/state")
	State state(@PathVariable String name) {
		return held(name).state;
	}

	@PostMapping("/held/{name}/release")
	void release(@PathVariable String name) {
		held(name).answer.emitValue("released", Sinks.EmitFailureHandler.FAIL_FAST);
	}

	private Held held(String name) {
		return this.requests.computeIfAbsent(name, (key) -> new Held());
	}

	enum State {

		UNKNOWN, HELD, CANCELLED

	}

	private static final class Held {

		private final Sinks.One<String> answer = Sinks.one();

		private volatile State state = State.UNKNOWN;

	}

}
