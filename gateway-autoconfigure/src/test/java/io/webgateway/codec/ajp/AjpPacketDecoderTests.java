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

package io.webgateway.codec.ajp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import io.webgateway.testsupport.AjpPackets;
import io.webgateway.testsupport.DecoderRun;
import io.webgateway.testsupport.DecoderRun.Event;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AjpPacketDecoder}.
 */
class AjpPacketDecoderTests {

	private static final String NO_PACKET = "MalformedRequestException: "
			+ "Expected an AJP packet of a web server, which begins with 0x1234";

	private final DecoderRun decoder = new DecoderRun(() -> new AjpPacketDecoder(8192),
			(message) -> Event.whole("packet", ((ByteBuf) message).toString(StandardCharsets.ISO_8859_1)));

	@Test
	void whenPacketsAreCutAnywhereThenEachIsPassedOnWhole() {
		byte[] bytes = concat(AjpPackets.packet(latin1("first")), AjpPackets.packet(),
				AjpPackets.packet(latin1("second")), AjpPackets.packet(latin1("x")));
		this.decoder.assertHoweverCut(bytes, "packet: first", "packet", "packet: second", "packet: x");
	}

	@Test
	void whenPacketIsOfTheLargestSizeThenItIsPassedOn() {
		byte[] payload = new byte[8188];
		Arrays.fill(payload, (byte) 'a');
		assertThat(this.decoder.run(AjpPackets.packet(payload))).containsExactly("packet: " + "a".repeat(8188));
	}

	@Test
	void whenPacketIsLargerThenItsHeaderIsEnoughToRefuseIt() {
		String expected = "MalformedRequestException: Expected AJP packets of no more than 8192 bytes (max-packet-size)";
		this.decoder.assertHoweverCut(Arrays.copyOf(AjpPackets.packet(new byte[8189]), 10), expected);
	}

	@Test
	void whenBytesAreNoPacketThenTheFirstWrongOneIsEnough() {
		this.decoder.assertHoweverCut(latin1("GET / HTTP/1.1"), "another protocol: HTTP");
		this.decoder.assertHoweverCut(new byte[] { 0x12, 0x35 }, NO_PACKET);
		// What an application sends
		this.decoder.assertHoweverCut(latin1("AB\0\1\11"), NO_PACKET);
		this.decoder.assertHoweverCut(concat(AjpPackets.packet(latin1("a")), latin1("b")), "packet: a", NO_PACKET);
	}

	@Test
	void whenPartOfPacketHasArrivedThenDecoderIsWithinIt() {
		AjpPacketDecoder decoder = new AjpPacketDecoder(8192);
		EmbeddedChannel channel = new EmbeddedChannel(decoder);
		assertThat(decoder.isWithinPacket()).isFalse();
		byte[] packet = AjpPackets.packet(latin1("abc"));
		channel.writeInbound(Unpooled.wrappedBuffer(packet, 0, 1));
		assertThat(decoder.isWithinPacket()).isTrue();
		channel.writeInbound(Unpooled.wrappedBuffer(packet, 1, 5));
		assertThat(decoder.isWithinPacket()).isTrue();
		channel.writeInbound(Unpooled.wrappedBuffer(packet, 6, 1));
		assertThat(decoder.isWithinPacket()).isFalse();
		channel.finishAndReleaseAll();
	}

	private static byte[] latin1(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static byte[] concat(byte[]... parts) {
		AjpPackets.Writer writer = new AjpPackets.Writer();
		for (byte[] part : parts) {
			writer.bytes(part);
		}
		return writer.toByteArray();
	}

}
