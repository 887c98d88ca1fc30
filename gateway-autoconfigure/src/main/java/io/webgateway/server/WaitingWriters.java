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

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The writers of responses that wait until their connection takes more. They go on in the
 * order in which they began to wait, each until the connection is full again, so that
 * several requests on one connection share it.
 */
final class WaitingWriters {

	private final Channel channel;

	/** Most connections never have any. */
	private @Nullable Set<Writer> waiting;

	private boolean scheduled;

	/**
	 * Create a new instance.
	 * @param channel the connection
	 */
	WaitingWriters(Channel channel) {
		this.channel = channel;
	}

	boolean isEmpty() {
		return this.waiting == null || this.waiting.isEmpty();
	}

	/**
	 * Let a writer wait for its turn, which comes after the other connections of the
	 * event loop have had theirs: a peer that reads fast may have taken everything as
	 * soon as it was flushed.
	 */
	void add(Writer writer) {
		if (this.waiting == null) {
			this.waiting = new LinkedHashSet<>();
		}
		this.waiting.add(writer);
		if (!this.scheduled) {
			this.scheduled = true;
			// Tasks without a delay would come before the other connections
			this.channel.eventLoop().schedule(this::resumeScheduled, 1, TimeUnit.NANOSECONDS);
		}
	}

	void remove(Writer writer) {
		if (this.waiting != null) {
			this.waiting.remove(writer);
		}
	}

	private void resumeScheduled() {
		this.scheduled = false;
		writabilityChanged();
	}

	/**
	 * The connection may be writable again.
	 */
	void writabilityChanged() {
		while (!this.scheduled && this.channel.isWritable() && this.waiting != null && !this.waiting.isEmpty()) {
			Iterator<Writer> writers = this.waiting.iterator();
			Writer first = writers.next();
			writers.remove();
			first.resume();
		}
	}

	/**
	 * The connection has ended, and all exchanges on it.
	 */
	void end() {
		Set<Writer> last = this.waiting;
		this.waiting = null;
		if (last != null) {
			last.forEach(Writer::resume);
		}
	}

	/**
	 * Something that writes a response.
	 */
	interface Writer {

		/**
		 * Write at least something, or find out that the exchange has ended.
		 */
		void resume();

	}

}
