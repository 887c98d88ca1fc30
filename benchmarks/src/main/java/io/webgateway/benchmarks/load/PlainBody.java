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

package io.webgateway.benchmarks.load;

/**
 * The body of a request where the protocol puts nothing around it.
 */
final class PlainBody {

	private static final int PIECE = 65536;

	private PlainBody() {
	}

	static void add(Request request, PreparedRequest.Builder prepared) {
		prepared.add(new byte[PIECE], request.bodyBytes() / PIECE);
		prepared.add(new byte[(int) (request.bodyBytes() % PIECE)], 1);
	}

}
