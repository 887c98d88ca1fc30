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

package io.webgateway.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.webgateway.codec.MalformedResponseException;
import io.webgateway.codec.fastcgi.FastCgiEndRequest;
import io.webgateway.codec.fastcgi.FastCgiRecord;
import io.webgateway.codec.fastcgi.FastCgiRecordDecoder;
import io.webgateway.codec.fastcgi.FastCgiRecordType;
import io.webgateway.codec.fastcgi.FastCgiRecordWriter;
import io.webgateway.codec.fastcgi.FastCgiRequestWriter;

/**
 * FastCGI, one request at a time on each connection.
 *
 * @param keepConnection whether the application is to leave connections open
 * @param isLengthRequired whether the application understands no body of unknown length
 * @param maxHeadSize the largest size of the head of a response in bytes
 */
record FastCgiClientProtocol(boolean keepConnection, boolean isLengthRequired,
		int maxHeadSize) implements ClientProtocol {

	private static final int REQUEST_ID = 1;

	@Override
	public ChannelHandler newDecoder() {
		return FastCgiRecordDecoder.ofApplication();
	}

	@Override
	public ClientWire newWire(ClientRequest request) {
		return new Wire(request);
	}

	private final class Wire implements ClientWire {

		private final ClientRequest request;

		private final CgiResponse response = new CgiResponse(FastCgiClientProtocol.this.maxHeadSize);

		private boolean stdoutEnded;

		private Wire(ClientRequest request) {
			this.request = request;
		}

		@Override
		public ByteBuf head(ByteBufAllocator allocator) {
			ByteBuf head = allocator.buffer();
			FastCgiRequestWriter.writeBeginRequest(head, REQUEST_ID, FastCgiClientProtocol.this.keepConnection);
			FastCgiRequestWriter.writeParams(head, REQUEST_ID, this.request.variables().entrySet());
			if (this.request.body() == null) {
				FastCgiRecordWriter.writeHeader(head, FastCgiRecordType.STDIN, REQUEST_ID, 0);
			}
			return head;
		}

		@Override
		public Publisher<ByteBuf> body(Flux<DataBuffer> body, ByteBufAllocator allocator) {
			return body.filter(Wire::hasBytes)
				.map((data) -> stdin(data, allocator))
				.concatWith(Mono.fromSupplier(() -> {
					ByteBuf end = allocator.buffer(FastCgiRecordWriter.HEADER_LENGTH);
					FastCgiRecordWriter.writeHeader(end, FastCgiRecordType.STDIN, REQUEST_ID, 0);
					return end;
				}));
		}

		/**
		 * A record without content would end the stream.
		 */
		private static boolean hasBytes(DataBuffer data) {
			boolean bytes = data.readableByteCount() > 0;
			if (!bytes) {
				DataBufferUtils.release(data);
			}
			return bytes;
		}

		private static ByteBuf stdin(DataBuffer data, ByteBufAllocator allocator) {
			int length = data.readableByteCount();
			int records = length / FastCgiRecordWriter.MAX_CONTENT_LENGTH + 1;
			ByteBuf stdin = allocator.buffer(length + records * FastCgiRecordWriter.HEADER_LENGTH);
			while (data.readableByteCount() > 0) {
				int content = Math.min(data.readableByteCount(), FastCgiRecordWriter.MAX_CONTENT_LENGTH);
				FastCgiRecordWriter.writeHeader(stdin, FastCgiRecordType.STDIN, REQUEST_ID, content);
				data.toByteBuffer(data.readPosition(), stdin.nioBuffer(stdin.writerIndex(), content), 0, content);
				data.readPosition(data.readPosition() + content);
				stdin.writerIndex(stdin.writerIndex() + content);
			}
			DataBufferUtils.release(data);
			return stdin;
		}

		@Override
		public @Nullable ByteBuf abort(ByteBufAllocator allocator) {
			ByteBuf abort = allocator.buffer(FastCgiRecordWriter.HEADER_LENGTH);
			FastCgiRequestWriter.writeAbortRequest(abort, REQUEST_ID);
			return abort;
		}

		@Override
		public void receive(Object message, ResponseReceiver receiver) {
			FastCgiRecord record = (FastCgiRecord) message;
			FastCgiRecordType type = record.type();
			if (type == null || record.requestId() == 0) {
				return;
			}
			if (record.requestId() != REQUEST_ID) {
				throw new MalformedResponseException("Expected FastCGI records of the request that was sent");
			}
			switch (type) {
				case STDOUT -> receiveStdout(record.content(), receiver);
				case STDERR -> receiver.errorOutput(record.content());
				case END_REQUEST -> receiveEnd(FastCgiEndRequest.decode(record.content()), receiver);
				default -> throw new MalformedResponseException("Expected FastCGI records of an application");
			}
		}

		private void receiveStdout(ByteBuf content, ResponseReceiver receiver) {
			if (this.stdoutEnded && content.isReadable()) {
				throw new MalformedResponseException("Expected no STDOUT after its end");
			}
			this.stdoutEnded = !content.isReadable();
			this.response.receive(content, receiver);
		}

		private void receiveEnd(FastCgiEndRequest end, ResponseReceiver receiver) {
			if (!end.isComplete()) {
				throw new MalformedResponseException(
						"The application has refused the request with FastCGI status " + end.protocolStatus());
			}
			receiver.end(FastCgiClientProtocol.this.keepConnection);
		}

	}

}
