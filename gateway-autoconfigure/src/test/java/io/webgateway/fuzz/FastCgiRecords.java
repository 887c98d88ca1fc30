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
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import io.webgateway.codec.HeadTooLargeException;
import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.fastcgi.FastCgiBeginRequest;
import io.webgateway.codec.fastcgi.FastCgiGetValues;
import io.webgateway.codec.fastcgi.FastCgiParams;
import io.webgateway.codec.fastcgi.FastCgiRecord;
import io.webgateway.codec.fastcgi.FastCgiRecordType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Uses the content of records as a connection does, and compares it with what the
 * specification says about it.
 */
final class FastCgiRecords {

	private static final int BEGIN_LENGTH = 8;

	private static final int RESULT_HEADER_LENGTH = 8;

	private static final Map<String, String> VALUES = Map.of(FastCgiGetValues.MAX_CONNS, "65535",
			FastCgiGetValues.MAX_REQS, "128", FastCgiGetValues.MPXS_CONNS, "1");

	private final Map<Integer, Params> params = new HashMap<>();

	void use(FastCgiRecord record) {
		FastCgiRecordType type = record.type();
		if (type == FastCgiRecordType.BEGIN_REQUEST) {
			begin(record.requestId(), record.content());
		}
		else if (type == FastCgiRecordType.PARAMS && this.params.containsKey(record.requestId())) {
			append(record.requestId(), record.content());
		}
		else if (type == FastCgiRecordType.GET_VALUES) {
			getValues(record.content());
		}
	}

	private void begin(int id, ByteBuf content) {
		if (content.readableBytes() != BEGIN_LENGTH) {
			assertThatIsRefused(() -> FastCgiBeginRequest.decode(content));
			return;
		}
		FastCgiBeginRequest begin = FastCgiBeginRequest.decode(content);
		assertThat(begin.role()).isEqualTo(content.getShort(content.readerIndex()) & 0xFFFF);
		assertThat(begin.keepConnection()).isEqualTo((content.getByte(content.readerIndex() + 2) & 1) == 1);
		this.params.put(id, new Params());
	}

	private void append(int id, ByteBuf content) {
		Params params = this.params.get(id);
		if (!content.isReadable()) {
			this.params.remove(id);
			params.end();
		}
		else if (!params.append(content)) {
			this.params.remove(id);
		}
	}

	private static void getValues(ByteBuf content) {
		List<Map.Entry<String, String>> pairs = pairs(ByteBufUtil.getBytes(content));
		if (pairs == null) {
			assertThatIsRefused(() -> FastCgiGetValues.decode(content));
			return;
		}
		FastCgiGetValues values = FastCgiGetValues.decode(content);
		Set<String> asked = pairs.stream().map(Map.Entry::getKey).collect(Collectors.toSet());
		assertThat(values.names()).isEqualTo(asked);
		ByteBuf result = Unpooled.buffer();
		values.writeResult(VALUES, result);
		assertThat(result.getUnsignedShort(4)).isEqualTo(result.readableBytes() - RESULT_HEADER_LENGTH);
		Set<Map.Entry<String, String>> answered = new HashSet<>(VALUES.entrySet());
		answered.removeIf((value) -> !asked.contains(value.getKey()));
		assertThat(pairs(ByteBufUtil.getBytes(result.skipBytes(RESULT_HEADER_LENGTH))))
			.containsExactlyInAnyOrderElementsOf(answered);
	}

	/**
	 * Return the pairs in some bytes, or {@code null} if there is anything else, or a
	 * pair without a name.
	 */
	private static List<Map.Entry<String, String>> pairs(byte[] bytes) {
		List<Map.Entry<String, String>> pairs = new ArrayList<>();
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		try {
			while (buffer.hasRemaining()) {
				int nameLength = length(buffer);
				int valueLength = length(buffer);
				if (nameLength == 0) {
					return null;
				}
				pairs.add(Map.entry(text(buffer, nameLength), text(buffer, valueLength)));
			}
			return pairs;
		}
		catch (BufferUnderflowException ex) {
			return null;
		}
	}

	private static int length(ByteBuffer buffer) {
		int length = buffer.get();
		return (length >= 0) ? length : buffer.position(buffer.position() - 1).getInt() & 0x7FFFFFFF;
	}

	private static String text(ByteBuffer buffer, int length) {
		if (length > buffer.remaining()) {
			throw new BufferUnderflowException();
		}
		byte[] text = new byte[length];
		buffer.get(text);
		return new String(text, StandardCharsets.ISO_8859_1);
	}

	private static void assertThatIsRefused(ThrowingCallable use) {
		assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(use);
	}

	/**
	 * What came of one stream.
	 */
	private static final class Params {

		private final FastCgiParams params = new FastCgiParams(Pieces.LIMITS);

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private boolean append(ByteBuf fragment) {
			this.bytes.writeBytes(ByteBufUtil.getBytes(fragment));
			if (this.bytes.size() > Pieces.LIMITS.maxBytes()) {
				assertThatExceptionOfType(HeadTooLargeException.class).isThrownBy(() -> this.params.append(fragment));
				return false;
			}
			this.params.append(fragment);
			return true;
		}

		private void end() {
			List<Map.Entry<String, String>> expected = pairs(this.bytes.toByteArray());
			if (expected == null || expected.size() > Pieces.LIMITS.maxVariables()) {
				assertThatIsRefused(this.params::decode);
				return;
			}
			MetaVariables variables = this.params.decode();
			assertThat(StreamSupport.stream(variables.spliterator(), false).toList()).isEqualTo(expected);
			RequestCheck.check(variables);
		}

	}

}
