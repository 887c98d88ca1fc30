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
 * A response with nothing around it, as in SCGI and uwsgi: it is complete when it has the
 * length that it announces, or else with the end of the connection.
 */
final class PlainResponseReader implements ResponseReader {

	private final CgiResponse response = new CgiResponse();

	private boolean complete;

	@Override
	public void read(ByteBuffer in, Responses responses) throws ProtocolException {
		this.response.read(in);
		if (!this.complete && this.response.hasItsLength()) {
			complete(responses);
		}
	}

	@Override
	public void end(Responses responses) throws ProtocolException {
		if (!this.complete) {
			this.response.end();
			complete(responses);
		}
	}

	private void complete(Responses responses) throws ProtocolException {
		this.complete = true;
		responses.complete(1, this.response.status(), this.response.bodyBytes());
	}

}
