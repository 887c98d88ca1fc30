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

import java.nio.channels.FileChannel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.ResponseHeadEncoder;
import io.webgateway.codec.fastcgi.FastCgiParams;
import io.webgateway.codec.fastcgi.FastCgiProtocolStatus;
import io.webgateway.codec.fastcgi.FastCgiRecordType;
import io.webgateway.codec.fastcgi.FastCgiRecordWriter;
import io.webgateway.codec.fastcgi.FastCgiRole;

/**
 * One request on a FastCGI connection, from its FCGI_BEGIN_REQUEST to the end of its
 * input and of its response, whichever comes last.
 * <p>
 * It is dispatched at the end of its FCGI_PARAMS, and its body ends after CONTENT_LENGTH
 * bytes: not every web server sends an empty FCGI_STDIN before it has seen the response.
 */
final class FastCgiRequest implements ResponseFraming {

	private static final int INITIAL_CAPACITY = 1024;

	private static final int END_LENGTH = 24;

	/** A multiple of the page size that fits into a record. */
	private static final int FILE_RECORD_LENGTH = 61440;

	private static final int SUCCESS = 0;

	private final FastCgiConnection connection;

	private final int id;

	private final int role;

	private final boolean overload;

	private final long headDeadline;

	/**
	 * {@code null} after the end of FCGI_PARAMS and of a request that is one too many.
	 */
	private @Nullable FastCgiParams params;

	private boolean headReceived;

	/** While it is not known whether there is a body. */
	private @Nullable MetaVariables undecided;

	private @Nullable Exchange exchange;

	private @Nullable IncomingBody body;

	private boolean excess;

	private boolean inputComplete;

	private boolean answered;

	private final ResponseStart start = new ResponseStart();

	/** Whether the head has left, or a part of the body waits with it. */
	private boolean begun;

	private boolean ended;

	/** How often the connection had been flushed when the head was written. */
	private long flushesBefore;

	/**
	 * Create a new request.
	 * @param connection the connection
	 * @param id the request id on the connection
	 * @param role the role that the web server wants
	 * @param overload whether the request is one too many
	 * @param headDeadline by when its head has to arrive
	 */
	FastCgiRequest(FastCgiConnection connection, int id, int role, boolean overload, long headDeadline) {
		this.connection = connection;
		this.id = id;
		this.role = role;
		this.overload = overload;
		this.headDeadline = headDeadline;
		this.params = overload ? null : new FastCgiParams(connection.listener().limits().head());
	}

	int id() {
		return this.id;
	}

	boolean isDispatched() {
		return this.exchange != null;
	}

	boolean isAnswered() {
		return this.answered;
	}

	/**
	 * Return whether a part of the response is on its way, but not its end.
	 */
	boolean isOnItsWay() {
		return this.begun && !this.ended && this.connection.flushes() > this.flushesBefore;
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
	boolean isBodyComplete() {
		return isDispatched() && (this.body == null || this.body.isComplete());
	}

	void receiveParams(ByteBuf content) {
		if (this.answered) {
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
		if (variables != null && !this.answered) {
			this.undecided = null;
			dispatch(variables, withoutBody ? 0 : ContentLength.UNKNOWN);
		}
	}

	private void dispatch(MetaVariables variables, long length) {
		IncomingBody body = (length != 0) ? new IncomingBody(this.connection, length) : null;
		this.body = body;
		Exchange exchange = this.connection.exchange(this, variables, (body != null) ? body.publisher() : null);
		this.exchange = exchange;
		this.connection.requestArrived();
		exchange.start(this.connection.listener().handler());
	}

	void receiveStdin(ByteBuf content) {
		if (!isDispatched() && !this.answered) {
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
		if (this.answered) {
			this.connection.discarded(content.readableBytes());
			return;
		}
		IncomingBody body = this.body;
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
		body.receive(content.readRetainedSlice(length));
		if (body.isTooLarge() && !this.answered) {
			fail("The request body is too large", this.connection.listener().refusals().bodyTooLarge());
		}
	}

	private void endBody() {
		this.inputComplete = true;
		if (this.answered) {
			this.connection.inputCompleted(this);
		}
		else if (this.body != null && !this.body.isComplete()) {
			if (this.body.isLengthKnown()) {
				// The client went away in the middle of its body
				fail("The request body ended before its Content-Length", HttpResponseStatus.BAD_REQUEST);
			}
			else {
				this.body.end();
			}
		}
	}

	/**
	 * Return when the request has to be given up.
	 */
	long deadline() {
		if (this.answered) {
			return Ticks.NEVER;
		}
		if (isDispatched()) {
			return (this.body != null) ? this.body.deadline() : Ticks.NEVER;
		}
		return this.headDeadline;
	}

	/**
	 * Give up the request, whose deadline has passed.
	 */
	void giveUp() {
		IncomingBody body = this.body;
		if (body == null) {
			this.connection.headOverdue(this);
		}
		else if (body.deadlineLimit() == Limit.MIN_BODY_RATE && this.begun) {
			body.relax();
		}
		else {
			fail("The request body was given up", this.connection.listener().refusals().bodyOverdue(body));
		}
	}

	void receiveAbort() {
		this.inputComplete = true;
		if (this.answered) {
			this.connection.inputCompleted(this);
		}
		else {
			abort("The web server sent FCGI_ABORT_REQUEST");
			writeEnd();
		}
	}

	/**
	 * Stop to work on a request that is wrong, and answer it with an error unless the
	 * response has begun.
	 */
	void fail(String reason, HttpResponseStatus status) {
		abort(reason);
		refuseOrBreakOff(status);
	}

	private void refuseOrBreakOff(HttpResponseStatus status) {
		this.start.release();
		if (this.begun) {
			this.answered = true;
			this.connection.breakOff(this);
		}
		else {
			refuse(status);
		}
	}

	/**
	 * Stop to work on the request.
	 */
	void abort(String reason) {
		if (this.exchange != null) {
			this.exchange.abort(reason);
		}
		this.start.release();
	}

	/**
	 * Answer in place of the application. A bare FCGI_END_REQUEST would be taken for an
	 * empty page with status 200.
	 */
	void refuse(HttpResponseStatus status) {
		writeHead(Refusals.head(status));
		writeEnd();
	}

	@Override
	public void writeHead(ResponseHead head) {
		ByteBuf buffer = this.connection.buffer(INITIAL_CAPACITY);
		try {
			buffer.writeZero(FastCgiRecordWriter.HEADER_LENGTH);
			ResponseHeadEncoder.STATUS_FIELD.encode(head.status(), head.headers(), buffer);
			int end = buffer.writerIndex();
			int length = end - FastCgiRecordWriter.HEADER_LENGTH;
			this.connection.listener().responseHeads().check(length);
			buffer.writerIndex(0);
			FastCgiRecordWriter.writeHeader(buffer, FastCgiRecordType.STDOUT, this.id, length);
			buffer.writerIndex(end);
		}
		catch (RuntimeException ex) {
			buffer.release();
			throw ex;
		}
		this.start.set(buffer);
	}

	@Override
	public void writeBody(ByteBuf content) {
		ByteBuf start = this.start.forCopy(FastCgiRecordWriter.HEADER_LENGTH + content.readableBytes());
		if (start != null) {
			FastCgiRecordWriter.writeHeader(start, FastCgiRecordType.STDOUT, this.id, content.readableBytes());
			start.writeBytes(content);
			content.release();
			begin();
			return;
		}
		while (content.readableBytes() > FastCgiRecordWriter.MAX_CONTENT_LENGTH) {
			writeRecordHeader(FastCgiRecordWriter.MAX_CONTENT_LENGTH);
			this.connection.write(content.readRetainedSlice(FastCgiRecordWriter.MAX_CONTENT_LENGTH));
		}
		writeRecordHeader(content.readableBytes());
		this.connection.write(content);
	}

	@Override
	public ChannelFuture writeBody(FileChannel file, long position, long count) {
		long next = position;
		long remaining = count;
		while (remaining > FILE_RECORD_LENGTH) {
			writeRecordHeader(FILE_RECORD_LENGTH);
			this.connection.writeFile(file, next, FILE_RECORD_LENGTH);
			next += FILE_RECORD_LENGTH;
			remaining -= FILE_RECORD_LENGTH;
		}
		writeRecordHeader((int) remaining);
		return this.connection.writeFile(file, next, remaining);
	}

	private void writeRecordHeader(int contentLength) {
		ByteBuf buffer = takeStart(FastCgiRecordWriter.HEADER_LENGTH);
		FastCgiRecordWriter.writeHeader(buffer, FastCgiRecordType.STDOUT, this.id, contentLength);
		this.connection.write(buffer);
	}

	@Override
	public void flush() {
		if (this.start.isWaiting()) {
			this.connection.write(takeStart(0));
		}
		this.connection.flush();
	}

	@Override
	public void end() {
		writeEnd();
	}

	private void writeEnd() {
		ByteBuf buffer = takeStart(END_LENGTH);
		FastCgiRecordWriter.writeHeader(buffer, FastCgiRecordType.STDOUT, this.id, 0);
		FastCgiRecordWriter.writeEndRequest(buffer, this.id, SUCCESS, FastCgiProtocolStatus.REQUEST_COMPLETE);
		this.connection.write(buffer);
		this.connection.flush();
		this.ended = true;
		this.answered = true;
		this.connection.answered(this);
	}

	@Override
	public void breakOff() {
		refuseOrBreakOff(HttpResponseStatus.INTERNAL_SERVER_ERROR);
	}

	/**
	 * Return the start of the response if it has not left yet, or else an empty buffer.
	 */
	private ByteBuf takeStart(int capacity) {
		ByteBuf start = this.start.take();
		if (start == null) {
			return this.connection.buffer(capacity);
		}
		begin();
		return start;
	}

	private void begin() {
		this.begun = true;
		this.flushesBefore = this.connection.flushes();
	}

}
