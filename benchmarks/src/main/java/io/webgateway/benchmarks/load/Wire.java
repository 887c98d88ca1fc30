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
 * How a protocol looks on the wire, seen from a web server. Whoever adds a protocol
 * implements this.
 */
interface Wire {

	/**
	 * Prepare the bytes of a request.
	 * @param request the request
	 * @param keepAlive whether the connection is to stay open after the response
	 * @param id the number of the request where a protocol has such
	 */
	PreparedRequest prepare(Request request, boolean keepAlive, int id);

	/**
	 * Create what recognises the responses on one connection.
	 * @param requests how many requests are on the connection at a time
	 */
	ResponseReader reader(int requests);

}
