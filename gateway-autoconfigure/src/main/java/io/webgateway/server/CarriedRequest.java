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
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * A request of a connection that may carry others besides it: from when the application
 * gets it until it is answered, given up or failed.
 */
abstract class CarriedRequest {

	private final GatewayConnection connection;

	private @Nullable Exchange exchange;

	private @Nullable IncomingBody body;

	/** Of a request that the application has not got, if anybody wants to know. */
	private @Nullable MetaVariables head;

	private boolean answered;

	CarriedRequest(GatewayConnection connection) {
		this.connection = connection;
	}

	protected abstract FramedResponse response();

	/**
	 * The response has begun, and there will be no more of it.
	 */
	protected abstract void brokenOff();

	/**
	 * Return how long the head took to arrive in nanoseconds.
	 */
	protected abstract long headTime();

	/**
	 * The head has arrived, and it is to be decided what becomes of the request.
	 */
	protected final void headReceived(MetaVariables variables) {
		if (this.connection.listener().observer() != null) {
			this.head = variables;
		}
	}

	/**
	 * Expect a body.
	 * @param length its length in bytes, which may be {@link ContentLength#UNKNOWN}
	 * @return the body, or {@code null} if there is none
	 */
	protected final @Nullable IncomingBody expectBody(long length) {
		this.body = (length != 0) ? new IncomingBody(this.connection, length) : null;
		return this.body;
	}

	/**
	 * Hand the request to the application.
	 * @param number the number of the request on its connection
	 */
	protected final void start(MetaVariables variables, int number) {
		IncomingBody body = this.body;
		ListenerContext listener = this.connection.listener();
		Exchange exchange = new Exchange(listener, this.connection.channel(), this.connection.waitingWriters(), number,
				variables, (body != null) ? body.publisher() : null, response());
		this.exchange = exchange;
		this.head = null;
		this.connection.requestArrived();
		exchange.start(listener.handler(), headTime());
	}

	final boolean isDispatched() {
		return this.exchange != null;
	}

	/**
	 * Return whether the application, or the listener in its place, has said the last
	 * word.
	 */
	final boolean isAnswered() {
		return this.answered;
	}

	protected final void setAnswered() {
		this.answered = true;
	}

	protected final @Nullable IncomingBody body() {
		return this.body;
	}

	/**
	 * Return whether nothing of a body is missing.
	 */
	protected boolean isBodyComplete() {
		return this.body == null || this.body.isComplete();
	}

	protected final void receive(ByteBuf content, IncomingBody body) {
		body.receive(content.readRetainedSlice(content.readableBytes()));
		if (body.isTooLarge() && !this.answered) {
			fail("The request body is too large", this.connection.listener().refusals().bodyTooLarge());
		}
	}

	/**
	 * The web server says that nothing more of the body will come.
	 */
	protected final void end(IncomingBody body) {
		if (body.isLengthKnown()) {
			// The client went away in the middle of its body
			fail("The request body ended before its Content-Length", HttpResponseStatus.BAD_REQUEST);
		}
		else {
			body.end();
		}
	}

	/**
	 * Return when the request has to be given up.
	 */
	long deadline() {
		return (this.body != null && !this.answered) ? this.body.deadline() : Ticks.NEVER;
	}

	/**
	 * Give up the request, whose deadline has passed.
	 */
	void giveUp() {
		IncomingBody body = this.body;
		if (body == null) {
			return;
		}
		if (body.deadlineLimit() == Limit.MIN_BODY_RATE && response().isBegun()) {
			body.relax();
		}
		else {
			fail("The request body was given up", this.connection.listener().refusals().bodyOverdue(body));
		}
	}

	/**
	 * Stop to work on a request that is wrong, and answer it with an error unless the
	 * response has begun.
	 * @return the answer, or {@code null} if there is none
	 */
	@Nullable ResponseHead fail(String reason, HttpResponseStatus status) {
		if (this.answered) {
			return null;
		}
		if (response().isBegun()) {
			abort(reason, Outcome.BROKEN_OFF, null);
			this.answered = true;
			brokenOff();
			return null;
		}
		ResponseHead answer = Refusals.head(status);
		abort(reason, Outcome.REFUSED, answer);
		answer(answer);
		return answer;
	}

	/**
	 * Stop to work on the request.
	 * @param outcome what becomes of it
	 * @param answer what the web server is answered, {@code null} for nothing
	 */
	final void abort(String reason, Outcome outcome, @Nullable ResponseHead answer) {
		if (this.exchange != null) {
			this.exchange.abort(reason, outcome, answer);
		}
		response().release();
	}

	/**
	 * Answer in place of the application. What ends without a head would be taken for an
	 * empty page with status 200.
	 */
	final void refuse(HttpResponseStatus status) {
		answer(Refusals.head(status));
	}

	private void answer(ResponseHead answer) {
		if (this.head != null) {
			this.connection.refused(this.head, answer, headTime());
			this.head = null;
		}
		response().writeHead(answer);
		response().end();
	}

}
