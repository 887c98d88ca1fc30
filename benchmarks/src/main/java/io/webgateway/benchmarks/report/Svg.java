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

package io.webgateway.benchmarks.report;

import java.util.Locale;

/**
 * An SVG file in the making.
 */
final class Svg {

	private final StringBuilder text = new StringBuilder();

	Svg(int width, int height) {
		add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
				+ " font-size=\"12\">", width, height);
		add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", width, height);
	}

	void line(double x1, double y1, double x2, double y2, String color, double width) {
		add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>", x1, y1, x2,
				y2, color, width);
	}

	void rect(double x, double y, double width, double height, String color) {
		add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y, width, height, color);
	}

	void circle(double x, double y, double radius, String color) {
		add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>", x, y, radius, color);
	}

	void text(double x, double y, String anchor, String weight, String text) {
		add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>", x, y, anchor, weight,
				text.replace("&", "&amp;").replace("<", "&lt;"));
	}

	private void add(String format, Object... arguments) {
		this.text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
	}

	@Override
	public String toString() {
		return this.text + "</svg>\n";
	}

}
