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

import io.netty.buffer.Unpooled;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.load.Request;
import io.webgateway.http.ContextPathResolver;
import io.webgateway.http.GatewayHttpHandlerAdapter;

/**
 * Meta-variables are made a request of Spring's, with its URI and headers, and a response
 * is put beside it.
 */
@State(Scope.Thread)
public class RequestAdaptation {

	@Param({ "27", "200" })
	private int variables;

	private final GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter((request, response) -> Mono.empty(),
			ContextPathResolver.gatewayVariable());

	private UnansweredExchange exchange;

	/**
	 * Make the meta-variables.
	 */
	@Setup
	public void prepare() {
		Request request = Request.get("/hello", 13).withVariables(this.variables);
		this.exchange = new UnansweredExchange(
				HeadDecoder.of(Protocol.FASTCGI).decode(Unpooled.wrappedBuffer(Protocol.FASTCGI.bytes(request))));
	}

	/**
	 * Hand the request to an application that does nothing.
	 * @return what would complete the response
	 */
	@Benchmark
	public Mono<Void> adapt() {
		return this.adapter.handle(this.exchange);
	}

}
