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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.webgateway.codec.MalformedResponseException;
import io.webgateway.codec.ajp.AjpPacketDecoder;
import io.webgateway.codec.ajp.AjpPacketType;
import io.webgateway.codec.ajp.AjpRequestLine;
import io.webgateway.codec.ajp.AjpRequestWriter;
import io.webgateway.codec.ajp.AjpResponseHeadDecoder;

/**
 * AJP. Its packets limit the size of heads.
 *
 * @param secret by which the application knows the web server
 * @param keepConnection whether connections are to be kept
 * @param ping whether kept connections are asked whether anybody is there
 * @param packetSize the largest size of a packet in bytes
 */
record AjpClientProtocol(@Nullable String secret, boolean keepConnection, boolean ping,
		int packetSize) implements ClientProtocol {

	private static final int BODY_OVERHEAD = 6;

	private static final int MAX_UNANSWERED = 16;

	/** What has a place of its own in a packet, or is made of such by the application. */
	private static final Set<String> NO_ATTRIBUTES = Set.of("GATEWAY_INTERFACE", "SERVER_SOFTWARE", "SERVER_PROTOCOL",
			"SERVER_NAME", "SERVER_PORT", "REMOTE_ADDR", "REMOTE_HOST", "REQUEST_SCHEME", "HTTPS", "REQUEST_METHOD",
			"REQUEST_URI", "SCRIPT_NAME", "PATH_INFO", "CONTENT_TYPE", "CONTENT_LENGTH");

	@Override
	public boolean isLengthRequired() {
		return false;
	}

	@Override
	public ChannelHandler newDecoder() {
		return AjpPacketDecoder.ofApplication(this.packetSize);
	}

	@Override
	public ClientWire newWire(ClientRequest request) {
		return new Wire(request);
	}

	private final class Wire implements ClientWire {

		private final ClientRequest request;

		/** One for each packet of the body for which the application has asked. */
		private final Sinks.Many<Boolean> demand = Sinks.many().unicast().onBackpressureBuffer();

		private final AtomicInteger unanswered = new AtomicInteger();

		private boolean bodyStarted;

		private Wire(ClientRequest request) {
			this.request = request;
		}

		@Override
		public @Nullable ByteBuf ping(ByteBufAllocator allocator) {
			if (!AjpClientProtocol.this.ping) {
				return null;
			}
			ByteBuf packet = allocator.buffer();
			AjpRequestWriter.writePing(packet);
			return packet;
		}

		@Override
		public ByteBuf head(ByteBufAllocator allocator) {
			Map<String, String> variables = this.request.variables();
			AjpRequestLine line = new AjpRequestLine(this.request.method(),
					variables.getOrDefault("SERVER_PROTOCOL", "HTTP/1.1"), this.request.path(),
					variables.getOrDefault("REMOTE_ADDR", ""), variables.getOrDefault("SERVER_NAME", ""),
					Integer.parseInt(variables.getOrDefault("SERVER_PORT", "0")), "on".equals(variables.get("HTTPS")));
			ByteBuf head = allocator.buffer();
			try {
				AjpRequestWriter.writeForwardRequest(head, line, headers(variables), attributes(variables),
						AjpClientProtocol.this.packetSize);
				return head;
			}
			catch (RuntimeException ex) {
				head.release();
				throw ex;
			}
		}

		private List<Map.Entry<String, String>> headers(Map<String, String> variables) {
			List<Map.Entry<String, String>> headers = new ArrayList<>();
			headers.add(Map.entry("Host", variables.getOrDefault("HTTP_HOST", "")));
			this.request.headers()
				.stream()
				.filter((header) -> RequestVariables.isForAjp(header.getKey()))
				.forEach(headers::add);
			if (this.request.body() != null) {
				headers.add((this.request.length() != ClientRequest.UNKNOWN)
						? Map.entry("Content-Length", String.valueOf(this.request.length()))
						: Map.entry("Transfer-Encoding", "chunked"));
			}
			return headers;
		}

		private Map<String, String> attributes(Map<String, String> variables) {
			Map<String, String> attributes = new LinkedHashMap<>();
			variables.forEach((name, value) -> {
				if (!NO_ATTRIBUTES.contains(name) && !name.startsWith("HTTP_")) {
					attributes.put(name, value);
				}
			});
			if (this.request.uri().getRawQuery() == null) {
				attributes.remove("QUERY_STRING");
			}
			if (AjpClientProtocol.this.secret != null) {
				attributes.put(AjpRequestWriter.SECRET, AjpClientProtocol.this.secret);
			}
			return attributes;
		}

		/**
		 * {@inheritDoc}
		 * <p>
		 * The first packet of a body of known length is sent without being asked for.
		 */
		@Override
		public Publisher<ByteBuf> body(Flux<DataBuffer> body, ByteBufAllocator allocator) {
			this.bodyStarted = true;
			if (this.request.length() > 0) {
				this.unanswered.incrementAndGet();
				this.demand.tryEmitNext(Boolean.TRUE);
			}
			Flux<byte[]> packets = body.concatMapIterable(this::split);
			if (this.request.length() == ClientRequest.UNKNOWN) {
				packets = packets.concatWith(Mono.just(new byte[0]));
			}
			return Flux.zip(packets, this.demand.asFlux(), (packet, asked) -> packet).map((packet) -> {
				this.unanswered.decrementAndGet();
				return packet(packet, allocator);
			});
		}

		private List<byte[]> split(DataBuffer data) {
			List<byte[]> packets = new ArrayList<>(1);
			while (data.readableByteCount() > 0) {
				byte[] packet = new byte[Math.min(data.readableByteCount(),
						AjpClientProtocol.this.packetSize - BODY_OVERHEAD)];
				data.read(packet);
				packets.add(packet);
			}
			DataBufferUtils.release(data);
			return packets;
		}

		private static ByteBuf packet(byte[] data, ByteBufAllocator allocator) {
			ByteBuf packet = allocator.buffer(BODY_OVERHEAD + data.length);
			if (data.length == 0) {
				AjpRequestWriter.writeEndOfBody(packet);
			}
			else {
				AjpRequestWriter.writeBodyHeader(packet, data.length);
				packet.writeBytes(data);
			}
			return packet;
		}

		@Override
		public void receive(Object message, ResponseReceiver receiver) {
			ByteBuf packet = (ByteBuf) message;
			try {
				receive(packet, receiver);
			}
			catch (IndexOutOfBoundsException ex) {
				throw new MalformedResponseException("Expected AJP packets that are as long as they say");
			}
		}

		private void receive(ByteBuf packet, ResponseReceiver receiver) {
			switch (packet.readUnsignedByte()) {
				case AjpPacketType.CPONG_REPLY -> receiver.pong();
				case AjpPacketType.SEND_HEADERS -> receiver.head(AjpResponseHeadDecoder.decode(packet));
				case AjpPacketType.SEND_BODY_CHUNK -> {
					ByteBuf data = packet.readSlice(packet.readUnsignedShort());
					if (data.isReadable()) {
						receiver.body(data);
					}
				}
				case AjpPacketType.GET_BODY_CHUNK -> {
					if (!this.bodyStarted) {
						throw new MalformedResponseException("Expected no question for a body that there is not");
					}
					if (this.unanswered.incrementAndGet() > MAX_UNANSWERED) {
						throw new MalformedResponseException("Expected no more questions for a body than answers");
					}
					this.demand.tryEmitNext(Boolean.TRUE);
				}
				case AjpPacketType.END_RESPONSE ->
					receiver.end(packet.readBoolean() && AjpClientProtocol.this.keepConnection);
				default -> throw new MalformedResponseException("Expected AJP packets of an application");
			}
		}

	}

}
