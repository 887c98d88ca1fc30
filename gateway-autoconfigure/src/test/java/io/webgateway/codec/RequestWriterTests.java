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

package io.webgateway.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import io.webgateway.codec.ajp.AjpAttributes;
import io.webgateway.codec.ajp.AjpForwardRequest;
import io.webgateway.codec.ajp.AjpPacketDecoder;
import io.webgateway.codec.ajp.AjpPacketType;
import io.webgateway.codec.ajp.AjpRequestLine;
import io.webgateway.codec.ajp.AjpRequestWriter;
import io.webgateway.codec.ajp.AjpVariant;
import io.webgateway.codec.fastcgi.FastCgiBeginRequest;
import io.webgateway.codec.fastcgi.FastCgiParams;
import io.webgateway.codec.fastcgi.FastCgiRecord;
import io.webgateway.codec.fastcgi.FastCgiRecordDecoder;
import io.webgateway.codec.fastcgi.FastCgiRecordType;
import io.webgateway.codec.fastcgi.FastCgiRequestWriter;
import io.webgateway.codec.scgi.ScgiRequestDecoder;
import io.webgateway.codec.scgi.ScgiRequestWriter;
import io.webgateway.codec.uwsgi.UwsgiPacketWriter;
import io.webgateway.codec.uwsgi.UwsgiRequestDecoder;
import io.webgateway.codec.uwsgi.UwsgiRequestHead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What is written for an application is what is read there.
 */
class RequestWriterTests {

	private static final HeadLimits LIMITS = new HeadLimits(1024 * 1024, 1000);

	private static final Map<String, String> VARIABLES = variables();

	private static Map<String, String> variables() {
		Map<String, String> variables = new LinkedHashMap<>();
		variables.put("REQUEST_METHOD", "GET");
		variables.put("EMPTY", "");
		variables.put("LATIN", "\u00e9\u00ff");
		for (int length : new int[] { 127, 128, 30_000, 40_000 }) {
			variables.put("V" + length, "x".repeat(length));
		}
		return variables;
	}

	@Test
	void whenFastCgiRequestIsWrittenThenItIsReadAgain() {
		ByteBuf out = Unpooled.buffer();
		FastCgiRequestWriter.writeBeginRequest(out, 7, true);
		FastCgiRequestWriter.writeParams(out, 7, VARIABLES.entrySet());
		FastCgiRequestWriter.writeAbortRequest(out, 7);
		FastCgiParams params = new FastCgiParams(LIMITS);
		int ends = 0;
		int aborts = 0;
		for (Object message : decode(new FastCgiRecordDecoder(), out)) {
			FastCgiRecord record = (FastCgiRecord) message;
			assertThat(record.requestId()).isEqualTo(7);
			if (record.type() == FastCgiRecordType.BEGIN_REQUEST) {
				assertThat(FastCgiBeginRequest.decode(record.content())).isEqualTo(new FastCgiBeginRequest(1, true));
			}
			else if (record.type() == FastCgiRecordType.ABORT_REQUEST) {
				aborts++;
			}
			else if (record.content().isReadable()) {
				params.append(record.content());
			}
			else {
				ends++;
			}
			record.release();
		}
		assertThat(ends).isOne();
		assertThat(aborts).isOne();
		assertThat(toMap(params.decode())).isEqualTo(VARIABLES);
	}

	@Test
	void whenScgiRequestIsWrittenThenItIsReadAgain() {
		ByteBuf out = Unpooled.buffer();
		ScgiRequestWriter.writeHead(out, 12, VARIABLES.entrySet());
		Map<String, String> expected = new LinkedHashMap<>(Map.of("CONTENT_LENGTH", "12", "SCGI", "1"));
		expected.putAll(VARIABLES);
		assertThat(toMap((MetaVariables) decode(new ScgiRequestDecoder(LIMITS), out).get(0))).isEqualTo(expected);
	}

	@Test
	void whenScgiVariableHasNulThenNothingIsWritten() {
		ByteBuf out = Unpooled.buffer();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ScgiRequestWriter.writeHead(out, 0, Map.of("A", "b\0C\0d").entrySet()));
		assertThat(out.isReadable()).isFalse();
	}

	@Test
	void whenUwsgiRequestIsWrittenThenItIsReadAgain() {
		Map<String, String> variables = new LinkedHashMap<>(VARIABLES);
		variables.remove("V40000");
		ByteBuf out = Unpooled.buffer();
		UwsgiPacketWriter.writeRequest(out, 5, 3, variables.entrySet());
		UwsgiRequestHead head = (UwsgiRequestHead) decode(new UwsgiRequestDecoder(LIMITS), out).get(0);
		assertThat(head.modifier1()).isEqualTo(5);
		assertThat(head.modifier2()).isEqualTo(3);
		assertThat(toMap(head.variables())).isEqualTo(variables);
	}

	@Test
	void whenUwsgiVariablesAreTooLongThenNothingIsWritten() {
		ByteBuf out = Unpooled.buffer();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> UwsgiPacketWriter.writeRequest(out, 0, 0, VARIABLES.entrySet()));
		assertThat(out.isReadable()).isFalse();
	}

	@Test
	void whenAjpRequestIsWrittenThenItIsReadAgain() {
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put("REMOTE_USER", "alice");
		attributes.put("QUERY_STRING", "a=b");
		attributes.put("SSL_CIPHER_USEKEYSIZE", "256");
		attributes.put("REMOTE_PORT", "4711");
		attributes.put("OTHER", "x");
		attributes.put(AjpRequestWriter.SECRET, "s3");
		ByteBuf out = Unpooled.buffer();
		AjpRequestWriter.writeForwardRequest(out,
				new AjpRequestLine("PATCH", "HTTP/1.1", "/a%2Fb", "203.0.113.7", "www.example.org", 8443, true),
				List.of(Map.entry("Host", "www.example.org"), Map.entry("X-Y", "z")), attributes, 8192);
		ByteBuf packet = (ByteBuf) decode(new AjpPacketDecoder(8192), out).get(0);
		assertThat(packet.readByte()).isEqualTo((byte) AjpPacketType.FORWARD_REQUEST);
		AjpForwardRequest request = AjpForwardRequest.decode(packet, null, LIMITS,
				new AjpAttributes("SECRET", "OTHER"::equals));
		packet.release();
		assertThat(request.variant()).isEqualTo(AjpVariant.STANDARD);
		assertThat(toMap(request.variables())).containsEntry("REQUEST_METHOD", "PATCH")
			.containsEntry("REQUEST_URI", "/a%2Fb?a=b")
			.containsEntry("REMOTE_USER", "alice")
			.containsEntry("SSL_CIPHER_USEKEYSIZE", "256")
			.containsEntry("REMOTE_PORT", "4711")
			.containsEntry("REMOTE_ADDR", "203.0.113.7")
			.containsEntry("SERVER_PORT", "8443")
			.containsEntry("HTTPS", "on")
			.containsEntry("OTHER", "x")
			.containsEntry("SECRET", "s3")
			.containsEntry("HTTP_HOST", "www.example.org")
			.containsEntry("HTTP_X_Y", "z");
	}

	@Test
	void whenAjpRequestIsTooLongThenNothingIsWritten() {
		ByteBuf out = Unpooled.buffer();
		assertThatIllegalArgumentException().isThrownBy(() -> AjpRequestWriter.writeForwardRequest(out,
				new AjpRequestLine("GET", "HTTP/1.1", "/", "", "", 80, false),
				List.of(Map.entry("X", "y".repeat(8192))), Map.of(), 8192));
		assertThat(out.isReadable()).isFalse();
	}

	private static List<Object> decode(ChannelHandler decoder, ByteBuf bytes) {
		EmbeddedChannel channel = new EmbeddedChannel(decoder);
		channel.writeInbound(bytes);
		List<Object> messages = new ArrayList<>(channel.inboundMessages());
		channel.inboundMessages().clear();
		channel.finish();
		assertThat(messages).isNotEmpty();
		return messages;
	}

	private static Map<String, String> toMap(MetaVariables variables) {
		Map<String, String> map = new LinkedHashMap<>();
		variables.forEach((variable) -> map.put(variable.getKey(), variable.getValue()));
		return map;
	}

}
