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

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/**
 * Recognises the responses on one connection.
 */
interface ResponseReader {

	/**
	 * Take up what has arrived.
	 * @param in the bytes, of which none may be left over
	 * @param responses told of each complete response
	 * @throws ProtocolException if this is no response
	 */
	void read(ByteBuffer in, Responses responses) throws ProtocolException;

	/**
	 * The server has closed the connection.
	 * @param responses told of the response that is complete now
	 * @throws ProtocolException if a response is not complete
	 */
	void end(Responses responses) throws ProtocolException;

	/**
	 * Told of complete responses.
	 */
	interface Responses {

		/**
		 * A response is complete.
		 * @param id the number of the request
		 * @param status its status
		 * @param bodyBytes the length of its body
		 * @throws ProtocolException if there is no such request
		 */
		void complete(int id, int status, long bodyBytes) throws ProtocolException;

	}

}
