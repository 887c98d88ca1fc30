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

import io.netty.channel.EventLoopGroup;
import reactor.netty.resources.LoopResources;

/**
 * Event loops on which a listener under test runs: those of the operating system and
 * those of the JDK.
 */
enum EventLoops {

	NATIVE("native"),

	NIO("NIO");

	private static final int WORKERS = 4;

	private final String displayName;

	private final LoopResources resources;

	EventLoops(String displayName) {
		this.displayName = displayName;
		LoopResources resources = LoopResources.create("test-" + displayName, WORKERS, true);
		this.resources = displayName.equals("NIO") ? new NioLoopResources(resources) : resources;
	}

	LoopResources resources() {
		if (this == NATIVE && !LoopResources.hasNativeSupport()) {
			throw new IllegalStateException("There is no native transport on this machine");
		}
		return this.resources;
	}

	/**
	 * Return event loops of this kind that belong to one test: one that accepts
	 * connections and one that works on them.
	 */
	LoopResources createPair() {
		LoopResources resources = LoopResources.create("pair-" + this.displayName, 1, 1, true);
		return (this == NIO) ? new NioLoopResources(resources) : resources;
	}

	@Override
	public String toString() {
		return this.displayName;
	}

	/**
	 * Never hands out native event loops, as on a machine that has none.
	 */
	private record NioLoopResources(LoopResources delegate) implements LoopResources {

		@Override
		public EventLoopGroup onServer(boolean useNative) {
			return this.delegate.onServer(false);
		}

		@Override
		public EventLoopGroup onServerSelect(boolean useNative) {
			return this.delegate.onServerSelect(false);
		}

		@Override
		public void dispose() {
			this.delegate.dispose();
		}

	}

}
