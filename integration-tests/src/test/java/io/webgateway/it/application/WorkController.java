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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Requests that take some time, and are remembered as soon as they arrive: for all
 * applications in the same JVM.
 */
@RestController
public class WorkController {

	private static final Set<String> arrived = ConcurrentHashMap.newKeySet();

	private final String instance;

	WorkController(@Value("${instance:}") String instance) {
		this.instance = instance;
	}

	@GetMapping("/work/{id}/{millis}")
	Mono<String> work(@PathVariable String id, @PathVariable long millis) {
		arrived.add(id);
		return Mono.delay(Duration.ofMillis(millis)).thenReturn(this.instance);
	}

	/**
	 * Return the ids of all requests that have arrived in a controller.
	 * @return the ids
	 */
	public static Set<String> arrived() {
		return arrived;
	}

}
