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

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection whose records belong to several requests, or to none.
 */
final class FastCgiConformancePeer implements ConformancePeer {

	static final int ID_OF_ANOTHER = 4711;

	private final Peer peer;

	private final Map<Integer, List<FastCgi.Record>> requests = new HashMap<>();

	private final Map<Integer, Integer> expectedOutput = new HashMap<>();

	private final Queue<FastCgi.Record> management = new ArrayDeque<>();

	FastCgiConformancePeer(Peer peer) {
		this.peer = peer;
	}

	@Override
	public Response readAnswer(int id) throws IOException {
		List<FastCgi.Record> records = readToEnd(id);
		assertThat(records).extracting(FastCgi.Record::type).startsWith(FastCgi.STDOUT).containsOnly(FastCgi.STDOUT);
		assertThat(Bytes.text(records.get(0).content())).contains("\r\n\r\n");
		assertThat(records.get(records.size() - 1).content()).isEmpty();
		assertThat(records.subList(0, records.size() - 1)).noneMatch((record) -> record.content().length == 0);
		return Response.parse(GatewayProtocol.FASTCGI, output(records), true);
	}

	@Override
	public void expect(ConformanceCase.Step outcome) throws IOException {
		switch (outcome.action()) {
			case "part" -> expectPart(outcome.number(0), outcome.number(1), outcome.bytes());
			case "end" -> expectEnd(outcome.number(0));
			case "record" -> expectRecord(outcome.word(0), outcome.number(1), outcome.bytes());
			default -> throw new IllegalArgumentException("Unknown outcome " + outcome);
		}
	}

	private void expectPart(int id, int status, byte[] body) throws IOException {
		Response response = Response.parse(GatewayProtocol.FASTCGI, output(recordsOf(id)), false);
		while (response.status() == -1 || response.body().length < body.length) {
			receive();
			response = Response.parse(GatewayProtocol.FASTCGI, output(recordsOf(id)), false);
		}
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.text()).isEqualTo(Bytes.text(body));
		this.expectedOutput.put(id, output(recordsOf(id)).length);
	}

	private void expectEnd(int id) throws IOException {
		assertThat(output(readToEnd(id))).hasSize(this.expectedOutput.getOrDefault(id, 0));
	}

	private void expectRecord(String type, int id, byte @Nullable [] content) throws IOException {
		while (this.management.isEmpty()) {
			receive();
		}
		FastCgi.Record record = this.management.remove();
		assertThat(record.type()).isEqualTo(ConformanceBytes.recordType(type));
		assertThat(record.id()).isEqualTo(id);
		assertThat(record.content()).isEqualTo((content != null) ? content : new byte[0]);
	}

	/**
	 * Return what came for a request before its FCGI_END_REQUEST.
	 */
	private List<FastCgi.Record> readToEnd(int id) throws IOException {
		List<FastCgi.Record> records = recordsOf(id);
		while (records.isEmpty() || records.get(records.size() - 1).type() != FastCgi.END_REQUEST) {
			receive();
		}
		this.requests.remove(id);
		FastCgi.Record end = records.remove(records.size() - 1);
		assertThat(end.appStatus()).isZero();
		assertThat(end.protocolStatus()).isZero();
		return records;
	}

	private List<FastCgi.Record> recordsOf(int id) {
		return this.requests.computeIfAbsent(id, (key) -> new ArrayList<>());
	}

	private static byte[] output(List<FastCgi.Record> records) {
		return Bytes.concat(records.stream()
			.filter((record) -> record.type() == FastCgi.STDOUT)
			.map(FastCgi.Record::content)
			.toArray(byte[][]::new));
	}

	private void receive() throws IOException {
		FastCgi.Record record = FastCgi.records(this.peer.readUntil((bytes) -> !FastCgi.records(bytes).isEmpty()))
			.get(0);
		this.peer.take(record.end());
		if (record.id() == 0) {
			this.management.add(record);
		}
		else {
			recordsOf(record.id()).add(record);
		}
	}

	@Override
	public Request anotherRequest() {
		return Request.get("/another").id(ID_OF_ANOTHER).keepConnection();
	}

	@Override
	public void assertNothingLeft() {
		assertThat(FastCgi.records(this.peer.received())).isEmpty();
		assertThat(this.peer.received()).isEmpty();
		assertThat(this.management).isEmpty();
		assertThat(this.requests.values()).allMatch(List::isEmpty);
	}

}
