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

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Responses that are not what they were meant to be.
 */
@RestController
class BrokenController {

	/** Long enough for what was written to be on its way. */
	private static final Duration PAUSE = Duration.ofMillis(50);

	@GetMapping(path = "/broken/{first}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	ResponseEntity<Flux<DataBuffer>> broken(@PathVariable int first,
			@RequestParam(required = false) @Nullable Long length,
			@RequestParam(defaultValue = "false") boolean complete) {
		ResponseEntity.BodyBuilder response = ResponseEntity.ok();
		if (length != null) {
			response.contentLength(length);
		}
		Flux<DataBuffer> body = Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(TestBytes.first(first)));
		Mono<DataBuffer> end = complete ? Mono.empty() : Mono.error(new IllegalStateException("The application fails"));
		return response.body(body.concatWith(Mono.delay(PAUSE).then(end)));
	}

}
