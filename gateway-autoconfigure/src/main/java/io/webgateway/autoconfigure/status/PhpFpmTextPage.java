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

package io.webgateway.autoconfigure.status;

import java.util.List;

/**
 * php-fpm's status as plain text.
 */
final class PhpFpmTextPage implements PhpFpmPage {

	private static final int COLUMN = 22;

	@Override
	public String write(PhpFpmStatus status, boolean full) {
		StringBuilder page = new StringBuilder();
		append(status.fields(), page);
		if (full) {
			for (int i = 0; i < status.requests().size(); i++) {
				page.append("\n************************\n");
				append(status.processFields(i), page);
			}
		}
		return page.toString();
	}

	private static void append(List<PhpFpmField> fields, StringBuilder page) {
		for (PhpFpmField field : fields) {
			String name = field.name().equals("request uri") ? "request URI" : field.name();
			page.append(name)
				.append(':')
				.append(" ".repeat(COLUMN - name.length() - 1))
				.append(field.text())
				.append('\n');
		}
	}

}
