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

package io.webgateway.autoconfigure.printconfig;

/**
 * Text of a configuration that grows line by line, with blocks that are indented.
 */
class ConfigurationText {

	private static final String INDENT = "    ";

	private final StringBuilder text = new StringBuilder();

	private String indent = "";

	/**
	 * Add comments, each of which is a line.
	 */
	ConfigurationText comment(String... lines) {
		for (String line : lines) {
			// Neither is a name in it to end it, nor is it to go on with the next line
			line(("# " + line.replaceAll("\\p{Cntrl}", " ")).replaceAll("[\\\\\\s]+$", ""));
		}
		return this;
	}

	ConfigurationText line(String line) {
		this.text.append(this.indent).append(line).append('\n');
		return this;
	}

	/**
	 * Add an empty line, unless there is one or a block has just begun.
	 */
	ConfigurationText gap() {
		int length = this.text.length();
		if (length > 1 && !this.text.substring(length - 2).equals("\n\n") && !isStartOfBlock()) {
			this.text.append('\n');
		}
		return this;
	}

	private boolean isStartOfBlock() {
		int start = this.text.lastIndexOf("\n", this.text.length() - 2) + 1;
		int spaces = 0;
		while (this.text.charAt(start + spaces) == ' ') {
			spaces++;
		}
		return spaces < this.indent.length();
	}

	/**
	 * Add a line, and indent what follows.
	 */
	ConfigurationText open(String line) {
		line(line);
		this.indent += INDENT;
		return this;
	}

	/**
	 * End the indentation of the last block with a line.
	 */
	ConfigurationText close(String line) {
		return close().line(line);
	}

	/**
	 * End the indentation of the last block.
	 */
	ConfigurationText close() {
		this.indent = this.indent.substring(INDENT.length());
		return this;
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
