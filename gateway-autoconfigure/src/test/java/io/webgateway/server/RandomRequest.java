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

package io.webgateway.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request in which everything that may be so is left to chance, and an answer that
 * tells what of it has arrived.
 */
final class RandomRequest {

	private static final String PREFIX = "HTTP_X_";

	private static final int[] VALUE_LENGTHS = { 0, 1, 10, 127, 128, 129, 300, 5000 };

	private static final int[] BODY_LENGTHS = { 0, 0, 1, 7, 1000, 8192, 65535, 65536, 100_000 };

	private static final int MAX_PADDING = 255;

	private static final int MAX_CONTENT_LENGTH = 65535;

	private final int id;

	private final Request request;

	private final String target;

	private final String fields;

	private final byte[] body;

	private RandomRequest(int id, Request request, String target, String fields, byte[] body) {
		this.id = id;
		this.request = request;
		this.target = target;
		this.fields = fields;
		this.body = body;
	}

	static RandomRequest create(Random random, int id) {
		return create(random, id, Integer.MAX_VALUE);
	}

	static RandomRequest create(Random random, int id, int maxBodyLength) {
		byte[] body = new byte[Math.min(maxBodyLength, BODY_LENGTHS[random.nextInt(BODY_LENGTHS.length)])];
		random.nextBytes(body);
		String target = "/" + id + "/" + Long.toHexString(random.nextLong());
		Request request = Request.post(body).set("REQUEST_URI", target).id(id).keepConnection();
		StringBuilder fields = new StringBuilder();
		int count = random.nextInt(20);
		for (int i = 0; i < count; i++) {
			String name = PREFIX + random.nextInt(10);
			String value = value(random);
			request.with(name, value);
			append(name, value, fields);
		}
		return new RandomRequest(id, request, target, fields.toString(), body);
	}

	private static String value(Random random) {
		int length = VALUE_LENGTHS[random.nextInt(VALUE_LENGTHS.length)];
		StringBuilder value = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			value.append((char) (1 + random.nextInt(MAX_PADDING)));
		}
		return value.toString();
	}

	private static void append(String name, String value, StringBuilder fields) {
		fields.append(name).append('=').append(value).append('\n');
	}

	int id() {
		return this.id;
	}

	/**
	 * Return everything that is sent, in pieces of any length.
	 */
	byte[][] pieces(GatewayProtocol protocol, Random random) {
		return cut(bytes(protocol), random, 1 << (3 + random.nextInt(14)));
	}

	byte[] bytes(GatewayProtocol protocol) {
		return this.request.bytes(protocol);
	}

	/**
	 * Return bytes in pieces of any length up to the given one.
	 */
	static byte[][] cut(byte[] bytes, Random random, int maxLength) {
		List<byte[]> pieces = new ArrayList<>();
		for (int start = 0; start < bytes.length;) {
			int end = Math.min(bytes.length, start + 1 + random.nextInt(maxLength));
			pieces.add(Arrays.copyOfRange(bytes, start, end));
			start = end;
		}
		return pieces.toArray(byte[][]::new);
	}

	/**
	 * Return everything that is sent over FastCGI, in records of any length.
	 */
	List<byte[]> records(Random random) {
		List<byte[]> records = new ArrayList<>();
		records.add(this.request.begin());
		addStream(FastCgi.PARAMS, this.request.pairs(), random, records);
		addStream(FastCgi.STDIN, this.body, random, records);
		return records;
	}

	private void addStream(int type, byte[] content, Random random, List<byte[]> records) {
		int maxLength = random.nextBoolean() ? MAX_CONTENT_LENGTH : 1 + content.length / 10;
		for (byte[] piece : cut(content, random, maxLength)) {
			records.add(FastCgi.record(type, this.id, piece, random.nextInt(MAX_PADDING)));
		}
		records.add(FastCgi.record(type, this.id, new byte[0], random.nextInt(8)));
	}

	/**
	 * Answer a request with its target, what tells its fields from others, and its body.
	 */
	static Mono<Void> answer(GatewayExchange exchange) {
		String target = exchange.getVariables().get("REQUEST_URI");
		StringBuilder fields = new StringBuilder();
		StreamSupport.stream(exchange.getVariables().spliterator(), false)
			.filter((variable) -> variable.getKey().startsWith(PREFIX))
			.forEach((variable) -> append(variable.getKey(), variable.getValue(), fields));
		exchange.commit(
				Answers.head(200, true, "X-Target", target, "X-Fields", Bytes.summary(Bytes.of(fields.toString()))));
		Flux<ByteBuf> body = exchange.getRequestBody();
		// Some handlers stay on the event loop, others do not
		return exchange.write((target.hashCode() % 2 == 0) ? body : body.publishOn(Schedulers.parallel()));
	}

	void assertAnswered(Response response) {
		assertThat(response.complete()).isTrue();
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("x-target")).isEqualTo(this.target);
		assertThat(response.header("x-fields")).isEqualTo(Bytes.summary(Bytes.of(this.fields)));
		assertThat(Bytes.summary(response.body())).isEqualTo(Bytes.summary(this.body));
	}

}
