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

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/**
 * Tells the threads on which it emits which exchange they work on.
 *
 * @param <T> the type of the elements
 */
final class CurrentExchangeFlux<T> extends Flux<T> {

	private final Flux<T> source;

	private final GatewayExchange exchange;

	CurrentExchangeFlux(Flux<T> source, GatewayExchange exchange) {
		this.source = source;
		this.exchange = exchange;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		this.source.subscribe(new CurrentExchangeSubscriber<>(actual, this.exchange));
	}

	private static final class CurrentExchangeSubscriber<T> implements CoreSubscriber<T> {

		private final CoreSubscriber<? super T> actual;

		private final GatewayExchange exchange;

		private CurrentExchangeSubscriber(CoreSubscriber<? super T> actual, GatewayExchange exchange) {
			this.actual = actual;
			this.exchange = exchange;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.actual.onSubscribe(subscription);
		}

		@Override
		public void onNext(T element) {
			CurrentExchange.during(() -> this.actual.onNext(element), this.exchange);
		}

		@Override
		public void onError(Throwable failure) {
			CurrentExchange.during(() -> this.actual.onError(failure), this.exchange);
		}

		@Override
		public void onComplete() {
			CurrentExchange.during(this.actual::onComplete, this.exchange);
		}

	}

}
