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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import io.netty.buffer.Unpooled;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.ProtocolDetector;
import io.webgateway.testsupport.DecoderRun;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pieces in which the bytes of a connection arrive: all at once, one by one, and cut
 * at places that depend on nothing but the bytes, so that each finding can be repeated.
 */
final class Pieces {

	/**
	 * Limits that a fuzzer reaches.
	 */
	static final HeadLimits LIMITS = new HeadLimits(8192, 64);

	private static final List<String> REFUSED = List.of("refused");

	private static final int MAX_SINGLE_BYTES = 512;

	private static final int MAX_PIECE_LENGTH = 100;

	private static final int MAX_PIECES = 100;

	private static final int CUTTINGS = 2;

	private Pieces() {
	}

	/**
	 * Assert that a decoder passes on the same, in whatever pieces the bytes arrive.
	 * @param decoder runs the decoder
	 * @param bytes all bytes of a connection
	 * @param expected what the decoder is to pass on, with {@code refused} where it has
	 * to fail
	 */
	static void assertHoweverCut(DecoderRun decoder, byte[] bytes, List<String> expected) {
		Set<List<String>> outcomes = isUndecided(bytes, expected) ? Set.of(expected, List.of()) : Set.of(expected);
		ways(bytes).forEach((pieces) -> assertThat(decoder.run(pieces).stream().map(Pieces::withoutReason).toList())
			.as("%d pieces", pieces.length)
			.isIn(outcomes));
	}

	/**
	 * Return whether the bytes are wrong, but may become another protocol yet.
	 */
	private static boolean isUndecided(byte[] bytes, List<String> expected) {
		return expected.equals(REFUSED) && ProtocolDetector.detect(Unpooled.wrappedBuffer(bytes)) == null;
	}

	private static String withoutReason(String event) {
		boolean refused = event.startsWith("MalformedRequestException: ") || event.startsWith("another protocol: ")
				|| event.startsWith("HeadTooLargeException: ");
		return refused ? "refused" : event;
	}

	private static Stream<byte[][]> ways(byte[] bytes) {
		List<byte[][]> ways = new ArrayList<>();
		ways.add(new byte[][] { bytes });
		if (bytes.length <= MAX_SINGLE_BYTES) {
			ways.add(cut(bytes, new Random(0), 1));
		}
		Random random = new Random(Arrays.hashCode(bytes));
		for (int i = 0; i < CUTTINGS; i++) {
			ways.add(cut(bytes, random, 1 + bytes.length / MAX_PIECES + random.nextInt(MAX_PIECE_LENGTH)));
		}
		return ways.stream();
	}

	private static byte[][] cut(byte[] bytes, Random random, int maxLength) {
		List<byte[]> pieces = new ArrayList<>();
		int start = 0;
		while (start < bytes.length) {
			int end = Math.min(bytes.length, start + 1 + random.nextInt(maxLength));
			pieces.add(Arrays.copyOfRange(bytes, start, end));
			start = end;
		}
		return pieces.toArray(byte[][]::new);
	}

	/**
	 * Assert that a decoder keeps no more than the beginning of a head.
	 * @param buffered the number of bytes that it has kept
	 * @param maxLength the length of the longest head
	 */
	static void assertBuffered(int buffered, int maxLength) {
		assertThat(buffered).as("bytes kept by the decoder").isLessThanOrEqualTo(maxLength);
	}

}
