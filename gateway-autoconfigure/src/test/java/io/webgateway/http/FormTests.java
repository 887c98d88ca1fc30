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

package io.webgateway.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Forms, files that are sent with them, and sessions.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class FormTests {

	@Parameter
	private GatewayProtocol protocol;

	private WebFluxApplication application;

	private GatewayDoor door;

	@BeforeEach
	void openDoor() {
		this.application = WebFluxApplication.of(FormController.class);
		this.door = GatewayDoor.open(this.protocol, this.application);
	}

	@AfterEach
	void closeDoor() {
		this.door.close();
		this.application.close();
	}

	@Test
	void formIsDecoded() throws IOException {
		RawRequest request = RawRequest.post("/form?c=4", "a=1+%C3%A4&b=2&a=3")
			.header("Content-Type", "application/x-www-form-urlencoded");
		assertThat(this.door.send(request).text()).isEqualTo("{a=[1 \u00e4, 3], b=[2]}");
	}

	@Test
	void partsOfAnySizeArrive() throws IOException {
		for (int size : new int[] { 0, 10, 1_000_000 }) {
			byte[] file = new byte[size];
			Arrays.fill(file, (byte) 'x');
			assertThat(this.door.send(multipart(file)).text()).isEqualTo("title of a.bin with " + size + " bytes");
		}
	}

	private static RawRequest multipart(byte[] file) {
		byte[] head = ("--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\ntitle\r\n"
				+ "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8);
		byte[] end = "\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8);
		byte[] content = Arrays.copyOf(head, head.length + file.length + end.length);
		System.arraycopy(file, 0, content, head.length, file.length);
		System.arraycopy(end, 0, content, head.length + file.length, end.length);
		return RawRequest.of("POST", "/parts")
			.header("Content-Type", "multipart/form-data; boundary=b")
			.content(content);
	}

	@Test
	void whenSessionIsStartedThenItsCookieIsSetAndLeadsBackToIt() throws IOException {
		Answer first = this.door.send(RawRequest.get("/session"));
		assertThat(first.text()).isEqualTo("1");
		assertThat(first.header("Set-Cookie")).matches("SESSION=[-0-9a-f]{36}; Path=/; HttpOnly; SameSite=Lax");
		String cookie = first.header("Set-Cookie").replaceAll(";.*", "");
		assertThat(this.door.send(RawRequest.get("/session").header("Cookie", cookie)).text()).isEqualTo("2");
		assertThat(this.door.send(RawRequest.get("/session").header("Cookie", "a=b; " + cookie)).text()).isEqualTo("3");
		assertThat(this.door.send(RawRequest.get("/session")).text()).isEqualTo("1");
	}

	@Controller
	@ResponseBody
	static class FormController {

		@PostMapping("/form")
		Mono<String> form(ServerWebExchange exchange) {
			return exchange.getFormData().map(Object::toString);
		}

		@PostMapping("/parts")
		Mono<String> parts(@RequestPart String title, @RequestPart FilePart file) {
			return file.content().map((buffer) -> {
				int size = buffer.readableByteCount();
				DataBufferUtils.release(buffer);
				return size;
			}).reduce(0, Integer::sum).map((size) -> title + " of " + file.filename() + " with " + size + " bytes");
		}

		@GetMapping("/session")
		String session(WebSession session) {
			AtomicInteger count = session.getAttributeOrDefault("count", new AtomicInteger());
			session.getAttributes().put("count", count);
			return String.valueOf(count.incrementAndGet());
		}

	}

}
