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

package io.webgateway.codec.fastcgi;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.HeadTooLargeException;
import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link FastCgiParams}.
 */
class FastCgiParamsTests {

	private static final HeadLimits LIMITS = new HeadLimits(65536, 200);

	@Test
	void whenNothingWasAppendedThenThereAreNoVariables() {
		assertThat(decode()).isEmpty();
	}

	@Test
	void whenLengthsTakeOneByteThenPairsAreDecoded() {
		byte[] stream = new FastCgiBytes().pair("REQUEST_METHOD", "GET").pair("QUERY_STRING", "").toBytes();
		assertThat(decode(stream)).containsExactly(entry("REQUEST_METHOD", "GET"), entry("QUERY_STRING", ""));
	}

	@Test
	void whenLengthsTakeFourBytesThenPairsAreDecoded() {
		String name = "N".repeat(128);
		String value = "v".repeat(60000);
		assertThat(decode(new FastCgiBytes().pair(name, value).pair("A", "b").toBytes()))
			.containsExactly(entry(name, value), entry("A", "b"));
	}

	@Test
	void whenShortLengthsTakeFourBytesThenPairsAreDecoded() {
		String value = "v".repeat(127);
		byte[] stream = new FastCgiBytes().longLength(1)
			.longLength(127)
			.raw("A")
			.raw(value)
			.longLength(1)
			.raw(0)
			.raw("B")
			.raw(1)
			.longLength(0)
			.raw("C")
			.pair("D", value)
			.toBytes();
		assertThat(decode(stream)).containsExactly(entry("A", value), entry("B", ""), entry("C", ""),
				entry("D", value));
	}

	@Test
	void whenNamesRepeatThenAllAreKeptInOrder() {
		byte[] stream = new FastCgiBytes().pair("HTTP_X", "1").pair("A", "a").pair("HTTP_X", "2").toBytes();
		assertThat(decode(stream)).containsExactly(entry("HTTP_X", "1"), entry("A", "a"), entry("HTTP_X", "2"));
	}

	@Test
	void whenStreamIsCutAnywhereThenPairsAreTheSame() {
		byte[] stream = new FastCgiBytes().pair("A", "v".repeat(200))
			.longLength(4)
			.raw(5)
			.raw("NAMEvalue")
			.pair("N".repeat(130), "")
			.pair("Z", "z")
			.toBytes();
		MetaVariables whole = decode(stream);
		assertThat(whole.size()).isEqualTo(4);
		for (int cut = 0; cut <= stream.length; cut++) {
			assertThat(decode(Arrays.copyOf(stream, cut), Arrays.copyOfRange(stream, cut, stream.length)))
				.as("cut after " + cut + " bytes")
				.containsExactlyElementsOf(whole);
		}
		byte[][] each = new byte[stream.length][];
		for (int i = 0; i < stream.length; i++) {
			each[i] = new byte[] { stream[i] };
		}
		assertThat(decode(each)).containsExactlyElementsOf(whole);
	}

	@Test
	void whenStreamEndsWithinPairThenItIsMalformed() {
		byte[] first = new FastCgiBytes().pair("A", "a").toBytes();
		byte[] stream = new FastCgiBytes().pair("A", "a")
			.longLength(2)
			.longLength(130)
			.raw("NN" + "v".repeat(130))
			.toBytes();
		assertThat(decode(stream)).hasSize(2);
		for (int length = first.length + 1; length < stream.length; length++) {
			assertThatIsMalformed(Arrays.copyOf(stream, length));
		}
	}

	@Test
	void whenLengthsAreHugeThenStreamIsMalformed() {
		assertThatIsMalformed(new FastCgiBytes().longLength(-1).raw(0).raw("A").toBytes());
		assertThatIsMalformed(new FastCgiBytes().raw(1).longLength(-1).raw("A").toBytes());
		assertThatIsMalformed(new FastCgiBytes().longLength(-1).longLength(-1).raw("A").toBytes());
		assertThatIsMalformed(new FastCgiBytes().longLength(Integer.MAX_VALUE).longLength(2).raw("A").toBytes());
		assertThatIsMalformed(new FastCgiBytes().raw(1).longLength(Integer.MAX_VALUE - 1).raw("A").toBytes());
		assertThatIsMalformed(new FastCgiBytes().longLength(1 << 30).longLength(1 << 30).raw("A").toBytes());
	}

	@Test
	void whenNameIsEmptyThenStreamIsMalformed() {
		byte[] stream = new FastCgiBytes().pair("", "a").toBytes();
		assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> decode(stream))
			.withMessage("Name of a meta-variable is empty");
	}

	@Test
	void whenStreamIsAsLongAsPermittedThenItIsDecoded() {
		byte[] stream = new FastCgiBytes().pair("A", "0123456789").toBytes();
		HeadLimits limits = new HeadLimits(stream.length, 1);
		assertThat(decode(limits, stream)).hasSize(1);
		for (int cut = 0; cut <= stream.length; cut++) {
			assertThat(decode(limits, Arrays.copyOf(stream, cut), Arrays.copyOfRange(stream, cut, stream.length)))
				.hasSize(1);
		}
	}

	@Test
	void whenStreamIsLongerThanPermittedThenFragmentIsRefusedUnread() {
		byte[] stream = new FastCgiBytes().pair("A", "0123456789").toBytes();
		HeadLimits limits = new HeadLimits(stream.length - 1, 1);
		assertThatFragmentIsRefusedUnread(new FastCgiParams(limits), stream);
		for (int cut = 1; cut < stream.length; cut++) {
			FastCgiParams params = new FastCgiParams(limits);
			params.append(Unpooled.wrappedBuffer(stream, 0, cut));
			assertThatFragmentIsRefusedUnread(params, Arrays.copyOfRange(stream, cut, stream.length));
		}
	}

	private static void assertThatFragmentIsRefusedUnread(FastCgiParams params, byte[] bytes) {
		ByteBuf fragment = Unpooled.wrappedBuffer(bytes);
		assertThatExceptionOfType(HeadTooLargeException.class).isThrownBy(() -> params.append(fragment))
			.withMessage("Meta-variables of more than 12 bytes");
		assertThat(fragment.readableBytes()).isEqualTo(bytes.length);
	}

	@Test
	void whenThereAreMoreVariablesThanPermittedThenHeadIsTooLarge() {
		byte[] two = new FastCgiBytes().pair("A", "a").pair("A", "b").toBytes();
		assertThat(decode(new HeadLimits(100, 2), two)).hasSize(2);
		assertThatExceptionOfType(HeadTooLargeException.class).isThrownBy(() -> decode(new HeadLimits(100, 1), two))
			.withMessage("More than 1 meta-variables");
	}

	@Test
	void whenFragmentIsAppendedThenItIsReadButNotReleased() {
		ByteBuf fragment = Unpooled.copiedBuffer(new FastCgiBytes().raw(9).pair("A", "a").toBytes()).skipBytes(1);
		FastCgiParams params = new FastCgiParams(LIMITS);
		params.append(fragment);
		assertThat(fragment.isReadable()).isFalse();
		assertThat(fragment.refCnt()).isEqualTo(1);
		fragment.setZero(0, fragment.capacity()).release();
		assertThat(params.decode()).containsExactly(entry("A", "a"));
	}

	private static void assertThatIsMalformed(byte[] stream) {
		assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> decode(stream))
			.withMessage("Name-value pair is longer than what holds it");
	}

	private static MetaVariables decode(byte[]... fragments) {
		return decode(LIMITS, fragments);
	}

	private static MetaVariables decode(HeadLimits limits, byte[]... fragments) {
		FastCgiParams params = new FastCgiParams(limits);
		for (byte[] fragment : fragments) {
			params.append(Unpooled.wrappedBuffer(fragment));
		}
		return params.decode();
	}

}
