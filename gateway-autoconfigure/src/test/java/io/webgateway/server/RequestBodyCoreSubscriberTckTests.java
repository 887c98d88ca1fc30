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
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.testng.SkipException;
import org.testng.annotations.Test;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * The rules of Reactive Streams for the body of a request where its subscriber is one of
 * Reactor's own. Between others and the body, Reactor puts a subscriber that corrects
 * much.
 */
@Test
public class RequestBodyCoreSubscriberTckTests extends RequestBodyTckTests {

	@Override
	public Publisher<ByteBuf> createPublisher(long elements) {
		return withoutCorrection(super.createPublisher(elements));
	}

	@Override
	public Publisher<ByteBuf> createFailedPublisher() {
		return withoutCorrection(super.createFailedPublisher());
	}

	private static Publisher<ByteBuf> withoutCorrection(Publisher<ByteBuf> body) {
		return (subscriber) -> ((Flux<ByteBuf>) body).subscribe(new PlainSubscriber(subscriber));
	}

	@Override
	public void required_spec109_subscribeThrowNPEOnNullSubscriber() {
		throw new SkipException("Reactor checks this before a body is asked");
	}

	@Override
	public void required_spec309_requestZeroMustSignalIllegalArgumentException() {
		throw new SkipException("Subscribers of Reactor may rely on that this is not checked");
	}

	@Override
	public void required_spec309_requestNegativeNumberMustSignalIllegalArgumentException() {
		throw new SkipException("Subscribers of Reactor may rely on that this is not checked");
	}

	@Override
	public void optional_spec309_requestNegativeNumberMaySignalIllegalArgumentExceptionWithSpecificMessage() {
		throw new SkipException("Subscribers of Reactor may rely on that this is not checked");
	}

	/**
	 * Hands on every signal as it is.
	 *
	 * @param delegate who gets the signals
	 */
	private record PlainSubscriber(Subscriber<? super ByteBuf> delegate) implements CoreSubscriber<ByteBuf> {

		@Override
		public void onSubscribe(Subscription subscription) {
			this.delegate.onSubscribe(subscription);
		}

		@Override
		public void onNext(ByteBuf content) {
			this.delegate.onNext(content);
		}

		@Override
		public void onError(Throwable failure) {
			this.delegate.onError(failure);
		}

		@Override
		public void onComplete() {
			this.delegate.onComplete();
		}

	}

}
