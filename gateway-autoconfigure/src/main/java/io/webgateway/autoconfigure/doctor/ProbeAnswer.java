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

package io.webgateway.autoconfigure.doctor;

import java.nio.charset.StandardCharsets;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The answer of the application to a probe.
 */
final class ProbeAnswer {

	static final String REPEATED_HEADER = "Gateway-Probe-Repeated";

	static final String SIZE_HEADER = "Gateway-Probe-Size";

	private static final String METHOD_PURPOSE = "method";

	private static final String PART_PURPOSE = "part";

	private final DoctorKey key;

	private final Arrival arrival;

	ProbeAnswer(DoctorKey key, Arrival arrival) {
		this.key = key;
		this.arrival = arrival;
	}

	Mono<Void> write(ServerHttpRequest request, ServerHttpResponse response, ProbeTicket ticket) {
		Report report = this.arrival.report(request, ticket);
		return request.getBody()
			.reduceWith(BodyMeter::new, BodyMeter::add)
			.timeout(AnswerShape.MAX_WAIT)
			.doOnNext((body) -> body.addTo(report))
			.delayUntil((body) -> ticket.answer().delay().isZero() ? Mono.empty() : Mono.delay(ticket.answer().delay()))
			.flatMap((body) -> write(request.getMethod(), response, ticket, report))
			.onErrorResume(IllegalArgumentException.class, (ex) -> {
				response.setStatusCode(HttpStatus.CONTENT_TOO_LARGE);
				return response.setComplete();
			});
	}

	private Mono<Void> write(HttpMethod method, ServerHttpResponse response, ProbeTicket ticket, Report report) {
		AnswerShape answer = ticket.answer();
		response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
		HttpHeaders headers = response.getHeaders();
		headers.set(HttpHeaders.CONTENT_TYPE, answer.media().type());
		headers.setCacheControl("no-store");
		headers.set(ProbeTicket.ANSWER_HEADER, signatureOfMethod(this.key, ticket.nonce(), method.name()));
		headers.add(REPEATED_HEADER, "1");
		headers.add(REPEATED_HEADER, "2");
		headers.add(HttpHeaders.SET_COOKIE, "gateway-probe-1=1; Max-Age=0");
		headers.add(HttpHeaders.SET_COOKIE, "gateway-probe-2=2; Max-Age=0");
		if (answer.headSize() > 0) {
			headers.set(SIZE_HEADER, "x".repeat(answer.headSize()));
		}
		if (answer.parts() > 0) {
			return response.writeAndFlushWith(parts(response, ticket));
		}
		byte[] body = report.sign(this.key, ticket.nonce()).getBytes(StandardCharsets.UTF_8);
		headers.setContentLength(body.length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

	private Flux<Mono<DataBuffer>> parts(ServerHttpResponse response, ProbeTicket ticket) {
		AnswerShape answer = ticket.answer();
		return Flux.range(0, answer.parts())
			.concatMap((part) -> (part == 0) ? Mono.just(part) : Mono.just(part).delayElement(answer.pause()))
			.map((part) -> Mono.fromSupplier(() -> response.bufferFactory()
				.wrap(part(this.key, ticket.nonce(), part).getBytes(StandardCharsets.UTF_8))));
	}

	/**
	 * Return a part of a streamed answer. It is an event where the answer is a stream of
	 * events.
	 * @param key the key to sign with
	 * @param nonce the nonce of the probe
	 * @param part the number of the part
	 * @return the part
	 */
	static String part(DoctorKey key, String nonce, int part) {
		return "data: " + key.sign(PART_PURPOSE, nonce + " " + part) + "\n\n";
	}

	static String signatureOfMethod(DoctorKey key, String nonce, String method) {
		return key.sign(METHOD_PURPOSE, nonce + " " + method);
	}

}
