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
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection that carries one request after the other.
 *
 * @param peer the end of the web server
 */
record AjpConformancePeer(Peer peer) implements ConformancePeer {

	@Override
	public Response readAnswer(int id) throws IOException {
		List<Ajp.Packet> packets = new ArrayList<>();
		Ajp.Packet packet = Ajp.read(this.peer);
		while (packet.type() != Ajp.END_RESPONSE) {
			if (packet.type() == Ajp.GET_BODY_CHUNK) {
				// The body is on its way already
				packet = Ajp.read(this.peer);
				continue;
			}
			assertThat(packet.type()).isEqualTo(packets.isEmpty() ? Ajp.SEND_HEADERS : Ajp.SEND_BODY_CHUNK);
			packets.add(packet);
			packet = Ajp.read(this.peer);
		}
		return Ajp.response(packets, true);
	}

	@Override
	public void expect(ConformanceCase.Step outcome) throws IOException {
		assertThat(outcome.action()).isEqualTo("bytes");
		int length = outcome.bytes().length;
		assertThat(Bytes.first(this.peer.readUntil(length), length)).isEqualTo(outcome.bytes());
		this.peer.take(length);
	}

	@Override
	public Request anotherRequest() {
		return Request.get("/another");
	}

	@Override
	public void assertNothingLeft() {
		assertThat(this.peer.received()).asString().isEmpty();
	}

}
