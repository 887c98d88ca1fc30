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
import io.webgateway.codec.RequestDecoder;
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

	private boolean recordReceived;

	private boolean failed;

	private int unanswered;

	private int number;

	private long flushes;

	FastCgiConnection(ListenerContext listener) {
		super(listener);
	}

	@Override
	protected void receive(Object message) {
		FastCgiRecord record = (FastCgiRecord) message;
		this.recordReceived = true;
		try {
			if (this.failed) {
				discarded(record.content().readableBytes());
			}
			else {
				receiveRecord(record);
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

	private void receiveRecord(FastCgiRecord record) {
		FastCgiRecordType type = record.type();
		if (record.requestId() == MANAGEMENT_ID) {
			receiveManagement(type, record);
		}
		else if (type == FastCgiRecordType.BEGIN_REQUEST) {
			begin(record.requestId(), record.content());
		}
		else if (type != null) {
			receiveApplication(type, record.requestId(), record.content());
		}
	}

	private void receiveManagement(@Nullable FastCgiRecordType type, FastCgiRecord record) {
		if (type != null && type.compareTo(FastCgiRecordType.GET_VALUES) < 0) {
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

	private void begin(int id, ByteBuf content) {
		FastCgiBeginRequest begin = FastCgiBeginRequest.decode(content);
		FastCgiRequest request = this.requests.get(id);
		if (request != null && !request.isAnswered()) {
			fail(request, new MalformedRequestException("FCGI_BEGIN_REQUEST for a request that is in progress"));
			return;
		}
		if (isEnding()) {
			// The web server will find the connection closed and try another
			return;
		}
		if (!isHeadStarted()) {
			headStarted();
		}
		this.keepConnection &= begin.keepConnection();
		boolean overload = this.unanswered >= listener().limits().maxConcurrentRequests();
		this.unanswered++;
		this.requests.put(id, new FastCgiRequest(this, id, begin.role(), overload));
	}

	private void receiveApplication(FastCgiRecordType type, int id, ByteBuf content) {
		FastCgiRequest request = this.requests.get(id);
		if (request == null) {
			// Of a request that is over
			discarded(content.readableBytes());
			return;
		}
		try {
			switch (type) {
				case PARAMS -> request.receiveParams(content);
				case STDIN -> request.receiveStdin(content);
				case ABORT_REQUEST -> request.receiveAbort();
				default -> {
					// Nothing that a Responder is sent
				}
			}
		}
		catch (MalformedRequestException ex) {
			fail(request, ex);
		}
	}

	/**
	 * What the web server has sent for a request is wrong. The others on the connection
	 * may end as if nothing had been.
	 */
	private void fail(FastCgiRequest request, MalformedRequestException malformed) {
		String message = String.valueOf(malformed.getMessage());
		listener().peerErrors().log(channel(), message);
		this.keepConnection = false;
		request.fail(message, statusOf(malformed));
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
		this.unanswered--;
		if (request.isInputComplete() || (this.keepConnection && request.isBodyComplete())) {
			this.requests.remove(request.id());
		}
		if (isHeadStarted()) {
			return;
		}
		if (isBusy()) {
			headEnded();
		}
		else if (this.keepConnection && !isDraining()) {
			awaitRequest();
		}
		else {
			closeAfterResponse();
		}
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

	/**
	 * A response cannot be completed. The web server is to know, but only where no other
	 * request needs the connection.
	 */
	void breakOff(FastCgiRequest request) {
		for (FastCgiRequest other : this.requests.values()) {
			if (other != request && !other.isAnswered()) {
				request.writeFailure();
				return;
			}
		}
		breakOff();
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Not every web server misses FCGI_END_REQUEST, and a unix socket cannot be reset.
	 * None takes a response for complete that goes on with a record of a version that
	 * does not exist.
	 */
	@Override
	protected void breakOff() {
		if (isResponseLeaving()) {
			write(buffer(FastCgiRecordWriter.HEADER_LENGTH).writeZero(FastCgiRecordWriter.HEADER_LENGTH));
			resetWhenWritten();
		}
		else {
			reset();
		}
	}

	private boolean isResponseLeaving() {
		for (FastCgiRequest request : this.requests.values()) {
			if (request.isLeaving()) {
				return true;
			}
		}
		return false;
	}

	void flush() {
		this.flushes++;
		context().flush();
	}

	/**
	 * Return how often what was written has been sent on its way.
	 */
	long flushes() {
		return this.flushes;
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
		return !this.recordReceived && context().pipeline().get(RequestDecoder.class).isStarted();
	}

	@Override
	protected boolean isInputComplete() {
		return this.requests.isEmpty() && !this.failed;
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
	 * Requests whose head has not arrived yet are answered. Nothing that belongs to the
	 * others can come any more.
	 */
	@Override
	protected void refuse(HttpResponseStatus status) {
		this.failed = true;
		this.keepConnection = false;
		for (FastCgiRequest request : openRequests()) {
			if (request.isDispatched()) {
				request.abort("The connection failed");
			}
			else if (!request.isAnswered()) {
				request.refuse(status);
			}
		}
		if (isResponseLeaving()) {
			breakOff();
		}
		else {
			closeAfterResponse();
		}
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Requests in progress are none of the late ones.
	 */
	@Override
	protected void refuseLate() {
		this.keepConnection = false;
		for (FastCgiRequest request : openRequests()) {
			if (!request.isDispatched() && !request.isAnswered()) {
				request.refuse(HttpResponseStatus.REQUEST_TIMEOUT);
			}
		}
		if (!isBusy()) {
			closeAfterResponse();
		}
	}

	/**
	 * A request body goes on after CONTENT_LENGTH bytes.
	 */
	void longerThanAnnounced() {
		listener().peerErrors().log(channel(), "Expected no more than CONTENT_LENGTH bytes of FCGI_STDIN");
		this.keepConnection = false;
	}

}
