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

package io.webgateway.codec.scgi;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Writes the head of an SCGI request. A body follows as it is.
 */
public final class ScgiRequestWriter {

	private ScgiRequestWriter() {
	}

	/**
	 * Write a head. Characters beyond ISO-8859-1 become question marks.
	 * @param out where to write it
	 * @param contentLength the length of the body, zero if there is none
	 * @param variables the other meta-variables
	 * @throws IllegalArgumentException if a name or a value contains NUL
	 */
	public static void writeHead(ByteBuf out, long contentLength, Iterable<Map.Entry<String, String>> variables) {
		ByteBuf block = out.alloc().buffer();
		try {
			writeVariable("CONTENT_LENGTH", String.valueOf(contentLength), block);
			writeVariable("SCGI", "1", block);
			variables.forEach((variable) -> writeVariable(variable.getKey(), variable.getValue(), block));
			out.writeCharSequence(block.readableBytes() + ":", StandardCharsets.US_ASCII);
			out.writeBytes(block);
			out.writeByte(',');
		}
		finally {
			block.release();
		}
	}

	private static void writeVariable(String name, String value, ByteBuf out) {
		if (name.indexOf(0) != -1 || value.indexOf(0) != -1) {
			throw new IllegalArgumentException("A meta-variable must not contain NUL");
		}
		ByteBufUtil.writeAscii(out, name);
		out.writeByte(0);
		ByteBufUtil.writeAscii(out, value);
		out.writeByte(0);
	}

}
