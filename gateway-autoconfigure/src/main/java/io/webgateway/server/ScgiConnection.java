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

package io.webgateway.server;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.ResponseHeadEncoder;

/**
 * A connection that speaks SCGI.
 */
final class ScgiConnection extends SingleRequestConnection {

	ScgiConnection(ListenerContext listener) {
		super(listener, ResponseHeadEncoder.STATUS_FIELD);
	}

	@Override
	protected void receiveHead(Object head) {
		dispatch((MetaVariables) head);
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * With {@code scgi_request_buffering off}, nginx before 1.29.6 sends as
	 * {@code CONTENT_LENGTH} only what it had read when it sent the head; what the client
	 * announced is right then. Of other web servers that must not be believed: some pass
	 * on a field {@code Content_Length} by the same name.
	 */
	@Override
	protected long bodyLength(MetaVariables variables) {
		long length = ContentLength.ofRequest(variables);
		if (length == ContentLength.UNKNOWN) {
			throw new MalformedRequestException("Expected a number as CONTENT_LENGTH");
		}
		String software = variables.get("SERVER_SOFTWARE");
		boolean nginx = software == null || software.startsWith("nginx/");
		return nginx ? Math.max(length, ContentLength.ofClient(variables)) : length;
	}

}
