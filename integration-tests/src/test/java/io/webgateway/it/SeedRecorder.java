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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;

/**
 * Records anew what web servers send, as seeds for the fuzzers of the decoders. Its name
 * is none by which the build finds tests, so that it runs only when it is asked to.
 */
class SeedRecorder {

	private static final String SEEDS = "gateway-autoconfigure/src/test/resources/io/webgateway/fuzz";

	private static final byte PARAMS = 4;

	private static final int LENGTH_REQUIRED = 411;

	private static final byte RECORD_SEPARATOR = 0x1E;

	@Test
	void recordSeeds() throws Exception {
		Path[] directory = new Path[1];
		try (RecordingApplication application = new RecordingApplication();
				Doors doors = new Doors((applicationDirectory, variant) -> {
					directory[0] = applicationDirectory;
					return application;
				})) {
			for (WebServer webServer : WebServer.values()) {
				for (DoorDescription description : Doors.behind(webServer)) {
					if (webServer.isInstalled() && description.isVariant("/" + description.protocol().id())) {
						record(doors.open(description), application, directory[0]);
					}
				}
			}
		}
	}

	private static void record(Door door, RecordingApplication application, Path directory) throws Exception {
		WebServer webServer = door.description().webServer();
		Protocol protocol = door.description().protocol();
		for (Map.Entry<String, Request> request : requests().entrySet()) {
			Door.Exchange exchange = door.exchange(request.getValue());
			if (exchange.response().status() == LENGTH_REQUIRED) {
				// Apache takes no chunks for SCGI and uwsgi
				continue;
			}
			byte[] bytes = application.take();
			if (bytes == null || exchange.response().status() != 200) {
				throw new IllegalStateException(
						door + " has answered " + request + " with " + exchange.response() + "\n" + door.log());
			}
			hide(directory.toString(), bytes);
			hide(System.getenv("PATH"), bytes);
			String name = webServer.id() + "-" + request.getKey();
			write(protocol.id(), name, bytes);
			if (protocol == Protocol.FASTCGI) {
				write("variables", name, variables(bytes));
			}
		}
	}

	private static Map<String, Request> requests() {
		Map<String, Request> requests = new LinkedHashMap<>();
		requests.put("get",
				Request.get("/search?q=a%20b&page=2&c=d+e")
					.header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
					.header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
					.header("Accept-Language", "en-US,en;q=0.5")
					.header("Accept-Encoding", "gzip, deflate, br, zstd")
					.header("Connection", "keep-alive")
					.header("Upgrade-Insecure-Requests", "1"));
		requests.put("head", Request.of("HEAD", "/"));
		requests.put("post", Request.post("/form", bytes("name=value&other=" + "x".repeat(200)))
			.header("Content-Type", "application/x-www-form-urlencoded"));
		requests.put("post-empty", Request.post("/form", new byte[0]));
		requests.put("chunked", Request.of("POST", "/upload").body(RequestBody.chunked((output) -> {
			output.write(bytes("first;"));
			output.write(bytes("second;"));
			output.write(bytes("x".repeat(300)));
		})));
		requests.put("put", Request.of("PUT", "/notes/1").body(RequestBody.of(bytes("{\"text\":\"\u00e4\"}"))));
		requests.put("propfind", Request.of("PROPFIND", "/dav/").header("Depth", "1"));
		requests.put("odd-target", Request.get("/a%2Fb//c;v=1/%C3%A4/~d?x=%5B%5D&&=&a?/:@"));
		requests.put("repeated",
				Request.get("/")
					.header("X-Dup", "1")
					.header("Accept", "text/html")
					.header("X-Dup", "2, 3")
					.header("X-Empty", "")
					.header("X-Latin", "\u00e4\u00ff"));
		requests.put("cookies", Request.get("/").header("Cookie", "a=1; b=\"2\"").header("Cookie", "c=3; a=4"));
		requests.put("big-head", bigHead());
		return requests;
	}

	private static Request bigHead() {
		Request request = Request.get("/big?" + "q".repeat(500));
		for (int i = 0; i < 10; i++) {
			request = request.header("X-Big-" + i, Integer.toString(i).repeat(300 + i));
		}
		return request;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * What is of the machine that records is replaced by as many letters, so that all
	 * lengths remain right.
	 */
	private static void hide(String path, byte[] bytes) {
		byte[] hidden = bytes(path);
		byte[] replacement = bytes("/" + "x".repeat(hidden.length - 1));
		for (int i = 0; i + hidden.length <= bytes.length; i++) {
			if (Arrays.equals(bytes, i, i + hidden.length, hidden, 0, hidden.length)) {
				System.arraycopy(replacement, 0, bytes, i, hidden.length);
			}
		}
	}

	/**
	 * Return the variables of a FastCGI request in the form in which the mapping is
	 * fuzzed.
	 */
	private static byte[] variables(byte[] records) {
		ByteArrayOutputStream params = new ByteArrayOutputStream();
		ByteBuffer buffer = ByteBuffer.wrap(records);
		while (buffer.hasRemaining()) {
			int start = buffer.position();
			int length = buffer.getShort(start + 4) & 0xFFFF;
			if (buffer.get(start + 1) == PARAMS) {
				params.write(records, start + 8, length);
			}
			buffer.position(start + 8 + length + (buffer.get(start + 6) & 0xFF));
		}
		ByteBuffer pairs = ByteBuffer.wrap(params.toByteArray());
		ByteArrayOutputStream variables = new ByteArrayOutputStream();
		while (pairs.hasRemaining()) {
			byte[] name = new byte[length(pairs)];
			byte[] value = new byte[length(pairs)];
			pairs.get(name).get(value);
			variables.writeBytes(name);
			variables.write('=');
			variables.writeBytes(value);
			variables.write(RECORD_SEPARATOR);
		}
		return variables.toByteArray();
	}

	private static int length(ByteBuffer pairs) {
		int length = pairs.get();
		return (length >= 0) ? length : pairs.position(pairs.position() - 1).getInt() & 0x7FFFFFFF;
	}

	private static void write(String target, String name, byte[] bytes) throws IOException {
		Files.write(Documentation.projectDirectory().resolve(SEEDS).resolve(target).resolve(name), bytes);
	}

}
