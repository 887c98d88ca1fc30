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

package io.webgateway.fuzz;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.RequestDecoder;
import io.webgateway.codec.ajp.AjpAttributes;
import io.webgateway.codec.ajp.AjpForwardRequest;
import io.webgateway.codec.ajp.AjpPacketDecoder;
import io.webgateway.codec.ajp.AjpPacketType;
import io.webgateway.codec.ajp.AjpVariant;
import io.webgateway.codec.fastcgi.FastCgiParams;
import io.webgateway.codec.fastcgi.FastCgiRecord;
import io.webgateway.codec.fastcgi.FastCgiRecordDecoder;
import io.webgateway.codec.fastcgi.FastCgiRecordType;
import io.webgateway.codec.scgi.ScgiRequestDecoder;
import io.webgateway.codec.uwsgi.UwsgiRequestDecoder;
import io.webgateway.codec.uwsgi.UwsgiRequestHead;
import io.webgateway.http.ContextPathResolver;
import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what was recorded from web servers is understood: whichever server, and
 * whichever protocol, the request is the one that the client made.
 */
class RecordedRequestsTests {

	private static final HeadLimits LIMITS = new HeadLimits(65536, 200);

	private static final Map<String, Recorded> RECORDED = Map.ofEntries(
			Map.entry("get", new Recorded("GET /search?q=a%20b&page=2&c=d+e", "")),
			Map.entry("head", new Recorded("HEAD /", "")),
			Map.entry("post", new Recorded("POST /form", "name=value&other=" + "x".repeat(200))),
			Map.entry("post-empty", new Recorded("POST /form", "")),
			Map.entry("chunked", new Recorded("POST /upload", "first;second;" + "x".repeat(300))),
			Map.entry("put", new Recorded("PUT /notes/1", "{\"text\":\"\u00e4\"}")),
			Map.entry("propfind", new Recorded("PROPFIND /dav/", "")),
			Map.entry("odd-target", new Recorded("GET /a%2Fb//c;v=1/%C3%A4/~d?x=%5B%5D&&=&a?/:@", "")),
			Map.entry("repeated", new Recorded("GET /", "")), Map.entry("cookies", new Recorded("GET /", "")),
			Map.entry("big-head", new Recorded("GET /big?" + "q".repeat(500), "")));

	private MetaVariables variables;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	private boolean lengthsInBody;

	@TestFactory
	Stream<DynamicTest> fastCgi() {
		return tests(GatewayProtocol.FASTCGI, FastCgiRecordDecoder::new);
	}

	@TestFactory
	Stream<DynamicTest> scgi() {
		return tests(GatewayProtocol.SCGI, () -> new ScgiRequestDecoder(LIMITS));
	}

	@TestFactory
	Stream<DynamicTest> uwsgi() {
		return tests(GatewayProtocol.UWSGI, () -> new UwsgiRequestDecoder(LIMITS));
	}

	@TestFactory
	Stream<DynamicTest> ajp() {
		return tests(GatewayProtocol.AJP, () -> new AjpPacketDecoder(65536));
	}

	private static Stream<DynamicTest> tests(GatewayProtocol protocol, Supplier<RequestDecoder> decoder) {
		Map<String, byte[]> seeds = Seeds.read(protocol.name().toLowerCase(Locale.ROOT));
		seeds.keySet().removeIf((name) -> !RECORDED.containsKey(caseOf(name)));
		assertThat(seeds.keySet()).map(RecordedRequestsTests::caseOf).containsAll(RECORDED.keySet());
		return seeds.entrySet()
			.stream()
			.map((seed) -> DynamicTest.dynamicTest(seed.getKey(),
					() -> new RecordedRequestsTests().check(protocol, decoder.get(), seed)));
	}

	/**
	 * Return what follows the name of the web server.
	 */
	private static String caseOf(String name) {
		return name.substring(name.indexOf('-') + 1);
	}

	private void check(GatewayProtocol protocol, RequestDecoder decoder, Map.Entry<String, byte[]> seed) {
		EmbeddedChannel channel = new EmbeddedChannel(decoder);
		channel.writeInbound(Unpooled.wrappedBuffer(seed.getValue()));
		FastCgiParams params = new FastCgiParams(LIMITS);
		for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
			receive(protocol, message, params);
			ReferenceCountUtil.release(message);
		}
		channel.finishAndReleaseAll();
		Recorded expected = RECORDED.get(caseOf(seed.getKey()));
		assertThat(this.variables).as(seed.getKey()).isNotNull();
		ServerHttpRequest request = RequestCheck.request(protocol, this.variables, ContextPathResolver.none());
		assertThat(request).as(seed.getKey()).isNotNull();
		URI uri = request.getURI();
		String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
		assertThat(request.getMethod() + " " + uri.getRawPath() + query).as(seed.getKey()).isEqualTo(expected.target);
		assertThat(uri.getRawAuthority()).as(seed.getKey()).isEqualTo("www.example.org:8123");
		assertThat(this.body.toString(StandardCharsets.ISO_8859_1)).as(seed.getKey()).isEqualTo(expected.body);
	}

	private void receive(GatewayProtocol protocol, Object message, FastCgiParams params) {
		if (message instanceof MetaVariables head) {
			this.variables = head;
		}
		else if (message instanceof UwsgiRequestHead head) {
			this.variables = head.variables();
		}
		else if (message instanceof ByteBuf packet && protocol == GatewayProtocol.AJP) {
			receiveAjp(packet);
		}
		else if (message instanceof ByteBuf content) {
			this.body.writeBytes(ByteBufUtil.getBytes(content));
		}
		else if (message instanceof FastCgiRecord record && record.type() == FastCgiRecordType.STDIN) {
			this.body.writeBytes(ByteBufUtil.getBytes(record.content()));
		}
		else if (message instanceof FastCgiRecord record && record.type() == FastCgiRecordType.PARAMS) {
			if (record.content().isReadable()) {
				params.append(record.content());
			}
			else {
				this.variables = params.decode();
			}
		}
	}

	private void receiveAjp(ByteBuf packet) {
		if (this.variables == null) {
			assertThat(packet.readByte()).isEqualTo((byte) AjpPacketType.FORWARD_REQUEST);
			AjpForwardRequest request = AjpForwardRequest.decode(packet, null, LIMITS,
					new AjpAttributes(null, (name) -> false));
			this.variables = request.variables();
			this.lengthsInBody = request.variant() == AjpVariant.STANDARD;
		}
		else if (packet.isReadable()) {
			if (this.lengthsInBody) {
				assertThat(packet.readUnsignedShort()).isEqualTo(packet.readableBytes());
			}
			this.body.writeBytes(ByteBufUtil.getBytes(packet));
		}
	}

	/**
	 * What the client sent.
	 *
	 * @param target the method and the target
	 * @param body the body
	 */
	private record Recorded(String target, String body) {

	}

}
