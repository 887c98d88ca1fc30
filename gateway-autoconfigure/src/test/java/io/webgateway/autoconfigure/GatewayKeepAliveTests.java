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

import org.junit.jupiter.api.Test;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerLimits;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatewayKeepAlive}.
 */
class GatewayKeepAliveTests {

	private final KeepAliveThreads threads = new KeepAliveThreads();

	private final GatewayKeepAlive keepAlive = new GatewayKeepAlive();

	private final GatewayListener first = listener("first");

	private final GatewayListener second = listener("second");

	@Test
	void whenNothingRunsThenThereIsNoThread() {
		assertThat(this.threads.running()).isEmpty();
	}

	@Test
	void whenSeveralListenersRunThenOneThreadRunsUntilTheLastEnds() {
		this.keepAlive.hold(this.first);
		this.keepAlive.hold(this.second);
		assertThat(this.threads.running()).singleElement()
			.satisfies((thread) -> assertThat(thread.isDaemon()).isFalse());
		this.keepAlive.release(this.first);
		assertThat(this.threads.running()).hasSize(1);
		this.keepAlive.release(this.second);
		this.threads.assertEnded();
	}

	@Test
	void whenListenerIsReleasedTwiceThenTheOtherStillHolds() {
		this.keepAlive.hold(this.first);
		this.keepAlive.hold(this.second);
		this.keepAlive.release(this.first);
		this.keepAlive.release(this.first);
		assertThat(this.threads.running()).hasSize(1);
		this.keepAlive.release(this.second);
		this.threads.assertEnded();
	}

	@Test
	void whenListenerRunsAgainThenThereIsThreadAgain() {
		this.keepAlive.hold(this.first);
		this.keepAlive.release(this.first);
		this.threads.assertEnded();
		this.keepAlive.hold(this.first);
		assertThat(this.threads.running()).hasSize(1);
		this.keepAlive.release(this.first);
		this.threads.assertEnded();
	}

	private static GatewayListener listener(String name) {
		return new GatewayListener(name, GatewayProtocol.SCGI, ListenAddress.parse("0"), ListenerLimits.DEFAULTS);
	}

}
