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

import java.nio.ByteBuffer;

/**
 * A protocol that a load can be sent in.
 */
public enum Protocol {

	/**
	 * HTTP/1.1.
	 */
	HTTP("HTTP", new HttpWire()),

	/**
	 * FastCGI.
	 */
	FASTCGI("FastCGI", new FastCgiWire()),

	/**
	 * SCGI, with a connection for every request.
	 */
	SCGI("SCGI", new ScgiWire()),

	/**
	 * uwsgi, with a connection for every request.
	 */
	UWSGI("uwsgi", new UwsgiWire()),

	/**
	 * AJP 1.3.
	 */
	AJP("AJP", new AjpWire());

	private final String text;

	private final Wire wire;

	Protocol(String text, Wire wire) {
		this.text = text;
		this.wire = wire;
	}

	/**
	 * Return whether a connection can be used for one request after the other.
	 * @return whether there is a keep-alive
	 */
	public boolean isPersistent() {
		return this == HTTP || this == FASTCGI || this == AJP;
	}

	/**
	 * Return a request without a body as it is on the wire.
	 * @param request the request
	 * @return its bytes
	 */
	public ByteBuffer bytes(Request request) {
		if (request.bodyBytes() > 0) {
			throw new IllegalArgumentException("A request with a body may be more than memory holds");
		}
		return this.wire.prepare(request, isPersistent(), 1).pieces().get(0).bytes();
	}

	Wire wire() {
		return this.wire;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
