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

package io.webgateway.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.webgateway.testsupport.AjpPackets;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * AJP as a web server speaks and understands it.
 */
final class Ajp {

	static final int SEND_BODY_CHUNK = 3;

	static final int SEND_HEADERS = 4;

	static final int END_RESPONSE = 5;

	static final int GET_BODY_CHUNK = 6;

	static final int CPONG = 9;

	static final int MAX_DATA = 8186;

	private static final int HEADER_LENGTH = 4;

	private static final List<String> RESPONSE_HEADERS = List.of("", "content-type", "content-language",
			"content-length", "date", "last-modified", "location", "set-cookie", "set-cookie2", "servlet-engine",
			"status", "www-authenticate");

	private Ajp() {
	}

	/**
	 * Return the request that makes these variables, as Apache httpd would send it.
	 */
	static byte[] forward(List<Map.Entry<String, String>> variables) {
		return request(variables).attribute("AJP_REMOTE_PORT", "54321").end();
	}

	/**
	 * Return the request that makes these variables, without its end.
	 */
	static AjpPackets.Writer request(List<Map.Entry<String, String>> variables) {
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		List<Map.Entry<String, String>> attributes = new ArrayList<>();
		String method = "GET";
		String target = "/";
		for (Map.Entry<String, String> variable : variables) {
			String name = variable.getKey();
			switch (name) {
				case "REQUEST_METHOD" -> {
					method = variable.getValue();
				}
				case "REQUEST_URI" -> {
					target = variable.getValue();
				}
				case "SERVER_PROTOCOL" -> {
					// Always the same
				}
				case "CONTENT_LENGTH" -> {
					if (!variable.getValue().equals("0")) {
						headers.add(Map.entry("content-length", variable.getValue()));
					}
				}
				default -> {
					if (name.startsWith("HTTP_")) {
						headers.add(Map.entry(name.substring(5).toLowerCase(Locale.ROOT).replace('_', '-'),
								variable.getValue()));
					}
					else {
						attributes.add(variable);
					}
				}
			}
		}
		String[] parts = target.split("\\?", 2);
		AjpPackets.Writer request = AjpPackets.request(method, parts[0], headers);
		if (parts.length > 1) {
			request.attribute(5, parts[1]);
		}
		attributes.forEach((attribute) -> request.attribute(attribute.getKey(), attribute.getValue()));
		return request;
	}

	/**
	 * Return what comes of a body without being asked for.
	 */
	static byte[] firstData(byte[] body) {
		return AjpPackets.data(Bytes.first(body, Math.min(body.length, MAX_DATA)));
	}

	/**
	 * Split what was received into its complete packets.
	 */
	static List<Packet> packets(byte[] bytes) {
		List<Packet> packets = new ArrayList<>();
		int start = 0;
		while (bytes.length >= start + HEADER_LENGTH) {
			if (bytes[start] != 'A' || bytes[start + 1] != 'B') {
				throw new IllegalStateException("No AJP packet at " + start);
			}
			int end = start + HEADER_LENGTH + unsignedShort(bytes, start + 2);
			if (bytes.length < end) {
				break;
			}
			packets.add(new Packet(bytes[start + HEADER_LENGTH],
					Arrays.copyOfRange(bytes, start + HEADER_LENGTH + 1, end), end));
			start = end;
		}
		return packets;
	}

	/**
	 * Read the next packet and forget it.
	 */
	static Packet read(Peer peer) throws IOException {
		Packet packet = packets(peer.readUntil((bytes) -> !packets(bytes).isEmpty())).get(0);
		peer.take(packet.end());
		return packet;
	}

	/**
	 * Read a response.
	 * @param rest what is sent of the body when it is asked for
	 */
	static Response readResponse(Peer peer, byte[] rest) throws IOException {
		List<Packet> response = new ArrayList<>();
		byte[] unsent = rest;
		while (true) {
			while (packets(peer.received()).isEmpty()) {
				if (!peer.readMore()) {
					return response(response, false);
				}
			}
			Packet packet = read(peer);
			if (packet.type() == GET_BODY_CHUNK) {
				int length = Math.min(unsent.length, packet.number());
				peer.send(AjpPackets.data(Bytes.first(unsent, length)));
				unsent = Bytes.from(unsent, length);
			}
			else if (packet.type() == END_RESPONSE) {
				return response(response, true);
			}
			else {
				response.add(packet);
			}
		}
	}

	/**
	 * Return the response that consists of packets.
	 */
	static Response response(List<Packet> packets, boolean complete) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		Response head = null;
		for (Packet packet : packets) {
			if (packet.type() == SEND_HEADERS && head == null) {
				head = packet.head();
			}
			else if (packet.type() == SEND_BODY_CHUNK && head != null) {
				body.writeBytes(packet.data());
			}
			else {
				throw new IllegalStateException("Packet of type " + packet.type());
			}
		}
		return new Response((head != null) ? head.statusLine() : null, (head != null) ? head.headers() : List.of(),
				body.toByteArray(), complete);
	}

	/**
	 * Assert that packets are responses, one after the other, each with one beginning and
	 * one end, of which the last may be missing.
	 */
	static void assertAreResponses(List<Packet> packets) {
		boolean begun = false;
		boolean reusable = true;
		for (Packet packet : packets) {
			assertThat(reusable).as("nothing follows the last response").isTrue();
			switch (packet.type()) {
				case SEND_HEADERS -> {
					assertThat(begun).as("response begins within another").isFalse();
					begun = true;
				}
				case SEND_BODY_CHUNK -> assertThat(begun).as("response has begun").isTrue();
				case END_RESPONSE -> {
					assertThat(begun).as("response has begun").isTrue();
					begun = false;
					reusable = packet.reuse();
				}
				default -> assertThat(packet.type()).isIn(GET_BODY_CHUNK, CPONG);
			}
		}
	}

	private static int unsignedShort(byte[] bytes, int index) {
		return (bytes[index] & 0xFF) << 8 | bytes[index + 1] & 0xFF;
	}

	/**
	 * A packet that was received.
	 *
	 * @param type the type
	 * @param content what follows the type
	 * @param end where the packet ends in what was received
	 */
	record Packet(int type, byte[] content, int end) {

		int number() {
			return unsignedShort(this.content, 0);
		}

		/**
		 * Return whether an END_RESPONSE lets the connection be used again.
		 */
		boolean reuse() {
			if (this.type != END_RESPONSE || this.content.length != 1) {
				throw new IllegalStateException("No END_RESPONSE, but " + this.type);
			}
			return this.content[0] == 1;
		}

		/**
		 * Return the data of a SEND_BODY_CHUNK, which has to be exactly as long as it
		 * says.
		 */
		byte[] data() {
			int length = number();
			if (this.content.length != length + 3 || this.content[length + 2] != 0) {
				throw new IllegalStateException("Chunk of " + length + " bytes in " + this.content.length);
			}
			return Arrays.copyOfRange(this.content, 2, length + 2);
		}

		Response head() {
			int[] position = { 2 };
			String reason = string(position);
			List<Map.Entry<String, String>> headers = new ArrayList<>();
			int count = unsignedShort(this.content, position[0]);
			position[0] += 2;
			for (int i = 0; i < count; i++) {
				String name = name(position);
				headers.add(Map.entry(name, string(position)));
			}
			if (position[0] != this.content.length) {
				throw new IllegalStateException("Something follows the head");
			}
			return new Response("HTTP/1.1 " + number() + " " + reason, headers, new byte[0], false);
		}

		private String name(int[] position) {
			int code = unsignedShort(this.content, position[0]);
			if (code >> 8 != 0xA0) {
				return string(position).toLowerCase(Locale.ROOT);
			}
			position[0] += 2;
			return RESPONSE_HEADERS.get(code & 0xFF);
		}

		private @Nullable String string(int[] position) {
			int start = position[0] + 2;
			int end = start + unsignedShort(this.content, position[0]);
			if (this.content[end] != 0) {
				throw new IllegalStateException("A string does not end with NUL");
			}
			position[0] = end + 1;
			return Bytes.text(Arrays.copyOfRange(this.content, start, end));
		}

	}

}
