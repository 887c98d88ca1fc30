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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;
import org.testng.annotations.Test;

/**
 * The rules of Reactive Streams for the body of a request.
 */
@Test
public class RequestBodyTckTests extends PublisherVerification<ByteBuf> {

	private static final long SIGNAL_TIMEOUT_MILLIS = 1000;

	private static final long NO_SIGNAL_TIMEOUT_MILLIS = 50;

	private static final long GARBAGE_COLLECTION_TIMEOUT_MILLIS = 1000;

	/** How many buffers a connection reads before they are demanded. */
	private static final int WINDOW = 4;

	private static final EventLoop EVENT_LOOP = new DefaultEventLoop(new DefaultThreadFactory("tck", true));

	public RequestBodyTckTests() {
		super(new TestEnvironment(SIGNAL_TIMEOUT_MILLIS, NO_SIGNAL_TIMEOUT_MILLIS), GARBAGE_COLLECTION_TIMEOUT_MILLIS);
	}

	@Override
	public Publisher<ByteBuf> createPublisher(long elements) {
		return new Connection(elements).body;
	}

	@Override
	public Publisher<ByteBuf> createFailedPublisher() {
		RequestBody body = new RequestBody(EVENT_LOOP, (difference) -> {
		});
		EVENT_LOOP.submit(() -> body.fail("The web server closed the connection")).syncUninterruptibly();
		return body;
	}

	@Override
	public void optional_spec111_maySupportMultiSubscribe() {
		throw new SkipException("A request body has one subscriber");
	}

	@Override
	public void optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals() {
		throw new SkipException("A request body has one subscriber");
	}

	@Override
	public void optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfront() {
		throw new SkipException("A request body has one subscriber");
	}

	@Override
	public void optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfrontAndCompleteAsExpected() {
		throw new SkipException("A request body has one subscriber");
	}

	@Override
	public void optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingOneByOne() {
		throw new SkipException("A request body has one subscriber");
	}

	/**
	 * A connection that reads as much of a body as a window holds, and goes on when some
	 * of that has been delivered.
	 */
	private static final class Connection {

		private final RequestBody body;

		private long remaining;

		private int queued;

		Connection(long elements) {
			this.body = new RequestBody(EVENT_LOOP, this::queuedBytesChanged);
			this.remaining = elements;
			EVENT_LOOP.submit(this::read).syncUninterruptibly();
		}

		private void queuedBytesChanged(int difference) {
			this.queued += Integer.signum(difference);
			if (difference < 0) {
				EVENT_LOOP.execute(this::read);
			}
		}

		private void read() {
			boolean wanted = true;
			while (wanted && this.remaining > 0 && this.queued < WINDOW) {
				this.remaining--;
				// Nobody releases it
				wanted = this.body.offer(Unpooled.wrappedBuffer(new byte[] { 1 }));
			}
			if (this.remaining == 0) {
				this.body.end();
			}
		}

	}

}
