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

package io.webgateway.it;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.webgateway.it.client.IncomingResponse;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a response yields bit by bit arrives bit by bit, whatever it is.
 */
interface StreamContract extends EventStreamContract {

	@Test
	default void partsArriveOneByOne() throws Exception {
		assertArrivesOneByOne("/download", "application/octet-stream", "%s");
	}

	@Test
	default void groupsArriveOneByOne() throws Exception {
		assertArrivesOneByOne("/groups", "application/octet-stream", "(%s)");
	}

	@Test
	default void failureAfterTheFirstByteDoesNotLookComplete() throws Exception {
		assertBreaksOff("/download");
	}

	@Test
	default void failureWithinTheAnnouncedLengthDoesNotLookComplete() throws Exception {
		assertBreaksOff("/download?length=1000");
	}

	private void assertBreaksOff(String suffix) throws Exception {
		String channel = "/channels/" + UUID.randomUUID();
		publish(channel, "the first bytes");
		try (Door.Session session = door().open()) {
			IncomingResponse incoming = session.send(Request.get(channel + suffix).header("Connection", "close"));
			assertThat(incoming.status()).isEqualTo(200);
			assertThat(EventStreamContract.read(incoming.body(), "%s", "the first bytes")).isEqualTo("the first bytes");
			publish(channel, "fail");
			Response response = session.receive(incoming);
			assertThat(response.isComplete()).as("%s", response).isFalse();
		}
	}

}
