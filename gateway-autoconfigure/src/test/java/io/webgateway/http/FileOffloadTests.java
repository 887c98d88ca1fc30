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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenerStatistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link FileOffload}.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class FileOffloadTests {

	private static final String CONTENT = "0123456789";

	@Parameter
	private GatewayProtocol protocol;

	@TempDir
	private Path directory;

	private Path root;

	private Path file;

	private final ListenerStatistics statistics = new ListenerStatistics();

	@BeforeEach
	void createFiles() throws IOException {
		// What is below a link is not below the path that leads there
		this.root = Files.createDirectory(this.directory.toRealPath().resolve("root"));
		this.file = Files.writeString(this.root.resolve("file.txt"), CONTENT);
	}

	@Test
	void whenFileIsBelowRootThenWebServerIsToldToSendIt() throws IOException {
		Answer answer = send(FileHeader.X_SENDFILE, writing(this.file));
		assertOffloaded(answer, "X-Sendfile", this.root + "/file.txt");
		assertThat(send(FileHeader.X_ACCEL_REDIRECT, writing(this.file)).header("X-Accel-Redirect"))
			.isEqualTo("/files/file.txt");
		assertThat(this.statistics.getOffloadedFiles()).isEqualTo(2);
	}

	@Test
	void whenFileIsNotBelowRootThenItIsSent() throws IOException {
		Path outside = Files.writeString(this.root.resolveSibling("outside.txt"), CONTENT);
		Path similar = Files.createDirectory(this.root.resolveSibling("root2"));
		assertSent(send(writing(outside)));
		assertSent(send(writing(this.root.resolve("../outside.txt"))));
		assertSent(send(writing(Files.writeString(similar.resolve("file.txt"), CONTENT))));
		assertThat(this.statistics.getOffloadedFiles()).isZero();
	}

	@Test
	void whenLinkLeadsOutOfRootThenFileIsSent() throws IOException {
		Path outside = Files.createDirectory(this.root.resolveSibling("outside"));
		Path target = Files.writeString(outside.resolve("file.txt"), CONTENT);
		assertSent(send(writing(Files.createSymbolicLink(this.root.resolve("link.txt"), target))));
		Path link = Files.createSymbolicLink(this.root.resolve("link"), outside);
		assertSent(send(writing(link.resolve("file.txt"))));
	}

	@Test
	void whenLinkLeadsIntoRootThenWebServerIsToldWhere() throws IOException {
		Path link = Files.createSymbolicLink(this.root.resolveSibling("link.txt"), this.file);
		assertOffloaded(send(writing(link)), "X-Accel-Redirect", "/files/file.txt");
		Path inner = Files.createSymbolicLink(this.root.resolve("link.txt"), this.file);
		assertOffloaded(send(writing(inner)), "X-Accel-Redirect", "/files/file.txt");
		assertOffloaded(send(writing(this.root.resolve("../root/./file.txt"))), "X-Accel-Redirect", "/files/file.txt");
	}

	@Test
	void whenRootIsLinkThenWebServerIsToldByItsName() throws IOException {
		Path link = Files.createSymbolicLink(this.root.resolveSibling("link"), this.root);
		FileOffload offload = new FileOffload(FileHeader.X_SENDFILE, List.of(new FileRoot(link, link.toString())));
		assertOffloaded(send(offload, RawRequest.get("/"), writing(this.file)), "X-Sendfile", link + "/file.txt");
	}

	@Test
	void whenRootIsWithinAnotherThenItIsTheOneThatCounts() throws IOException {
		Path inner = Files.createDirectory(this.root.resolve("inner"));
		Path innerFile = Files.writeString(inner.resolve("file.txt"), CONTENT);
		FileOffload offload = new FileOffload(FileHeader.X_ACCEL_REDIRECT,
				List.of(new FileRoot(this.root, "/outer"), new FileRoot(inner, "/inner")));
		RawRequest request = RawRequest.get("/");
		assertOffloaded(send(offload, request, writing(innerFile)), "X-Accel-Redirect", "/inner/file.txt");
		assertOffloaded(send(offload, request, writing(this.file)), "X-Accel-Redirect", "/outer/file.txt");
	}

	@Test
	void whenRootIsMissingThenThereIsNoOffload() {
		FileRoot missing = new FileRoot(this.root.resolve("missing"), "/files");
		assertThatIOException().isThrownBy(() -> new FileOffload(FileHeader.X_ACCEL_REDIRECT, List.of(missing)));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\0', value = { "a b.txt | a%20b.txt", "ä€😀 | %C3%A4%E2%82%AC%F0%9F%98%80",
			"a#b?c&d;e+f,g\"h'i | a%23b%3Fc&d%3Be+f,g%22h'i" }, delimiter = '|')
	void whenNameIsUnusualThenWebServerReadsItAsItIs(String name, String encoded) throws IOException {
		Path unusual = Files.writeString(this.root.resolve(name), CONTENT);
		assertThat(send(FileHeader.X_ACCEL_REDIRECT, writing(unusual)).header("X-Accel-Redirect"))
			.isIn("/files/" + encoded, "/files/" + encoded.replace("%3B", ";"));
		Answer answer = send(FileHeader.X_SENDFILE, writing(unusual));
		byte[] bytes = answer.header("X-Sendfile").getBytes(StandardCharsets.ISO_8859_1);
		assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(unusual.toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "a\r\nX-Forged: 1", "a\tb", "\u007f", "\u0001" })
	void whenNameHasControlCharacterThenFileIsSent(String name) throws IOException {
		Path unusual = Files.writeString(this.root.resolve(name), CONTENT);
		assertSent(send(FileHeader.X_ACCEL_REDIRECT, writing(unusual)));
		assertSent(send(FileHeader.X_SENDFILE, writing(unusual)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "100%", "%41", "a ", "%2e%2e" })
	void whenWebServersReadPathDifferentlyThenFileIsSent(String name) throws IOException {
		Path unusual = Files.writeString(this.root.resolve(name), CONTENT);
		assertSent(send(FileHeader.X_SENDFILE, writing(unusual)));
		assertThat(send(FileHeader.X_ACCEL_REDIRECT, writing(unusual)).header("X-Accel-Redirect"))
			.isEqualTo("/files/" + name.replace("%", "%25").replace(" ", "%20"));
	}

	@Test
	void whenFileIsEmptyThenWebServerIsToldToSendIt() throws IOException {
		Path empty = Files.createFile(this.root.resolve("empty"));
		assertOffloaded(send((request, response) -> write(response, empty, 0, 0)), "X-Accel-Redirect", "/files/empty");
	}

	@Test
	void whenFileIsMissingThenResponseFails() throws IOException {
		HttpHandler handler = (request, response) -> write(response, this.root.resolve("missing"), 0, 1);
		assertThat(send(handler).status()).isEqualTo(500);
	}

	@Test
	void whenPathIsNoFileThenResponseFails() throws IOException {
		assertThat(send((request, response) -> write(response, this.root, 0, 100_000)).status()).isEqualTo(500);
	}

	@ParameterizedTest
	@EnumSource
	void whatElseTheResponseSaysStays(FileHeader header) throws IOException {
		Answer answer = send(header, (request, response) -> {
			response.beforeCommit(() -> Mono.fromRunnable(() -> response.getHeaders().set("X-Frame-Options", "DENY")));
			response.getHeaders().setETag("\"a\"");
			response.getHeaders().setContentType(MediaType.APPLICATION_PDF);
			response.getHeaders().setLastModified(0);
			response.getHeaders().set("Accept-Ranges", "bytes");
			response.getHeaders().setContentLength(CONTENT.length());
			response.addCookie(ResponseCookie.from("a", "1").build());
			return write(response, this.file, 0, CONTENT.length());
		});
		assertOffloaded(answer, header.fieldName(),
				(header == FileHeader.X_SENDFILE) ? this.file.toString() : "/files/file.txt");
		assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
		assertThat(answer.header("ETag")).isEqualTo("\"a\"");
		assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
		assertThat(answer.header("Last-Modified")).isEqualTo("Thu, 01 Jan 1970 00:00:00 GMT");
		assertThat(answer.header("Set-Cookie")).isEqualTo("a=1");
		// nginx adds another
		assertThat(answer.headers("Accept-Ranges")).hasSize((header == FileHeader.X_SENDFILE) ? 1 : 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 206, 404, 500 })
	void whenStatusIsAnotherThenFileIsSent(int status) throws IOException {
		Answer answer = send((request, response) -> {
			response.beforeCommit(() -> {
				response.setStatusCode(HttpStatusCode.valueOf(status));
				return Mono.empty();
			});
			return write(response, this.file, 0, CONTENT.length());
		});
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.text()).isEqualTo(CONTENT);
		assertThat(answer.headers("X-Accel-Redirect")).isEmpty();
	}

	@Test
	void whenContentIsEncodedThenFileIsSent() throws IOException {
		assertSent(send((request, response) -> {
			response.getHeaders().set(HttpHeaders.CONTENT_ENCODING, "gzip");
			return write(response, this.file, 0, CONTENT.length());
		}));
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT" })
	void whenMethodIsNotGetThenFileIsSent(String method) throws IOException {
		assertSent(send(offload(FileHeader.X_ACCEL_REDIRECT), RawRequest.of(method, "/"), writing(this.file)));
	}

	@Test
	void whenMethodIsHeadThenItsHeadIsThatOfTheApplication() throws IOException {
		Answer answer = send(offload(FileHeader.X_ACCEL_REDIRECT), RawRequest.of("HEAD", "/"), resource());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Length")).isEqualTo("10");
		assertThat(answer.headers("X-Accel-Redirect")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "bytes=0-", "bytes=2-4", "bytes=5-", "bytes=-3", "bytes=9-9", "bytes=4-400", "bytes=-400" })
	void whenOneRangeIsRequestedThenItIsLeftToTheWebServer(String range) throws IOException {
		Answer answer = send(RawRequest.get("/").header("Range", range));
		assertOffloaded(answer, "X-Accel-Redirect", "/files/file.txt");
		assertThat(answer.headers("Content-Range")).isEmpty();
		assertThat(answer.header("Content-Type")).isEqualTo("text/plain");
	}

	@Test
	void whenSeveralRangesAreRequestedThenTheyAreSent() throws IOException {
		Answer answer = send(RawRequest.get("/").header("Range", "bytes=0-1,4-5"));
		assertThat(answer.status()).isEqualTo(206);
		assertThat(answer.header("Content-Type")).startsWith("multipart/byteranges");
		assertThat(answer.text()).contains("01").contains("45");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bytes=10-", "bytes=4-2", "lines=1-2" })
	void whenRangeIsOfNoUseThenItIsRefused(String range) throws IOException {
		Answer answer = send(RawRequest.get("/").header("Range", range));
		assertThat(answer.status()).isEqualTo(416);
		assertThat(answer.headers("X-Accel-Redirect")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "bytes=0-5", "bytes=3-7,1-2", "nonsense" })
	void whenPartIsNotTheRequestedOneThenItIsSent(String range) throws IOException {
		RawRequest request = range.isEmpty() ? RawRequest.get("/") : RawRequest.get("/").header("Range", range);
		Answer answer = send(offload(FileHeader.X_ACCEL_REDIRECT), request, (http, response) -> {
			response.setStatusCode(HttpStatus.PARTIAL_CONTENT);
			response.getHeaders().set("Content-Range", "bytes 3-7/10");
			return write(response, this.file, 3, 5);
		});
		assertThat(answer.status()).isEqualTo(206);
		assertThat(answer.header("Content-Range")).isEqualTo("bytes 3-7/10");
		assertThat(answer.text()).isEqualTo("34567");
	}

	@Test
	void whenFileHasNotChangedThenApplicationSaysSo() throws IOException {
		HttpHandler handler = RouterFunctions.toHttpHandler(RouterFunctions.route()
			.GET("/",
					(request) -> request.checkNotModified("\"a\"")
						.switchIfEmpty(ServerResponse.ok().bodyValue(new FileSystemResource(this.file))))
			.build());
		Answer answer = send(offload(FileHeader.X_ACCEL_REDIRECT), RawRequest.get("/").header("If-None-Match", "\"a\""),
				handler);
		assertThat(answer.status()).isEqualTo(304);
		assertThat(answer.headers("X-Accel-Redirect")).isEmpty();
	}

	private void assertSent(Answer answer) {
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo(CONTENT);
		assertThat(answer.headers()).extracting(Field::name)
			.doesNotContain("X-Sendfile", "X-Accel-Redirect", "X-Forged");
	}

	private static void assertOffloaded(Answer answer, String field, String value) {
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers(field)).containsExactly(value);
		assertThat(answer.headers("Content-Length")).isEmpty();
		assertThat(answer.content()).isEmpty();
	}

	private static HttpHandler writing(Path file) {
		return (request, response) -> write(response, file, 0, CONTENT.length());
	}

	private static Mono<Void> write(ServerHttpResponse response, Path file, long position, long count) {
		if (response instanceof ZeroCopyHttpOutputMessage zeroCopy) {
			return zeroCopy.writeWith(file, position, count);
		}
		return response.setComplete();
	}

	private HttpHandler resource() {
		Resource resource = new FileSystemResource(this.file);
		return RouterFunctions.toHttpHandler(
				RouterFunctions.route(RequestPredicates.all(), (request) -> ServerResponse.ok().bodyValue(resource)));
	}

	private FileOffload offload(FileHeader header) throws IOException {
		return new FileOffload(header,
				List.of(new FileRoot(this.root, (header == FileHeader.X_SENDFILE) ? this.root.toString() : "/files")));
	}

	private Answer send(HttpHandler handler) throws IOException {
		return send(FileHeader.X_ACCEL_REDIRECT, handler);
	}

	private Answer send(RawRequest request) throws IOException {
		return send(offload(FileHeader.X_ACCEL_REDIRECT), request, resource());
	}

	private Answer send(FileHeader header, HttpHandler handler) throws IOException {
		return send(offload(header), RawRequest.get("/"), handler);
	}

	private Answer send(FileOffload offload, RawRequest request, HttpHandler handler) throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(handler, ContextPathResolver.none(), true,
				HeaderPolicy.DEFAULTS, new WebServerInstructions("shop", this.statistics, offload, false));
		try (GatewayDoor door = GatewayDoor.open(this.protocol, adapter)) {
			return door.send(request);
		}
	}

}
