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

	private static final int INITIAL_HEAD_CAPACITY = 512;

	private static final int END_LENGTH = 24;

	/** A multiple of the page size that fits into a record. */
	private static final int FILE_RECORD_LENGTH = 61440;

	private static final int FAILED = 1;

	private final FastCgiConnection connection;

	private final int id;

	private final int role;

	private final boolean overload;

	private @Nullable FastCgiParams params;

	private @Nullable Exchange exchange;

	private @Nullable RequestBody requestBody;

	private long remainingBody;

	private boolean inputComplete;

	private boolean answered;

	/** What is to leave with the next write. */
	private @Nullable ByteBuf pending;

	/**
	 * Create a new request.
	 * @param connection the connection
	 * @param id the request id on the connection
	 * @param role the role that the web server wants
	 * @param overload whether the request is one too many
	 */
	FastCgiRequest(FastCgiConnection connection, int id, int role, boolean overload) {
		this.connection = connection;
		this.id = id;
		this.role = role;
		this.overload = overload;
		this.params = new FastCgiParams(connection.listener().limits().head());
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
	 * Return whether the web server has sent all that it has to send for this request.
	 */
	boolean isInputComplete() {
		return this.inputComplete;
	}

	void receiveParams(ByteBuf content) {
		FastCgiParams params = this.params;
		if (params == null) {
			if (!this.answered) {
				throw new MalformedRequestException("FCGI_PARAMS after the end of FCGI_PARAMS");
			}
			this.connection.discarded(content.readableBytes());
		}
		else if (content.isReadable()) {
			params.append(content);
		}
		else {
			this.params = null;
			if (!this.answered) {
				dispatch(params.decode());
			}
		}
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
		this.remainingBody = ContentLength.ofRequest(variables);
		if (this.remainingBody != 0) {
			this.requestBody = new RequestBody(this.connection.channel().eventLoop(),
					this.connection::queuedBytesChanged);
		}
		Exchange exchange = this.connection.exchange(this, variables, this.requestBody);
		this.exchange = exchange;
		this.connection.requestStarted();
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
		int length = content.readableBytes();
		if (this.requestBody == null || this.answered || this.remainingBody == 0) {
			this.connection.discarded(length);
			return;
		}
		if (this.remainingBody != ContentLength.UNKNOWN) {
			if (length > this.remainingBody) {
				this.connection.longerThanAnnounced();
				length = (int) this.remainingBody;
			}
			this.remainingBody -= length;
		}
		if (!this.requestBody.offer(content.readRetainedSlice(length))) {
			this.connection.discarded(length);
		}
		if (this.remainingBody == 0) {
			this.requestBody.end();
		}
	}

	private void endBody() {
		this.inputComplete = true;
		if (this.answered) {
			this.connection.inputCompleted(this);
			return;
		}
		if (this.remainingBody > 0) {
			// The client went away in the middle of its body
			abort("The request body ended before its Content-Length");
			refuse(HttpResponseStatus.BAD_REQUEST);
		}
		else if (this.requestBody != null && this.remainingBody == ContentLength.UNKNOWN) {
			this.remainingBody = 0;
			this.requestBody.end();
		}
	}

	void receiveAbort() {
		if (!this.answered) {
			abort("The web server sent FCGI_ABORT_REQUEST");
			this.inputComplete = true;
			writeEnd(0);
		}
	}

	/**
	 * Stop to work on the request.
	 */
	void abort(String reason) {
		if (this.exchange != null) {
			this.exchange.abort(reason);
		}
		releasePending();
	}

	/**
	 * Answer in place of the application. A bare FCGI_END_REQUEST would be taken for an
	 * empty page with status 200.
	 */
	void refuse(HttpResponseStatus status) {
		writeHead(GatewayConnection.headOfRefusal(status));
		writeEnd(0);
	}

	/**
	 * End a response that cannot be completed.
	 */
	void writeFailure() {
		writeEnd(FAILED);
	}

	void writabilityChanged() {
		if (this.exchange != null) {
			this.exchange.writabilityChanged();
		}
	}

	@Override
	public void writeHead(ResponseHead head) {
		ByteBuf buffer = this.connection.buffer(INITIAL_HEAD_CAPACITY);
		try {
			buffer.writeZero(FastCgiRecordWriter.HEADER_LENGTH);
			ResponseHeadEncoder.STATUS_FIELD.encode(head.status(), head.headers(), buffer);
			int end = buffer.writerIndex();
			int length = end - FastCgiRecordWriter.HEADER_LENGTH;
			this.connection.checkResponseHead(length);
			buffer.writerIndex(0);
			FastCgiRecordWriter.writeHeader(buffer, FastCgiRecordType.STDOUT, this.id, length);
			buffer.writerIndex(end);
		}
		catch (RuntimeException ex) {
			buffer.release();
			throw ex;
		}
		this.pending = buffer;
	}

	@Override
	public void writeBody(ByteBuf content) {
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
		ByteBuf buffer = takePending(FastCgiRecordWriter.HEADER_LENGTH);
		FastCgiRecordWriter.writeHeader(buffer, FastCgiRecordType.STDOUT, this.id, contentLength);
		this.connection.write(buffer);
	}

	@Override
	public void flush() {
		if (this.pending != null) {
			this.connection.write(this.pending);
			this.pending = null;
		}
		this.connection.context().flush();
	}

	@Override
	public void end() {
		writeEnd(0);
	}

	private void writeEnd(int appStatus) {
		ByteBuf buffer = takePending(END_LENGTH);
		FastCgiRecordWriter.writeHeader(buffer, FastCgiRecordType.STDOUT, this.id, 0);
		FastCgiRecordWriter.writeEndRequest(buffer, this.id, appStatus, FastCgiProtocolStatus.REQUEST_COMPLETE);
		this.connection.context().writeAndFlush(buffer, this.connection.context().voidPromise());
		this.answered = true;
		this.connection.answered(this);
	}

	@Override
	public void breakOff() {
		releasePending();
		this.connection.breakOff(this);
	}

	private ByteBuf takePending(int capacity) {
		ByteBuf buffer = this.pending;
		if (buffer == null) {
			return this.connection.buffer(capacity);
		}
		this.pending = null;
		return buffer;
	}

	private void releasePending() {
		if (this.pending != null) {
			this.pending.release();
			this.pending = null;
		}
	}

}
