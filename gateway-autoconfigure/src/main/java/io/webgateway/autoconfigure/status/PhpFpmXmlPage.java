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
 * php-fpm's status as XML.
 */
final class PhpFpmXmlPage implements PhpFpmPage {

	@Override
	public String write(PhpFpmStatus status, boolean full) {
		StringBuilder page = new StringBuilder("<?xml version=\"1.0\" ?>\n<status>\n");
		append(status.fields(), "\n", page);
		if (full) {
			page.append("<processes>\n");
			for (int i = 0; i < status.requests().size(); i++) {
				page.append("<process>");
				append(status.processFields(i), "", page);
				page.append("</process>\n");
			}
			page.append("</processes>\n");
		}
		return page.append("</status>").toString();
	}

	private static void append(List<PhpFpmField> fields, String separator, StringBuilder page) {
		for (PhpFpmField field : fields) {
			String element = field.name().replace(' ', '-');
			page.append('<').append(element).append('>');
			page.append(Markup.escape(field.data()));
			page.append("</").append(element).append('>').append(separator);
		}
	}

}
