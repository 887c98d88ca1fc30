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
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.webgateway.it.client.IncomingResponse;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies are streamed: some of 4 GiB pass through an application that has a fraction of
 * that memory.
 */
class LargeBodyIT {

	private static final long LENGTH = 4L << 30;

	/** Where the bytes are counted in the same way as elsewhere. */
	private static final long LENGTH_OF_OTHERS = 1L << 30;

	private static final Set<DoorDescription> LONG = Set.of(DoorDescription.direct(Protocol.FASTCGI, ""),
			DoorDescription.direct(Protocol.SCGI, ""));

	private static final int BUFFER_SIZE = 60 * 1024;

	private static Doors doors;

	@BeforeAll
	static void prepare() throws Exception {
		doors = new Doors(LargeBodyIT::startApplication);
	}

	private static Application startApplication(Path directory, String variant) throws IOException {
		List<String> arguments = Application.protocols(variant)
			.stream()
			.map((protocol) -> "--gateway.listeners." + protocol.id() + ".max-body-size=-1")
			.toList();
		return ForkedApplication
			.with(List.of("-Xmx128m", "-XX:MaxDirectMemorySize=64m", "-XX:+ExitOnOutOfMemoryError"), arguments)
			.start(directory, variant);
	}

	@AfterAll
	static void close() throws Exception {
		doors.close();
	}

	static List<DoorDescription> doors() {
		List<DoorDescription> doors = new ArrayList<>();
		for (Protocol protocol : Protocol.OF_LISTENERS) {
			doors.add(DoorDescription.direct(protocol, ""));
		}
		doors.add(DoorDescription.direct(Protocol.AJP, "-packets"));
		doors.add(DoorDescription.behind(WebServer.LIGHTTPD, Protocol.FASTCGI, "-streaming"));
		doors.add(DoorDescription.behind(WebServer.NGINX, Protocol.FASTCGI, "-streaming"));
		return doors;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("doors")
	@Timeout(180)
	void whenUploadIsLargeThenItIsStreamed(DoorDescription description) {
		long length = length(description);
		Request request = Request.of("PUT", "/count")
			.header("Content-Type", "application/octet-stream")
			.body(RequestBody.of(length, (output) -> {
				byte[] zeros = new byte[BUFFER_SIZE];
				for (long remaining = length; remaining > 0; remaining -= zeros.length) {
					output.write(zeros, 0, (int) Math.min(zeros.length, remaining));
				}
			}));
		require(description);
		Response response = doors.open(description).exchange(request).response();
		Contract.assertOk(request, response);
		assertThat(response.text()).isEqualTo(String.valueOf(length));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("doors")
	@Timeout(180)
	void whenDownloadIsLargeThenItIsStreamed(DoorDescription description) throws Exception {
		require(description);
		long length = length(description);
		try (Door.Session session = doors.open(description).open()) {
			IncomingResponse response = session.send(Request.get("/zeros/" + length));
			assertThat(response.status()).isEqualTo(200);
			assertThat(count(response.body())).isEqualTo(length);
		}
	}

	private static long length(DoorDescription description) {
		return LONG.contains(description) ? LENGTH : LENGTH_OF_OTHERS;
	}

	private static void require(DoorDescription description) {
		if (description.webServer() != null) {
			description.webServer().require();
		}
	}

	private static long count(InputStream body) throws IOException {
		byte[] buffer = new byte[BUFFER_SIZE];
		long length = 0;
		for (int count = body.read(buffer); count != -1; count = body.read(buffer)) {
			length += count;
		}
		return length;
	}

}
