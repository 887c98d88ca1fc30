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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.fastcgi.FastCgiBeginRequest;
import io.webgateway.codec.fastcgi.FastCgiGetValues;
import io.webgateway.codec.fastcgi.FastCgiRecord;
import io.webgateway.codec.fastcgi.FastCgiRecordType;
import io.webgateway.codec.fastcgi.FastCgiRecordWriter;

/**
 * A connection that speaks FastCGI: hands records to the requests that they belong to,
 * and answers management records.
 */
final class FastCgiConnection extends GatewayConnection {

	private static final int MANAGEMENT_ID = 0;

	private static final int MANAGEMENT_RECORD_CAPACITY = 128;

	/** No limit of ours is reached before: connections are not counted. */
	private static final String MAX_CONNECTIONS = "65535";

	private final IntObjectMap<FastCgiRequest> requests = new IntObjectHashMap<>(2);

	private boolean keepConnection = true;

	private int number;

	FastCgiConnection(ListenerContext listener) {
		super(listener);
	}

	@Override
	protected void receive(Object message) {
		FastCgiRecord record = (FastCgiRecord) message;
		try {
			FastCgiRecordType type = record.type();
			if (record.requestId() == MANAGEMENT_ID) {
				receiveManagement(type, record);
			}
			else if (type != null) {
				receiveApplication(type, record.requestId(), record.content());
			}
		}
		catch (MalformedRequestException ex) {
			fail(ex);
		}
		finally {
			record.release();
		}
		if (isDiscardedTooMuch() && !isBusy()) {
			closeAfterResponse();
		}
	}

	private void receiveManagement(@Nullable FastCgiRecordType type, FastCgiRecord record) {
		if (type == FastCgiRecordType.BEGIN_REQUEST) {
			throw new MalformedRequestException("Expected a request id other than 0");
		}
		ByteBuf answer = buffer(MANAGEMENT_RECORD_CAPACITY);
		try {
			if (type == FastCgiRecordType.GET_VALUES) {
				FastCgiGetValues.decode(record.content())
					.writeResult(Map.of(FastCgiGetValues.MAX_CONNS, MAX_CONNECTIONS, FastCgiGetValues.MAX_REQS,
							Integer.toString(listener().limits().maxConcurrentRequests()), FastCgiGetValues.MPXS_CONNS,
							"1"), answer);
			}
			else {
				FastCgiRecordWriter.writeUnknownType(answer, record.typeValue());
			}
		}
		catch (MalformedRequestException ex) {
			answer.release();
			throw ex;
		}
		context().writeAndFlush(answer, context().voidPromise());
	}

	private void receiveApplication(FastCgiRecordType type, int id, ByteBuf content) {
		FastCgiRequest request = this.requests.get(id);
		if (type == FastCgiRecordType.BEGIN_REQUEST) {
			if (request != null && !request.isAnswered()) {
				throw new MalformedRequestException("FCGI_BEGIN_REQUEST for a request that is in progress");
			}
			begin(id, FastCgiBeginRequest.decode(content));
			return;
		}
		if (request == null) {
			// Of a request that is over
			discarded(content.readableBytes());
			return;
		}
		switch (type) {
			case PARAMS -> receiveParams(request, content);
			case STDIN -> request.receiveStdin(content);
			case ABORT_REQUEST -> request.receiveAbort();
			default -> {
				// Nothing that a Responder is sent
			}
		}
	}

	/**
	 * Receive a part of the head of a request. If it is wrong, this request is refused,
	 * and the others on the connection may end as if nothing had been.
	 */
	private void receiveParams(FastCgiRequest request, ByteBuf content) {
		try {
			request.receiveParams(content);
		}
		catch (MalformedRequestException ex) {
			listener().peerErrors().log(channel(), String.valueOf(ex.getMessage()));
			this.keepConnection = false;
			request.refuse(statusOf(ex));
		}
	}

	private void begin(int id, FastCgiBeginRequest begin) {
		if (!isHeadStarted()) {
			headStarted();
		}
		this.keepConnection &= begin.keepConnection();
		FastCgiRequest request = new FastCgiRequest(this, id, begin.role(),
				this.requests.size() >= listener().limits().maxConcurrentRequests());
		this.requests.put(id, request);
	}

	/**
	 * Create the exchange of a request whose head has arrived.
	 */
	Exchange exchange(FastCgiRequest request, MetaVariables variables, @Nullable RequestBody requestBody) {
		return new Exchange(listener(), channel(), ++this.number, variables, requestBody, request);
	}

	/**
	 * A request has been answered.
	 */
	void answered(FastCgiRequest request) {
		if (request.isInputComplete()) {
			this.requests.remove(request.id());
		}
		endWhenIdle();
	}

	/**
	 * The rest of a request that was answered before has arrived.
	 */
	void inputCompleted(FastCgiRequest request) {
		this.requests.remove(request.id());
		if (this.requests.isEmpty()) {
			resetDiscarded();
		}
	}

	private void endWhenIdle() {
		if (isBusy() || isHeadStarted()) {
			return;
		}
		if (this.keepConnection && !isDraining()) {
			awaitRequest();
		}
		else {
			closeAfterResponse();
		}
	}

	/**
	 * A response cannot be completed. Without FCGI_END_REQUEST the web server knows, but
	 * only where no other request needs the connection.
	 */
	void breakOff(FastCgiRequest request) {
		for (FastCgiRequest other : this.requests.values()) {
			if (other != request && !other.isAnswered()) {
				request.writeFailure();
				return;
			}
		}
		reset();
	}

	@Override
	protected boolean isBusy() {
		for (FastCgiRequest request : this.requests.values()) {
			if (request.isDispatched() && !request.isAnswered()) {
				return true;
			}
		}
		return false;
	}

	@Override
	protected boolean isHeadStarted() {
		for (FastCgiRequest request : this.requests.values()) {
			if (!request.isDispatched() && !request.isAnswered()) {
				return true;
			}
		}
		return false;
	}

	@Override
	protected boolean isInputComplete() {
		return this.requests.isEmpty();
	}

	@Override
	protected void abortAll(String reason) {
		for (FastCgiRequest request : openRequests()) {
			request.abort(reason);
		}
		this.requests.clear();
	}

	@Override
	protected void writabilityChanged() {
		if (this.requests.isEmpty()) {
			return;
		}
		for (FastCgiRequest request : openRequests()) {
			request.writabilityChanged();
		}
	}

	/**
	 * Return a copy, because requests end while they are being told something.
	 */
	private List<FastCgiRequest> openRequests() {
		Collection<FastCgiRequest> requests = this.requests.values();
		return new ArrayList<>(requests);
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Requests whose head has not arrived yet are answered. After an error in the stream
	 * of records nothing that belongs to the others can come any more.
	 */
	@Override
	protected void refuse(HttpResponseStatus status) {
		this.keepConnection = false;
		for (FastCgiRequest request : openRequests()) {
			if (request.isDispatched()) {
				request.abort("The connection failed");
			}
			else if (!request.isAnswered()) {
				request.refuse(status);
			}
		}
		closeAfterResponse();
	}

	/**
	 * A request body goes on after CONTENT_LENGTH bytes.
	 */
	void longerThanAnnounced() {
		listener().peerErrors().log(channel(), "Expected no more than CONTENT_LENGTH bytes of FCGI_STDIN");
		this.keepConnection = false;
	}

}
