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

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A response that breaks off looks broken to the browser, behind each web server, over
 * each protocol and kind of socket. Where it cannot, the page of the documentation says
 * so.
 */
@ResourceLock(SharedDoors.LOCK)
@ExtendWith(SharedDoors.class)
class BrokenResponseIT {

	private static final String PAGE = "broken-responses.md";

	private static final int STREAMED = 4;

	private static final int BUFFERED = 5;

	private static final int WITH_LENGTH = 6;

	/** More than most buffers hold. */
	private static final int LARGE = 1_000_000;

	static List<Passage> passages() {
		return Passage.all();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("passages")
	@Timeout(30)
	void whenResponseBreaksOffThenBrowserSeesWhatThePageSays(Passage passage) throws Exception {
		passage.webServer().require();
		Door door = SharedDoors.open(passage);
		List<String> row = row(passage);
		String withoutLength = row.get(passage.responseBuffered() ? BUFFERED : STREAMED);
		String withLength = row.get(WITH_LENGTH);
		for (int first : List.of(15, LARGE)) {
			assertThat(outcome(passage, door, "/broken/" + first)).as("without length").isEqualTo(withoutLength);
			assertThat(outcome(passage, door, "/broken/" + first + "?length=2000000")).as("with length")
				.isEqualTo(withLength);
			assertThat(outcome(passage, door, "/broken/" + first + "?length=2000000&complete=true"))
				.as("shorter than its length")
				.isEqualTo(withLength);
		}
	}

	private static String outcome(Passage passage, Door door, String target) {
		Request request = Request.get(target);
		if (!passage.isBehind(WebServer.NGINX)) {
			// The others keep the connection for a while, broken or not
			request = request.header("Connection", "close");
		}
		Response response = door.exchange(request).response();
		if (!response.isComplete() || response.status() == 502) {
			return "fails";
		}
		return (response.status() == 200) ? "looks complete" : "status " + response.status();
	}

	/**
	 * Return the cells of the page's table for a web server, protocol and kind of socket.
	 */
	private static List<String> row(Passage passage) throws IOException {
		String begin = "| %s | %s | %s |".formatted(passage.webServer(), passage.protocol().id(),
				passage.unix() ? "unix" : "TCP");
		List<String> rows = Files.readAllLines(Documentation.directory().resolve(PAGE))
			.stream()
			.filter((line) -> line.startsWith(begin))
			.toList();
		assertThat(rows).as(begin).hasSize(1);
		return Stream.of(rows.get(0).replace("**", "").split("\\|")).map(String::strip).toList();
	}

}
