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

package io.webgateway.client;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;

/**
 * What an application writes for the error log of the web server, line by line. Control
 * characters are left out, so that nobody can forge a line.
 */
final class ErrorOutput {

	private static final int MAX_BYTES = 64 * 1024;

	private final Consumer<String> lines;

	private final StringBuilder line = new StringBuilder();

	private int bytes;

	ErrorOutput(Consumer<String> lines) {
		this.lines = lines;
	}

	/**
	 * Take what has arrived, up to a limit for each response.
	 */
	void write(ByteBuf text) {
		int length = Math.min(text.readableBytes(), MAX_BYTES - this.bytes);
		this.bytes += length;
		String characters = text.toString(text.readerIndex(), length, StandardCharsets.ISO_8859_1);
		characters.chars().forEach(this::write);
	}

	private void write(int character) {
		if (character == '\n') {
			end();
		}
		else if (!Character.isISOControl(character) || character == '\t') {
			this.line.append((char) character);
		}
	}

	/**
	 * Pass on the last line, which may have no end of its own.
	 */
	void end() {
		if (!this.line.isEmpty()) {
			String text = new String(this.line.toString().getBytes(StandardCharsets.ISO_8859_1),
					StandardCharsets.UTF_8);
			this.line.setLength(0);
			this.lines.accept(text);
		}
	}

}
