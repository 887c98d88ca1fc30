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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Handlers that answer in all sorts of ways.
 */
final class SampleHandlers {

	private static final Path FILE = createFile();

	private SampleHandlers() {
	}

	private static Path createFile() {
		try {
			Path file = Files.createTempFile("content", ".txt");
			file.toFile().deleteOnExit();
			return Files.writeString(file, "0123456789".repeat(20_000));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return all handlers.
	 */
	static Stream<SampleHandler> all() {
		return Stream.of(statuses(), headers(), cookies(), contents(), errors()).flatMap(Function.identity());
	}

	private static Stream<SampleHandler> statuses() {
		return IntStream.of(200, 201, 202, 204, 205, 206, 299, 302, 304, 307, 404, 418, 499, 500, 599, 600, 999)
			.boxed()
			.flatMap((status) -> Stream.of(handler("status " + status, (response) -> {
				response.setStatusCode(HttpStatusCode.valueOf(status));
				return response.setComplete();
			}), handler("status " + status + " with content", (response) -> {
				response.setStatusCode(HttpStatusCode.valueOf(status));
				return response.writeWith(mono(response, "content"));
			}), handler("status " + status + " with streamed content", (response) -> {
				response.setStatusCode(HttpStatusCode.valueOf(status));
				return response.writeWith(flux(response, "content", "and more"));
			})));
	}

	private static Stream<SampleHandler> headers() {
		return Stream.of(head("location", (headers) -> headers.set("Location", "/other?a=b#c")),
				head("repeated", (headers) -> headers.addAll("X-Dup", List.of("1", "2"))),
				head("empty value", (headers) -> headers.set("X-Empty", "")),
				head("value of ISO-8859-1", (headers) -> headers.set("X-Latin", "\u00e4\u00ff")),
				head("value beyond ISO-8859-1", (headers) -> headers.set("X-Unicode", "\u20ac")),
				head("tab", (headers) -> headers.set("X-Tab", "a\tb")),
				head("lower case", (headers) -> headers.set("x-lower", "1")), head("removed", (headers) -> {
					headers.set("X-Removed", "1");
					headers.remove("x-removed");
				}), head("content type", (headers) -> headers.setContentType(MediaType.APPLICATION_JSON)),
				head("cache control", (headers) -> headers.setCacheControl("no-store")),
				head("etag", (headers) -> headers.setETag("\"a\"")),
				head("line break", (headers) -> headers.set("X-Split", "a\r\nX-Forged: b")),
				head("line break in name", (headers) -> headers.set("X-Split\r\nX-Forged", "b")),
				head("NUL", (headers) -> headers.set("X-Nul", "a\u0000b")),
				head("blank in name", (headers) -> headers.set("X Y", "a")),
				head("no name", (headers) -> headers.set("", "a")),
				head("Content-Length of less than the content", (headers) -> headers.setContentLength(3)),
				head("long", (headers) -> headers.set("X-Long", "x".repeat(20_000))));
	}

	private static SampleHandler head(String name, Consumer<HttpHeaders> change) {
		return handler("header: " + name, (response) -> {
			change.accept(response.getHeaders());
			return response.writeWith(mono(response, "content"));
		});
	}

	private static Stream<SampleHandler> cookies() {
		return Stream.of(cookie("plain", ResponseCookie.from("a", "1")), cookie("empty", ResponseCookie.from("a", "")),
				cookie("path", ResponseCookie.from("a", "1").path("/app")),
				cookie("domain", ResponseCookie.from("a", "1").domain("example.org")),
				cookie("max age", ResponseCookie.from("a", "1").maxAge(3600)),
				cookie("expired", ResponseCookie.from("a", "1").maxAge(0)),
				cookie("of the session", ResponseCookie.from("a", "1").maxAge(-1)),
				cookie("secure", ResponseCookie.from("a", "1").secure(true)),
				cookie("HTTP only", ResponseCookie.from("a", "1").httpOnly(true)),
				cookie("partitioned", ResponseCookie.from("a", "1").partitioned(true).secure(true)),
				cookie("strict", ResponseCookie.from("a", "1").sameSite("Strict")),
				cookie("all attributes",
						ResponseCookie.from("a", "1")
							.path("/app")
							.domain("example.org")
							.maxAge(Duration.ofDays(1))
							.secure(true)
							.httpOnly(true)
							.partitioned(true)
							.sameSite("Lax")),
				cookie("several", ResponseCookie.from("a", "1"), ResponseCookie.from("b", "2").path("/"),
						ResponseCookie.from("a", "3").path("/x")),
				handler("cookie: beside a Set-Cookie header", (response) -> {
					response.getHeaders().add("Set-Cookie", "b=2; Path=/");
					response.addCookie(ResponseCookie.from("a", "1").build());
					return response.setComplete();
				}));
	}

	private static SampleHandler cookie(String name, ResponseCookie.ResponseCookieBuilder... cookies) {
		return handler("cookie: " + name, (response) -> {
			Stream.of(cookies).forEach((cookie) -> response.addCookie(cookie.build()));
			return response.setComplete();
		});
	}

	private static Stream<SampleHandler> contents() {
		return Stream.of(handler("nothing", (response) -> Mono.empty()),
				handler("complete", ServerHttpResponse::setComplete),
				handler("complete twice", (response) -> response.setComplete().then(response.setComplete())),
				handler("empty mono", (response) -> response.writeWith(Mono.empty())),
				handler("empty flux", (response) -> response.writeWith(Flux.empty())),
				handler("empty buffer", (response) -> response.writeWith(mono(response, ""))),
				handler("empty buffers", (response) -> response.writeWith(flux(response, "", "", ""))),
				handler("mono", (response) -> response.writeWith(mono(response, "content"))),
				handler("mono on another thread",
						(response) -> response.writeWith(mono(response, "content").subscribeOn(Schedulers.parallel()))),
				handler("flux of one", (response) -> response.writeWith(flux(response, "content"))),
				handler("flux of several", (response) -> response.writeWith(flux(response, "a", "b", "", "c"))),
				handler("flux on another thread",
						(response) -> response
							.writeWith(flux(response, "a", "b", "c").publishOn(Schedulers.parallel()))),
				handler("large mono", (response) -> response.writeWith(mono(response, "x".repeat(300_000)))),
				handler("large flux",
						(response) -> response.writeWith(flux(response, "x".repeat(100_000), "y".repeat(200_000)))),
				handler("flux with Content-Length", (response) -> {
					response.getHeaders().setContentLength(2);
					return response.writeWith(flux(response, "a", "b"));
				}),
				handler("groups",
						(response) -> response
							.writeAndFlushWith(Flux.just(flux(response, "a", "b"), Flux.empty(), mono(response, "c")))),
				handler("no groups", (response) -> response.writeAndFlushWith(Flux.empty())),
				handler("buffers of the heap",
						(response) -> response.writeWith(Flux.just("a", "b")
							.map((text) -> DefaultDataBufferFactory.sharedInstance
								.wrap(text.getBytes(StandardCharsets.UTF_8))))),
				handler("written twice",
						(response) -> response.writeWith(mono(response, "a"))
							.then(Mono.defer(() -> response.writeWith(Mono.empty())))),
				handler("before commit", (response) -> {
					response
						.beforeCommit(() -> Mono.fromRunnable(() -> response.getHeaders().set("X-Before-Commit", "1")));
					return response.setComplete();
				}), handler("changed while committing", (response) -> {
					response.beforeCommit(() -> {
						response.setStatusCode(HttpStatusCode.valueOf(202));
						response.addCookie(ResponseCookie.from("a", "1").build());
						return Mono.empty();
					});
					return response.writeWith(mono(response, "content"));
				}),
				handler("decorated",
						(response) -> new ServerHttpResponseDecorator(response).writeWith(mono(response, "content"))),
				handler("file", (response) -> writeFile(response, 0, 200_000)),
				handler("part of a file", (response) -> writeFile(response, 100_001, 5)),
				handler("nothing of a file", (response) -> writeFile(response, 0, 0)),
				handler("file with Content-Length", (response) -> {
					response.getHeaders().setContentLength(200_000);
					return writeFile(response, 0, 200_000);
				}));
	}

	private static Mono<Void> writeFile(ServerHttpResponse response, long position, long count) {
		return (response instanceof ZeroCopyHttpOutputMessage zeroCopy) ? zeroCopy.writeWith(FILE, position, count)
				: response.setComplete();
	}

	private static Stream<SampleHandler> errors() {
		return Stream.of(handler("error", (response) -> Mono.error(new IllegalStateException("expected"))),
				handler("error of a mono",
						(response) -> response.writeWith(Mono.error(new IllegalStateException("expected")))),
				handler("error of a flux",
						(response) -> response.writeWith(Flux.error(new IllegalStateException("expected")))),
				handler("error of groups",
						(response) -> response.writeAndFlushWith(Flux.error(new IllegalStateException("expected")))),
				handler("error handled before the first element",
						(response) -> response.writeWith(Flux.error(new IllegalStateException("expected")))
							.onErrorResume((ex) -> {
								response.setStatusCode(HttpStatusCode.valueOf(418));
								return response.writeWith(mono(response, "handled"));
							})),
				handler("error while committing", (response) -> {
					response.beforeCommit(() -> Mono.error(new IllegalStateException("expected")));
					return response.writeWith(mono(response, "content"));
				}), handler("error while committing, handled", (response) -> {
					response.beforeCommit(() -> Mono.error(new IllegalStateException("expected")));
					return response.writeWith(mono(response, "content")).onErrorResume((ex) -> {
						response.setStatusCode(HttpStatusCode.valueOf(418));
						return response.writeWith(mono(response, "handled"));
					});
				}),
				handler("error after the first element",
						(response) -> response.writeWith(
								Flux.concat(mono(response, "a"), Mono.error(new IllegalStateException("expected"))))),
				handler("error in the second group",
						(response) -> response.writeAndFlushWith(
								Flux.just(mono(response, "a"), Mono.error(new IllegalStateException("expected"))))),
				handler("error after the content", (response) -> response.writeWith(flux(response, "a", "b"))
					.then(Mono.error(new IllegalStateException("expected")))));
	}

	/**
	 * Return a handler that writes content and tells a length.
	 */
	static SampleHandler withContentLength(int status, int length) {
		return handler("status " + status + " with Content-Length", (response) -> {
			response.setStatusCode(HttpStatusCode.valueOf(status));
			response.getHeaders().setContentLength(length);
			return response.writeWith(mono(response, "content"));
		});
	}

	/**
	 * Return handlers that break the HTTP port.
	 */
	static Stream<SampleHandler> failures() {
		return Stream.of(new SampleHandler("thrown", (request, response) -> {
			throw new IllegalStateException("expected");
		}), handler("missing file",
				(response) -> ((ZeroCopyHttpOutputMessage) response).writeWith(Path.of("missing"), 0, 1)));
	}

	static Mono<DataBuffer> mono(ServerHttpResponse response, String text) {
		return Mono.fromSupplier(() -> response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8)));
	}

	static Flux<DataBuffer> flux(ServerHttpResponse response, String... texts) {
		return Flux.just(texts).map((text) -> response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8)));
	}

	private static SampleHandler handler(String name, ResponseHandler handler) {
		return new SampleHandler(name, (request, response) -> Mono.defer(() -> handler.handle(response)));
	}

	/**
	 * Handles all requests the same way.
	 */
	@FunctionalInterface
	private interface ResponseHandler {

		Mono<Void> handle(ServerHttpResponse response);

	}

	/**
	 * A handler with a name.
	 *
	 * @param name what it answers
	 * @param handler the handler
	 */
	record SampleHandler(String name, HttpHandler handler) implements HttpHandler {

		@Override
		public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
			return this.handler.handle(request, response);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
