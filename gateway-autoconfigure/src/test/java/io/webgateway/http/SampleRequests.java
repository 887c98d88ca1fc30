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

import java.util.stream.Stream;

/**
 * Requests of all sorts, ordinary, odd and bad.
 */
final class SampleRequests {

	private SampleRequests() {
	}

	static Stream<RawRequest> targets() {
		return Stream
			.of("/", "/a", "/a/", "//", "//a//b", "/a%20b", "/a%2Fb", "/a%2fb", "/%C3%A4", "/%E4", "/%00",
					"/a;v=1/b;w=2;x", "/a+b", "/~user/-._!$&'()*,:@=", "/a:b", "/a\u0001b", "/%zz", "/%", "/%4", "/a|b",
					"/a\"b", "/a<b>", "/a\\b", "/a^b", "/a`b", "/a{b}", "/a[b]", "/\u00e4", "/\u00a0", "/\u0080",
					"/\u009f", "/\u007f", "/a?", "/a??", "/a?b", "/a?b=", "/a?b=c", "/a?b=c&b=d&e", "/a?b=%20+x",
					"/a?b=%C3%A4", "/a?b=%E4", "/a?b=%zz", "/a?b=%", "/a?b=[1]", "/a?b={1}", "/a?b=1|2", "/a?b=\"",
					"/a?b=<>", "/a?b=^", "/a?b=`", "/a?b=\\", "/a?b=\u00e4", "/a?b=/c?d", "/a?b=c;d=e",
					"/a?b=http://x/y", "/a?&&=&", "/a#b", "/a?b#c", "/a#b#c", "http://other.example/b?c",
					"http://other.example:81/b", "https://other.example/b", "http://user@other.example/b", "http:///b",
					"ftp://other.example/b", "/http://x/y", "://x/y", "/.a/b../...", "/" + "a".repeat(3000))
			.map(RawRequest::get);
	}

	static Stream<RawRequest> hosts() {
		return Stream
			.of("example.org", "example.org:80", "example.org:443", "example.org:8080", "EXAMPLE.org", "example.org.",
					"a_b.example.org", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080", "[::1]:80",
					"[fe80::1%25eth0]", "::1", "fe80::1", "example.org:", "example.org:0", "example.org:65535",
					"example.org:99999999999", "example.org:x", "example.org:0080", "example.org:80:80", "a b", "a%20b",
					"a%zz", "a%", "a/b", "a?b", "a#b", "a@b", "a\\b", "\u00e4.example", "<script>", "a,b", "[::1",
					"::1]", "[::1]x", "[::1]x:80", "example.org, other.org", "*", "-", ".", "a..b", "host:80/path",
					"$host", "{host}", "a|b", "~", "!$&'()*+,;=")
			.map((host) -> RawRequest.get("/").header("Host", host));
	}

	static Stream<RawRequest> headers() {
		RawRequest request = RawRequest.get("/");
		return Stream.of(request.withoutHost(), request.header("X-Dup", "1").header("X-Dup", "2"),
				request.header("X-Dup", "1, 2"), request.header("X-Empty", ""), request.header("x-lower", "1"),
				request.header("X-A-B-C", "1"), request.header("X-1", "1"), request.header("X-", "1"),
				request.header("-X", "1"), request.header("X--Y", "1"), request.header("X-Latin", "\u00e4\u00ff"),
				request.header("X-Utf8", "\u00c3\u00a4"), request.header("X-Tab", "a\tb"),
				request.header("X-Blank", " a "), request.header("X-Control", "a\u0001b"),
				request.header("X-Nul", "a\u0000b"), request.header("X-Delete", "a\u007fb"),
				request.header("X-Vt", "a\u000bb"), request.header("X-Ff", "a\u000cb"),
				request.header("X-C1", "a\u0080b"), request.header("X-Long", "x".repeat(7000)),
				request.header("Accept", "*/*"), request.header("Accept", "///"),
				request.header("Accept-Language", "de;q=0.5, en"),
				request.header("Authorization", "Basic dXNlcjpwYXNz"),
				request.header("Connection", "X-Hop").header("X-Hop", "1"),
				request.header("Content-Type", "text/plain;charset=UTF-8"), request.header("Content-Type", "garbage"),
				request.header("Content-Length-X", "1"), request.header("Expect", "nonsense"),
				request.header("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"), request.header("Origin", "null"),
				request.header("Range", "bytes=0-1"), request.header("Referer", "http://a/b?c#d"),
				request.header("TE", "trailers"));
	}

	static Stream<RawRequest> cookies() {
		RawRequest request = RawRequest.get("/");
		return Stream.concat(Stream
			.of("a=1", "a=1; b=2", "a=1;b=2", "a=1;  b=2", "a=1; a=2", "b=2; a=1; b=3", "a=", "a", "=1", ";", "",
					"a=1;", ";a=1", "a=\"1\"", "a=\"1 2\"", "a=\"1;2\"", "a=\"1", "a=1\"", "a=1 2", "a = 1", " a=1",
					"a=1,2", "a=1, b=2", "a=1=2", "a==", "a=\u00e4", "a=\u00e4; b=1", "\u00e4=1", "a b=1", "a@b=1",
					"a[0]=1", "$Version=1; a=1; $Path=/", "a=%20", "a=\\", "a={\"b\":1}", "a=(1)", "a=1\t2",
					"JSESSIONID=0123ABC", "__Host-a=1", "a=1; path=/; domain=x; expires=Thu, 01 Jan 1970 00:00:00 GMT",
					"A=1; a=2", "a=" + "x".repeat(4000))
			.map((cookie) -> request.header("Cookie", cookie)),
				Stream.of(request.header("Cookie", "a=1").header("Cookie", "b=2"),
						request.header("Cookie", "a=1").header("Cookie", "a=2"),
						request.header("Cookie", "a=1;").header("Cookie", "b=2"),
						request.header("Cookie", "a=\"1").header("Cookie", "b=2\"")));
	}

	static Stream<RawRequest> methods() {
		return Stream.of(RawRequest.of("GET", "/"), RawRequest.of("HEAD", "/"), RawRequest.of("DELETE", "/"),
				RawRequest.of("OPTIONS", "/"), RawRequest.of("TRACE", "/"), RawRequest.of("BAZ", "/"),
				RawRequest.of("PROPFIND", "/"), RawRequest.of("get", "/"), RawRequest.of("M-SEARCH", "/"),
				RawRequest.of("X'Y", "/"), RawRequest.of("A".repeat(100), "/"));
	}

	static Stream<RawRequest> contents() {
		byte[] content = { 0, -1, '\r', '\n' };
		return Stream.of(RawRequest.post("/", ""), RawRequest.post("/", "a"),
				RawRequest.post("/", "a=1&b=2").header("Content-Type", "application/x-www-form-urlencoded"),
				RawRequest.post("/", "{}").header("Content-Type", "application/json"),
				RawRequest.of("PUT", "/").content(new byte[300_000]), RawRequest.of("PUT", "/").content(new byte[0]),
				RawRequest.of("GET", "/").content(content), RawRequest.of("DELETE", "/").content(content),
				RawRequest.of("OPTIONS", "/").content(content), RawRequest.of("HEAD", "/").content(content),
				RawRequest.of("BAZ", "/").content(content));
	}

}
