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

package io.webgateway.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.reactive.ConfigurableReactiveWebServerFactory;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.server.HttpServerState;

/**
 * Counts the requests that arrive at the HTTP port, which are nothing to a listener.
 */
class HttpRequests implements WebServerFactoryCustomizer<ConfigurableReactiveWebServerFactory>, ConnectionObserver {

	private final @Nullable Duration idleExit;

	private final AtomicInteger active = new AtomicInteger();

	private final LongAdder requests = new LongAdder();

	/**
	 * Create a new counter.
	 * @param idleExit after what time without requests the application ends, {@code null}
	 * if nobody wants to know of requests
	 */
	HttpRequests(@Nullable Duration idleExit) {
		this.idleExit = idleExit;
	}

	@Override
	public void customize(ConfigurableReactiveWebServerFactory factory) {
		if (this.idleExit == null) {
			return;
		}
		if (!(factory instanceof NettyReactiveWebServerFactory nettyFactory)) {
			throw new InvalidListenerPropertyException(IdleExitAutoConfiguration.PROPERTY, this.idleExit,
					"requests over HTTP are seen with Reactor Netty only, and the application has another web server",
					"Remove the property, use Reactor Netty, or set 'server.port' to -1.");
		}
		nettyFactory.addServerCustomizers((server) -> server.childObserve(this));
	}

	@Override
	public void onStateChange(Connection connection, State newState) {
		if (newState == HttpServerState.REQUEST_RECEIVED) {
			this.requests.increment();
			this.active.incrementAndGet();
			connection.onTerminate().subscribe(null, (ex) -> ended(), this::ended);
		}
	}

	private void ended() {
		this.active.decrementAndGet();
	}

	int getActive() {
		return this.active.get();
	}

	long getRequests() {
		return this.requests.sum();
	}

}
