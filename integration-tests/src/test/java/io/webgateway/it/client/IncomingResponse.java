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

package io.webgateway.it.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A response whose head has arrived and whose body is still to be read.
 *
 * @param status the status code
 * @param reason the reason phrase
 * @param headers the headers in the order of arrival
 * @param body the body; ends where the response is complete, fails where it is cut off
 */
public record IncomingResponse(int status, String reason, List<Header> headers, InputStream body) {

	private static final int BUFFER_SIZE = 64 * 1024;

	/**
	 * Read the body to its end, which may be a sudden one.
	 * @return the response
	 */
	public Response readFully() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		String failure = "";
		try {
			byte[] buffer = new byte[BUFFER_SIZE];
			int count;
			while ((count = this.body.read(buffer)) != -1) {
				bytes.write(buffer, 0, count);
			}
		}
		catch (IOException ex) {
			failure = "cut off: " + ex;
		}
		return new Response(this.status, this.reason, this.headers, bytes.toByteArray(), failure);
	}

}
