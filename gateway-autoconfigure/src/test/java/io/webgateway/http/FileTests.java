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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files of any size, whole and in parts.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class FileTests {

	@Parameter
	private GatewayProtocol protocol;

	@TempDir
	private static Path directory;

	private WebFluxApplication application;

	private GatewayDoor door;

	@BeforeEach
	void openDoor() {
		this.application = WebFluxApplication.of(FileConfigurer.class);
		this.door = GatewayDoor.open(this.protocol, this.application);
	}

	@AfterEach
	void closeDoor() {
		this.door.close();
		this.application.close();
	}

	@Test
	void filesOfAnySizeArrive() throws IOException {
		for (int size : new int[] { 0, 1, 61_440, 61_441, 65_535, 65_536, 1 << 20, 3_000_001 }) {
			byte[] content = write("file.bin", size);
			Answer answer = this.door.send(RawRequest.get("/file.bin"));
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(size));
			assertThat(Arrays.equals(answer.content(), content)).as("content of %d bytes", size).isTrue();
		}
	}

	@Test
	void partsOfFilesArrive() throws IOException {
		byte[] content = write("file.bin", 200_000);
		Answer answer = this.door.send(RawRequest.get("/file.bin").header("Range", "bytes=70000-150000"));
		assertThat(answer.status()).isEqualTo(206);
		assertThat(answer.header("Content-Range")).isEqualTo("bytes 70000-150000/200000");
		assertThat(answer.header("Content-Length")).isEqualTo("80001");
		assertThat(Arrays.equals(answer.content(), Arrays.copyOfRange(content, 70_000, 150_001))).isTrue();
	}

	@Test
	void whenRangeIsBeyondTheFileThenNothingOfItArrives() throws IOException {
		write("file.bin", 10);
		Answer answer = this.door.send(RawRequest.get("/file.bin").header("Range", "bytes=10-"));
		assertThat(answer.status()).isEqualTo(416);
		assertThat(answer.header("Content-Length")).isEqualTo("0");
		assertThat(answer.content()).isEmpty();
	}

	@Test
	void whenMethodIsHeadThenOnlyLengthOfFileArrives() throws IOException {
		write("file.bin", 100_000);
		Answer answer = this.door.send(RawRequest.of("HEAD", "/file.bin"));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Length")).isEqualTo("100000");
		assertThat(answer.content()).isEmpty();
	}

	@Test
	void whenFileHasNotChangedThenNothingOfItArrives() throws IOException {
		write("file.bin", 100_000);
		String lastModified = this.door.send(RawRequest.get("/file.bin")).header("Last-Modified");
		Answer answer = this.door.send(RawRequest.get("/file.bin").header("If-Modified-Since", lastModified));
		assertThat(answer.status()).isEqualTo(304);
		assertThat(answer.headers("Content-Length")).isEmpty();
		assertThat(answer.content()).isEmpty();
	}

	@Test
	void whenFileIsMissingThenStatusIs404() throws IOException {
		assertThat(this.door.send(RawRequest.get("/missing.bin")).status()).isEqualTo(404);
	}

	private byte[] write(String name, int size) throws IOException {
		byte[] content = new byte[size];
		for (int i = 0; i < size; i++) {
			content[i] = (byte) (i ^ i >> 8);
		}
		Files.write(directory.resolve(name), content);
		return content;
	}

	@Configuration(proxyBeanMethods = false)
	static class FileConfigurer implements WebFluxConfigurer {

		@Override
		public void addResourceHandlers(ResourceHandlerRegistry registry) {
			registry.addResourceHandler("/**").addResourceLocations(directory.toUri().toString());
		}

	}

}
