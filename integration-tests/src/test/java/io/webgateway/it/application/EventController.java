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

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Streams of which the test makes each element while it reads.
 */
@RestController
class EventController {

	private final Map<String, Sinks.Many<String>> channels = new ConcurrentHashMap<>();

	@GetMapping(path = "/channels/{channel}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> events(@PathVariable String channel) {
		return stream(channel);
	}

	@GetMapping(path = "/channels/{channel}/lines", produces = MediaType.APPLICATION_NDJSON_VALUE)
	Flux<Line> lines(@PathVariable String channel) {
		return stream(channel).map(Line::new);
	}

	/** A download that stops where the test wants it to. */
	@GetMapping(path = "/channels/{channel}/download", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	ResponseEntity<Flux<DataBuffer>> download(@PathVariable String channel,
			@RequestParam(required = false) @Nullable Long length) {
		ResponseEntity.BodyBuilder response = ResponseEntity.ok();
		if (length != null) {
			response.contentLength(length);
		}
		return response.body(stream(channel).map(this::wrap));
	}

	/** Groups of parts, each of which is to leave when it is complete. */
	@GetMapping("/channels/{channel}/groups")
	Mono<Void> groups(@PathVariable String channel, ServerHttpResponse response) {
		response.getHeaders().setContentType(MediaType.APPLICATION_OCTET_STREAM);
		return response.writeAndFlushWith(stream(channel).map((text) -> Flux.just("(", text, ")").map(this::wrap)));
	}

	private DataBuffer wrap(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private Flux<String> stream(String channel) {
		return sink(channel).asFlux().doFinally((signal) -> this.channels.remove(channel));
	}

	@PostMapping("/channels/{channel}")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void publish(@PathVariable String channel, @RequestBody String text) {
		Sinks.Many<String> sink = sink(channel);
		if (text.equals("end")) {
			sink.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
		}
		else if (text.equals("fail")) {
			sink.emitError(new IllegalStateException("The application fails"), Sinks.EmitFailureHandler.FAIL_FAST);
		}
		else {
			sink.emitNext(text, Sinks.EmitFailureHandler.FAIL_FAST);
		}
	}

	private Sinks.Many<String> sink(String channel) {
		return this.channels.computeIfAbsent(channel, (key) -> Sinks.many().replay().all());
	}

	record Line(String text) {

	}

}
