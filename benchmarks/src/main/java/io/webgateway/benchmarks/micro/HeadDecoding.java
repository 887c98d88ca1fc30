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

import java.nio.ByteBuffer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.load.Request;
import io.webgateway.codec.MetaVariables;

/**
 * The bytes of a request are made meta-variables.
 */
@State(Scope.Thread)
public class HeadDecoding {

	@Param({ "FASTCGI", "SCGI", "UWSGI" })
	private Protocol protocol;

	@Param({ "27", "200" })
	private int variables;

	private ByteBuf bytes;

	private HeadDecoder decoder;

	/**
	 * Make the request.
	 */
	@Setup
	public void prepare() {
		ByteBuffer request = this.protocol.bytes(Request.get("/hello", 13).withVariables(this.variables));
		// As it is received
		this.bytes = PooledByteBufAllocator.DEFAULT.directBuffer(request.remaining()).writeBytes(request);
		this.decoder = HeadDecoder.of(this.protocol);
	}

	/**
	 * Decode the request.
	 * @return its meta-variables
	 */
	@Benchmark
	public MetaVariables decode() {
		return this.decoder.decode(this.bytes.readerIndex(0));
	}

	/**
	 * Give back the memory.
	 */
	@TearDown
	public void release() {
		this.bytes.release();
	}

}
