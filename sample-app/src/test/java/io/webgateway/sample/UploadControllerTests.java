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

package io.webgateway.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UploadController}.
 */
@SpringBootTest
class UploadControllerTests {

	@Autowired
	private ApplicationContext context;

	@Test
	void whenFileIsUploadedThenPageReportsSizeAndDigest() throws Exception {
		byte[] content = OffsetLines.at(0, 1_234_567);
		MultipartBodyBuilder body = new MultipartBodyBuilder();
		body.part("file", new ByteArrayResource(content)).filename("offsets.txt");
		String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		assertThat(upload(body)).contains("offsets.txt", "1,234,567", digest)
			.containsPattern("<span>[\\d,]+\\.\\d</span>&nbsp;ms");
	}

	@Test
	void whenSeveralPartsAreUploadedThenPageReportsEachFileAndNoField() {
		MultipartBodyBuilder body = new MultipartBodyBuilder();
		body.part("file", new ByteArrayResource("one".getBytes(StandardCharsets.UTF_8))).filename("first.txt");
		body.part("comment", "not a file");
		body.part("file", new ByteArrayResource(new byte[0])).filename("second.txt");
		assertThat(upload(body))
			.containsSubsequence("first.txt", "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
					"second.txt", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
			.doesNotContain("not a file");
	}

	@Test
	void whenFileNameIsMarkupThenPageShowsItAsText() {
		MultipartBodyBuilder body = new MultipartBodyBuilder();
		body.part("file", new ByteArrayResource(new byte[1])).filename("<b onclick=alert(1)>.txt");
		assertThat(upload(body)).contains("&lt;b onclick=alert(1)&gt;.txt").doesNotContain("<b onclick");
	}

	@Test
	void whenNoFileWasChosenThenPageAsksForOne() {
		String body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n"
				+ "Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n";
		Door.http(this.context)
			.post()
			.uri("/upload")
			.contentType(MediaType.parseMediaType("multipart/form-data;boundary=x"))
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("No file: choose one first."));
	}

	@Test
	void whenPageIsAskedForThenItHasLabelledForm() {
		Door.http(this.context)
			.get()
			.uri("/upload")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("<label for=\"file\">", "action=\"/upload\"")
				.doesNotContain("Arrived"));
	}

	private String upload(MultipartBodyBuilder body) {
		WebTestClient client = Door.http(this.context);
		String page = client.post()
			.uri("/upload")
			.body(BodyInserters.fromMultipartData(body.build()))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(page).isNotNull();
		return page;
	}

}
