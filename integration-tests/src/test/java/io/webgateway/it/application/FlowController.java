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

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.util.internal.PlatformDependent;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Bodies that are read slowly, and one that never ends. The application counts what it
 * has read and made.
 */
@RestController
class FlowController {

	private static final int CHUNK = 16 * 1024;

	private final Map<String, Flow> flows = new ConcurrentHashMap<>();

	/** Reads so many bytes in a second, and not one before it wants it. */
	@PutMapping("/flows/{flow}")
	Mono<Void> upload(@PathVariable String flow, @RequestParam long rate, @RequestBody Flux<DataBuffer> body) {
		Flow state = flow(flow);
		return body.concatMap((buffer) -> {
			int length = buffer.readableByteCount();
			DataBufferUtils.release(buffer);
			state.bytes.addAndGet(length);
			return Mono.delay(Duration.ofNanos(length * Duration.ofSeconds(1).toNanos() / rate));
		}, 0).then().doOnSubscribe(state::start).doOnCancel(state::cancel);
	}

	@GetMapping(path = "/flows/{flow}/endless", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Flux<DataBuffer> download(@PathVariable String flow, ServerHttpResponse response) {
		Flow state = flow(flow);
		byte[] zeros = new byte[CHUNK];
		return Flux.<DataBuffer>generate((sink) -> {
			state.bytes.addAndGet(zeros.length);
			sink.next(response.bufferFactory().wrap(zeros));
		}).doOnSubscribe(state::start).doOnCancel(state::cancel);
	}

	/** Answers nothing before it is told to. */
	@GetMapping("/flows/{flow}/waiting")
	Mono<Void> waiting(@PathVariable String flow) {
		Flow state = flow(flow);
		return state.parts.asFlux().then().doOnSubscribe(state::start).doOnCancel(state::cancel);
	}

	/** Writes when it is told to. */
	@GetMapping(path = "/flows/{flow}/parts", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Flux<DataBuffer> parts(@PathVariable String flow) {
		Flow state = flow(flow);
		return state.parts.asFlux()
			.<DataBuffer>map(
					(part) -> DefaultDataBufferFactory.sharedInstance.wrap(part.getBytes(StandardCharsets.UTF_8)))
			.doOnSubscribe(state::start)
			.doOnCancel(state::cancel);
	}

	@PostMapping("/flows/{flow}/parts")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void addPart(@PathVariable String flow, @RequestBody String part) {
		flow(flow).parts.tryEmitNext(part);
	}

	@DeleteMapping("/flows/{flow}")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void end(@PathVariable String flow) {
		flow(flow).parts.tryEmitComplete();
	}

	@GetMapping("/flows/{flow}")
	Progress progress(@PathVariable String flow) {
		Flow state = flow(flow);
		return new Progress(state.started.get(), state.bytes.get(), state.cancelled.get());
	}

	private Flow flow(String flow) {
		return this.flows.computeIfAbsent(flow, (key) -> new Flow());
	}

	/** Memory that is in use and not garbage. */
	@GetMapping("/memory")
	Memory memory() {
		System.gc();
		return new Memory(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
				PlatformDependent.usedDirectMemory());
	}

	private static final class Flow {

		private final AtomicBoolean started = new AtomicBoolean();

		private final AtomicLong bytes = new AtomicLong();

		private final AtomicBoolean cancelled = new AtomicBoolean();

		private final Sinks.Many<String> parts = Sinks.many().replay().all();

		private void start(Subscription subscription) {
			this.started.set(true);
		}

		private void cancel() {
			this.cancelled.set(true);
		}

	}

	record Progress(boolean started, long bytes, boolean cancelled) {

	}

	record Memory(long heap, long direct) {

	}

}
