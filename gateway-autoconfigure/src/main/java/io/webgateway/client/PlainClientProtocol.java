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
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Flux;

import io.webgateway.codec.scgi.ScgiRequestWriter;
import io.webgateway.codec.uwsgi.UwsgiPacketWriter;

/**
 * SCGI and uwsgi: a head, and then nothing but the bytes of bodies. A response ends where
 * the connection does.
 *
 * @param writer writes the head of a request
 * @param maxHeadSize the largest size of the head of a response in bytes
 */
record PlainClientProtocol(HeadWriter writer, int maxHeadSize) implements ClientProtocol {

	static PlainClientProtocol scgi(int maxHeadSize) {
		return new PlainClientProtocol((out, request) -> {
			var variables = request.variables()
				.entrySet()
				.stream()
				.filter((variable) -> !variable.getKey().equals("CONTENT_LENGTH"))
				.toList();
			ScgiRequestWriter.writeHead(out, request.length(), variables);
		}, maxHeadSize);
	}

	static PlainClientProtocol uwsgi(int modifier1, int modifier2, int maxHeadSize) {
		return new PlainClientProtocol((out, request) -> UwsgiPacketWriter.writeRequest(out, modifier1, modifier2,
				request.variables().entrySet()), maxHeadSize);
	}

	@Override
	public boolean isLengthRequired() {
		return true;
	}

	@Override
	public @Nullable ChannelHandler newDecoder() {
		return null;
	}

	@Override
	public ClientWire newWire(ClientRequest request) {
		return new Wire(request);
	}

	/**
	 * Writes the head of a request.
	 */
	@FunctionalInterface
	interface HeadWriter {

		void write(ByteBuf out, ClientRequest request);

	}

	private final class Wire implements ClientWire {

		private final ClientRequest request;

		private final CgiResponse response = new CgiResponse(PlainClientProtocol.this.maxHeadSize);

		private Wire(ClientRequest request) {
			this.request = request;
		}

		@Override
		public ByteBuf head(ByteBufAllocator allocator) {
			ByteBuf head = allocator.buffer();
			try {
				PlainClientProtocol.this.writer.write(head, this.request);
				return head;
			}
			catch (RuntimeException ex) {
				head.release();
				throw ex;
			}
		}

		@Override
		public Publisher<ByteBuf> body(Flux<DataBuffer> body, ByteBufAllocator allocator) {
			return body.map(NettyDataBufferFactory::toByteBuf);
		}

		@Override
		public boolean isEndedByLength() {
			return true;
		}

		@Override
		public void receive(Object message, ResponseReceiver receiver) {
			this.response.receive((ByteBuf) message, receiver);
		}

		@Override
		public void closed(ResponseReceiver receiver) {
			if (this.response.isHeadComplete()) {
				receiver.end(false);
			}
		}

	}

}
