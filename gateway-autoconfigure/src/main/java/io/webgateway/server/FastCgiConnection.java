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
import io.netty.util.collection.IntCollections;
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

	/**
	 * Not to be kept while there are none: most connections are idle most of the time.
	 */
	private IntObjectMap<FastCgiRequest> requests = IntCollections.emptyMap();

	private boolean keepConnection = true;

	/** Whose next record decides whether it has a body. */
	private @Nullable FastCgiRequest undecided;

	private boolean recordReceived;

	private boolean failed;

	/** Whether a response that cannot be completed waits for the others to end. */
	private boolean broken;

	/** Whether a part of such a response may have arrived. */
	private boolean brokenOnItsWay;

	/** For the others to end. */
	private long brokenDeadline = Ticks.NEVER;

	private boolean multiplexing;

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
		if (this.undecided != null) {
			boolean endOfInput = type == FastCgiRecordType.STDIN && !record.content().isReadable();
			decide(endOfInput ? record.requestId() : MANAGEMENT_ID);
		}
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
		holdIfUnwritable();
		ByteBuf answer = buffer(MANAGEMENT_RECORD_CAPACITY);
		try {
			if (type == FastCgiRecordType.GET_VALUES) {
				this.multiplexing = true;
				FastCgiGetValues.decode(record.content()).writeResult(values(), answer);
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

	/**
	 * Web servers take FCGI_MAX_REQS for the limit of one connection.
	 */
	private Map<String, String> values() {
		ConnectionLimits limits = listener().limits().connections();
		int requests = Math.min(limits.maxMultiplexedRequests(), limits.maxConcurrentRequests());
		return Map.of(FastCgiGetValues.MAX_CONNS, Integer.toString(limits.maxConnections()), FastCgiGetValues.MAX_REQS,
				Integer.toString(requests), FastCgiGetValues.MPXS_CONNS, (requests > 1) ? "1" : "0");
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
		holdIfUnwritable();
		this.keepConnection &= begin.keepConnection();
		countBegun();
		boolean overload = isOverload();
		this.unanswered++;
		this.multiplexing |= this.unanswered > 1;
		if (this.requests.isEmpty()) {
			this.requests = new IntObjectHashMap<>(2);
		}
		this.requests.put(id, new FastCgiRequest(this, id, begin.role(), overload, headStarted()));
	}

	private void countBegun() {
		boolean last = isLastRequest();
		if (this.keepConnection && last) {
			this.keepConnection = false;
			listener().statistics().reached(Limit.MAX_KEEP_ALIVE_REQUESTS);
		}
	}

	private boolean isOverload() {
		if (this.unanswered < listener().limits().connections().maxMultiplexedRequests()) {
			// Without an end to new requests a connection with several would never be
			// idle
			return this.broken || (this.unanswered > 0 && isDrainGraceOver());
		}
		listener().refusals().tooManyOnConnection();
		return true;
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
		this.keepConnection = false;
		request.fail(String.valueOf(malformed.getMessage()), listener().refusals().malformed(channel(), malformed));
	}

	/**
	 * A request may have a body or not.
	 */
	void awaitNextRecord(FastCgiRequest request) {
		this.undecided = request;
	}

	@Override
	protected void readCompleted() {
		if (this.undecided != null) {
			decide(MANAGEMENT_ID);
		}
	}

	/**
	 * Let the request begin.
	 * @param endOfInput the id of the request of which no more will come
	 */
	private void decide(int endOfInput) {
		FastCgiRequest request = this.undecided;
		this.undecided = null;
		if (request != null) {
			request.decide(request.id() == endOfInput);
		}
	}

	/**
	 * Decide about a request whose head has arrived.
	 * @return {@code null} for a request that is not refused
	 */
	@Nullable HttpResponseStatus refusal(MetaVariables variables, long bodyLength) {
		return listener().refusals().ofRequest(channel(), variables, bodyLength);
	}

	/**
	 * Return the number of a request that is to be dispatched.
	 */
	int nextNumber() {
		return ++this.number;
	}

	/**
	 * A request has been answered.
	 */
	void answered(FastCgiRequest request) {
		this.unanswered--;
		if (request.isInputComplete() || (this.keepConnection && request.isBodyComplete())) {
			remove(request);
		}
		if (isHeadStarted() || isBusy()) {
			return;
		}
		if (this.broken) {
			breakOff();
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
		remove(request);
		if (this.requests.isEmpty()) {
			resetDiscarded();
		}
	}

	private void remove(FastCgiRequest request) {
		this.requests.remove(request.id());
		if (this.requests.isEmpty()) {
			this.requests = IntCollections.emptyMap();
		}
	}

	/**
	 * A response cannot be completed. The web server is to know, but other requests may
	 * need the connection yet.
	 */
	void breakOff(FastCgiRequest request) {
		this.brokenOnItsWay |= request.isOnItsWay() || isBusy();
		if (!this.broken) {
			this.broken = true;
			this.brokenDeadline = in(listener().limits().body().discardTimeout());
		}
		this.keepConnection = false;
		answered(request);
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
		if (this.brokenOnItsWay || isResponseOnItsWay()) {
			write(buffer(FastCgiRecordWriter.HEADER_LENGTH).writeZero(FastCgiRecordWriter.HEADER_LENGTH));
			if (this.multiplexing) {
				// A reset would take from the web server what it has not read of the
				// others
				closeWhenWritten();
			}
			else {
				resetWhenWritten();
			}
		}
		else {
			reset();
		}
	}

	private boolean isResponseOnItsWay() {
		for (FastCgiRequest request : this.requests.values()) {
			if (request.isOnItsWay()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Write what is to leave with what follows, unless the connection takes no more.
	 */
	void writeAhead(ByteBuf buffer) {
		write(buffer);
		if (!channel().isWritable()) {
			// Nobody writes any more until the connection does
			flush();
		}
	}

	void flush() {
		this.flushes++;
		context().flush();
	}

	/**
	 * Return how often what was written has been flushed.
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
	protected void abortAll(String reason, Outcome outcome) {
		for (FastCgiRequest request : openRequests()) {
			request.abort(reason, outcome, null);
		}
		this.requests.clear();
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
				request.abort("The connection failed", Outcome.BROKEN_OFF, null);
			}
			else if (!request.isAnswered()) {
				request.refuse(status);
			}
		}
		if (isResponseOnItsWay()) {
			breakOff();
		}
		else {
			closeAfterResponse();
		}
	}

	@Override
	protected boolean isMultiplexing() {
		return this.multiplexing;
	}

	@Override
	protected long earliestDeadline() {
		long earliest = this.brokenDeadline;
		for (FastCgiRequest request : this.requests.values()) {
			earliest = Math.min(earliest, request.deadline());
		}
		return earliest;
	}

	@Override
	protected void giveUpOverdue(long now) {
		if (now >= this.brokenDeadline) {
			this.brokenDeadline = Ticks.NEVER;
			breakOff();
			return;
		}
		for (FastCgiRequest request : openRequests()) {
			if (now >= request.deadline()) {
				request.giveUp();
			}
		}
	}

	/**
	 * The rest of a head that has not arrived in time may arrive yet.
	 */
	void headOverdue(FastCgiRequest request) {
		this.keepConnection = false;
		request.refuse(listener().refusals().headTooLate(channel()));
	}

	/**
	 * A request body goes on after CONTENT_LENGTH bytes.
	 */
	void longerThanAnnounced() {
		listener().refusals()
			.malformed(channel(),
					new MalformedRequestException("Expected no more than CONTENT_LENGTH bytes of FCGI_STDIN"));
		this.keepConnection = false;
	}

}
