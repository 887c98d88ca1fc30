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
import java.util.function.Function;

/**
 * php-fpm's status as HTML.
 */
final class PhpFpmHtmlPage implements PhpFpmPage {

	@Override
	public String write(PhpFpmStatus status, boolean full) {
		StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>Status of ");
		page.append(Markup.escape(status.pool())).append("</title></head>\n<body>\n<table>\n");
		for (PhpFpmField field : status.fields()) {
			page.append("<tr><th>").append(field.name()).append("</th><td>");
			page.append(Markup.escape(field.text())).append("</td></tr>\n");
		}
		page.append("</table>\n");
		if (full && !status.requests().isEmpty()) {
			page.append("<table border=\"1\">\n");
			appendRow(status.processFields(0), "th", PhpFpmField::name, page);
			for (int i = 0; i < status.requests().size(); i++) {
				appendRow(status.processFields(i), "td", PhpFpmField::text, page);
			}
			page.append("</table>\n");
		}
		return page.append("</body></html>").toString();
	}

	private static void appendRow(List<PhpFpmField> fields, String element, Function<PhpFpmField, String> content,
			StringBuilder page) {
		page.append("<tr>");
		for (PhpFpmField field : fields) {
			page.append('<').append(element).append('>').append(Markup.escape(content.apply(field)));
			page.append("</").append(element).append('>');
		}
		page.append("</tr>\n");
	}

}
