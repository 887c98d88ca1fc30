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

import java.net.SocketAddress;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * An exchange as {@linkplain ExchangeObserver observers} see it. It can be asked on any
 * thread; another than that of the event loop may see what was true a moment ago.
 */
public final class ObservedExchange implements ObservedRequest {

	private final Exchange exchange;

	private final long startTime = System.nanoTime();

	private final long headTime;

	private final long queueTime;

	private long sentBytes;

	/** Of an answer that is not the application's. */
	private @Nullable ResponseHead answer;

	ObservedExchange(Exchange exchange, long headTime, long queueTime) {
		this.exchange = exchange;
		this.headTime = headTime;
		this.queueTime = queueTime;
	}

	/**
	 * Return the exchange that is observed.
	 * @return the exchange
	 */
	public GatewayExchange getExchange() {
		return this.exchange;
	}

	@Override
	public String getListener() {
		return this.exchange.getListener();
	}

	@Override
	public GatewayProtocol getProtocol() {
		return this.exchange.getProtocol();
	}

	@Override
	public MetaVariables getVariables() {
		return this.exchange.getVariables();
	}

	@Override
	public @Nullable SocketAddress getPeerAddress() {
		return this.exchange.getPeerAddress();
	}

	@Override
	public long getStartTime() {
		return this.startTime;
	}

	@Override
	public long getHeadTime() {
		return this.headTime;
	}

	@Override
	public long getQueueTime() {
		return this.queueTime;
	}

	@Override
	public long getReceivedBytes() {
		return this.exchange.receivedBytes();
	}

	@Override
	public long getSentBytes() {
		return this.sentBytes;
	}

	@Override
	public @Nullable ResponseHead getResponseHead() {
		ResponseHead answer = this.answer;
		return (answer != null) ? answer : this.exchange.head();
	}

	/**
	 * Return what the exchange waits for now.
	 * @return who has to do something before it gets on
	 */
	public Awaited getAwaited() {
		if (this.exchange.isBodyAwaited()) {
			return Awaited.REQUEST_BODY;
		}
		return this.exchange.isHeldUp() ? Awaited.WEB_SERVER : Awaited.APPLICATION;
	}

	EventLoop eventLoop() {
		return this.exchange.eventLoop();
	}

	ListenerStatistics statistics() {
		return this.exchange.statistics();
	}

	void sent(long bytes) {
		this.sentBytes += bytes;
	}

	void answered(@Nullable ResponseHead head) {
		this.answer = head;
	}

	/**
	 * What an exchange may wait for.
	 */
	public enum Awaited {

		/** The application has read all that has come of the request body. */
		REQUEST_BODY,

		/** The application works, or waits for something that the listener cannot see. */
		APPLICATION,

		/** The web server does not read the response as fast as it is written. */
		WEB_SERVER

	}

}
