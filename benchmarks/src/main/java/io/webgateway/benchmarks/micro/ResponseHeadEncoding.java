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

package io.webgateway.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import io.webgateway.codec.ResponseHeadEncoder;

/**
 * The head of a response is made bytes.
 */
@State(Scope.Thread)
public class ResponseHeadEncoding {

	private static final int LARGEST = 4096;

	/** As many as a controller of a {@code String} sets, or Spring Security as well. */
	@Param({ "2", "9" })
	private int fields;

	private HttpHeaders headers;

	private ByteBuf bytes;

	/**
	 * Make the head.
	 */
	@Setup
	public void prepare() {
		this.headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
		this.headers.set("Content-Type", "text/plain;charset=UTF-8");
		this.headers.set("Content-Length", "13");
		if (this.fields > this.headers.size()) {
			this.headers.set("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
			this.headers.set("Pragma", "no-cache");
			this.headers.set("Expires", "0");
			this.headers.set("X-Content-Type-Options", "nosniff");
			this.headers.set("X-Frame-Options", "DENY");
			this.headers.set("X-XSS-Protection", "0");
			this.headers.set("Referrer-Policy", "no-referrer");
		}
		this.bytes = PooledByteBufAllocator.DEFAULT.directBuffer(LARGEST);
	}

	/**
	 * Encode the head.
	 * @return its bytes
	 */
	@Benchmark
	public ByteBuf encode() {
		ResponseHeadEncoder.STATUS_FIELD.encode(HttpResponseStatus.OK, this.headers, this.bytes.clear());
		return this.bytes;
	}

	/**
	 * Give back the memory.
	 */
	@TearDown
	public void release() {
		this.bytes.release();
	}

}
