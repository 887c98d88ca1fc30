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

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.fastcgi.FastCgiParams;
import io.webgateway.codec.fastcgi.FastCgiRole;

/**
 * One request on a FastCGI connection, from its FCGI_BEGIN_REQUEST to the end of its
 * input and of its response, whichever comes last.
 * <p>
 * It is dispatched at the end of its FCGI_PARAMS, and its body ends after CONTENT_LENGTH
 * bytes: not every web server sends an empty FCGI_STDIN before it has seen the response.
 */
final class FastCgiRequest extends CarriedRequest {

	private final FastCgiConnection connection;

	private final int id;

	private final int role;

	private final boolean overload;

	private final long headDeadline;

	/** When the request began, if anybody wants to know. */
	private final long headStart;

	private final FastCgiResponse response;

	/**
	 * {@code null} after the end of FCGI_PARAMS and of a request that is one too many.
	 */
	private @Nullable FastCgiParams params;

	private boolean headReceived;

	/** While it is not known whether there is a body. */
	private @Nullable MetaVariables undecided;

	private boolean excess;

	private boolean inputComplete;

	/**
	 * Create a new request.
	 * @param connection the connection
	 * @param id the request id on the connection
	 * @param role the role that the web server wants
	 * @param overload whether the request is one too many
	 * @param headDeadline by when its head has to arrive
	 */
	FastCgiRequest(FastCgiConnection connection, int id, int role, boolean overload, long headDeadline) {
		super(connection);
		this.connection = connection;
		this.id = id;
		this.role = role;
		this.overload = overload;
		this.headDeadline = headDeadline;
		this.headStart = (connection.listener().observer() != null) ? Ticks.now() : 0;
		this.params = overload ? null : new FastCgiParams(connection.listener().limits().head());
		this.response = new FastCgiResponse(connection, this);
	}

	int id() {
		return this.id;
	}

	/**
	 * Return whether a part of the response is on its way, but not its end.
	 */
	boolean isOnItsWay() {
		return this.response.isOnItsWay();
	}

	/**
	 * Return whether the web server has said that it has sent everything.
	 */
	boolean isInputComplete() {
		return this.inputComplete;
	}

	/**
	 * Return whether nothing can come any more but the mark of the end of the body.
	 */
	@Override
	protected boolean isBodyComplete() {
		return isDispatched() && super.isBodyComplete();
	}

	void receiveParams(ByteBuf content) {
		if (isAnswered()) {
			this.connection.discarded(content.readableBytes());
		}
		else if (this.headReceived) {
			throw new MalformedRequestException("FCGI_PARAMS after the end of FCGI_PARAMS");
		}
		else if (!content.isReadable()) {
			endParams();
		}
		else if (this.params != null) {
			this.params.append(content);
		}
		else {
			this.connection.discarded(content.readableBytes());
		}
	}

	private void endParams() {
		FastCgiParams params = this.params;
		this.params = null;
		this.headReceived = true;
		dispatch((params != null) ? params.decode() : MetaVariables.empty());
	}

	private void dispatch(MetaVariables variables) {
		if (!this.overload) {
			headReceived(variables);
		}
		if (this.role != FastCgiRole.RESPONDER.value()) {
			refuse(HttpResponseStatus.NOT_IMPLEMENTED);
			return;
		}
		if (this.overload) {
			refuse(HttpResponseStatus.SERVICE_UNAVAILABLE);
			return;
		}
		long length = ContentLength.ofStream(variables);
		HttpResponseStatus refusal = this.connection.refusal(variables, length);
		if (refusal != null) {
			refuse(refusal);
			return;
		}
		if (length == ContentLength.UNKNOWN) {
			// Most have no body, which the next record says that mostly has come already
			this.undecided = variables;
			this.connection.awaitNextRecord(this);
		}
		else {
			dispatch(variables, length);
		}
	}

	/**
	 * The next record has arrived, or will not soon.
	 * @param withoutBody whether it says that there is no body
	 */
	void decide(boolean withoutBody) {
		MetaVariables variables = this.undecided;
		if (variables != null && !isAnswered()) {
			this.undecided = null;
			dispatch(variables, withoutBody ? 0 : ContentLength.UNKNOWN);
		}
	}

	private void dispatch(MetaVariables variables, long length) {
		expectBody(length);
		start(variables, this.connection.nextNumber());
	}

	void receiveStdin(ByteBuf content) {
		if (!isDispatched() && !isAnswered()) {
			throw new MalformedRequestException("FCGI_STDIN before the end of FCGI_PARAMS");
		}
		if (content.isReadable()) {
			receiveBody(content);
		}
		else {
			endBody();
		}
	}

	private void receiveBody(ByteBuf content) {
		if (isAnswered()) {
			this.connection.discarded(content.readableBytes());
			return;
		}
		IncomingBody body = body();
		int length = content.readableBytes();
		int excess = (body != null) ? body.excess(length) : length;
		if (excess > 0 && !this.excess) {
			// Before the answer, which may come at once
			this.excess = true;
			this.connection.longerThanAnnounced();
		}
		if (body == null) {
			this.connection.discarded(length);
			return;
		}
		receive(content, body);
	}

	private void endBody() {
		this.inputComplete = true;
		if (isAnswered()) {
			this.connection.inputCompleted(this);
		}
		else {
			IncomingBody body = body();
			if (body != null && !body.isComplete()) {
				end(body);
			}
		}
	}

	@Override
	long deadline() {
		return (isDispatched() || isAnswered()) ? super.deadline() : this.headDeadline;
	}

	@Override
	void giveUp() {
		if (isDispatched()) {
			super.giveUp();
		}
		else {
			this.connection.headOverdue(this);
		}
	}

	void receiveAbort() {
		this.inputComplete = true;
		if (isAnswered()) {
			this.connection.inputCompleted(this);
		}
		else {
			abort("The web server sent FCGI_ABORT_REQUEST", Outcome.ABORTED, null);
			this.response.end();
		}
	}

	@Override
	protected long headTime() {
		return (this.headStart != 0) ? Ticks.now() - this.headStart : 0;
	}

	@Override
	protected FastCgiResponse response() {
		return this.response;
	}

	@Override
	protected void brokenOff() {
		this.connection.breakOff(this);
	}

	/**
	 * The response is complete.
	 */
	void ended() {
		setAnswered();
		this.connection.answered(this);
	}

}
