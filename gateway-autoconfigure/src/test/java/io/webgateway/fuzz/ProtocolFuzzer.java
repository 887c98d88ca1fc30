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

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.PeerProtocol;
import io.webgateway.codec.ProtocolDetectionDecoder;
import io.webgateway.codec.ProtocolDetector;
import io.webgateway.codec.RequestDecoder;
import io.webgateway.codec.ajp.AjpPacketDecoder;
import io.webgateway.codec.fastcgi.FastCgiRecordDecoder;
import io.webgateway.codec.scgi.ScgiRequestDecoder;
import io.webgateway.codec.uwsgi.UwsgiRequestDecoder;
import io.webgateway.testsupport.DecoderRun;
import io.webgateway.testsupport.DecoderRun.Event;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes its input for the bytes of a connection, and checks that its protocol is told the
 * same in whatever pieces they arrive, and that no other protocol has a use for them.
 */
public final class ProtocolFuzzer {

	private static final Map<PeerProtocol, DecoderRun> DECODERS = Map.of(PeerProtocol.FASTCGI,
			decoder(FastCgiRecordDecoder::new), PeerProtocol.SCGI, decoder(() -> new ScgiRequestDecoder(Pieces.LIMITS)),
			PeerProtocol.UWSGI, decoder(() -> new UwsgiRequestDecoder(Pieces.LIMITS)), PeerProtocol.AJP,
			decoder(() -> new AjpPacketDecoder(8192)));

	private static final DecoderRun DETECTION = decoder(ProtocolDetectionDecoder::new);

	private ProtocolFuzzer() {
	}

	private static DecoderRun decoder(Supplier<RequestDecoder> decoder) {
		return new DecoderRun(decoder, (message) -> Event.whole("something", ""));
	}

	/**
	 * Check what becomes of an input.
	 * @param bytes the first bytes of a connection
	 */
	public static void fuzzerTestOneInput(byte[] bytes) {
		PeerProtocol protocol = detect(bytes, bytes.length);
		assertThat(protocol != null || bytes.length < ProtocolDetector.MAX_LENGTH).isTrue();
		boolean told = false;
		for (int length = 0; length < Math.min(bytes.length, 2 * ProtocolDetector.MAX_LENGTH); length++) {
			PeerProtocol early = detect(bytes, length);
			told |= early != null;
			assertThat(early).isEqualTo(told ? protocol : null);
		}
		Pieces.assertHoweverCut(DETECTION, bytes, outcome(protocol));
		DECODERS.forEach((decoded, decoder) -> {
			if (protocol != decoded && protocol != null && protocol != PeerProtocol.OTHER) {
				Pieces.assertHoweverCut(decoder, bytes, List.of("refused"));
			}
		});
	}

	private static List<String> outcome(@Nullable PeerProtocol protocol) {
		return (protocol != null) ? List.of("refused") : List.of();
	}

	private static @Nullable PeerProtocol detect(byte[] bytes, int length) {
		return ProtocolDetector.detect(Unpooled.wrappedBuffer(bytes, 0, length));
	}

}
