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

package io.webgateway.http;

/**
 * Segments {@code .} and {@code ..} of a path, encoded or not. Web servers resolve them
 * before they decide whether access is granted; who looks at the raw path afterwards
 * looks at another path.
 */
final class DotSegments {

	private static final int OTHER = -1;

	private DotSegments() {
	}

	/**
	 * Return whether a path has such a segment.
	 * @param rawPath the path, percent-encoded
	 * @return whether a segment of the decoded path is {@code .} or {@code ..}
	 */
	static boolean areIn(String rawPath) {
		int dots = 0;
		for (int i = 0; i < rawPath.length(); i++) {
			int character = rawPath.charAt(i);
			int decoded = PercentEncoding.decode(rawPath, i);
			if (decoded != -1) {
				character = decoded;
				i += 2;
			}
			if (character == '/') {
				if (isDotSegment(dots)) {
					return true;
				}
				dots = 0;
			}
			else {
				dots = (character == '.' && dots != OTHER) ? dots + 1 : OTHER;
			}
		}
		return isDotSegment(dots);
	}

	private static boolean isDotSegment(int dots) {
		return dots == 1 || dots == 2;
	}

}
