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

package io.webgateway.testsupport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;

import io.webgateway.codec.PeerProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a decoder over bytes that arrive in pieces, and writes down what comes out of it.
 * What comes out is read after the last piece only, as a slow application would.
 */
public final class DecoderRun {

	private final Supplier<? extends ChannelHandler> decoder;

	private final Function<Object, Event> description;

	/**
	 * Create a new run.
	 * @param decoder creates the decoder, anew for each run
	 * @param description describes what the decoder passes on
	 */
	public DecoderRun(Supplier<? extends ChannelHandler> decoder, Function<Object, Event> description) {
		this.decoder = decoder;
		this.description = description;
	}

	/**
	 * Assert that the decoder passes on the same, in whatever pieces the bytes arrive: in
	 * one, in two that are cut anywhere, and one by one.
	 * @param bytes all bytes of the connection
	 * @param expected what the decoder is to pass on
	 */
	public void assertHoweverCut(byte[] bytes, String... expected) {
		assertThat(run(bytes)).containsExactly(expected);
		for (int cut = 1; cut < bytes.length; cut++) {
			byte[] first = Arrays.copyOf(bytes, cut);
			byte[] second = Arrays.copyOfRange(bytes, cut, bytes.length);
			assertThat(run(first, second)).as("cut after " + cut + " bytes").containsExactly(expected);
		}
		byte[][] each = IntStream.range(0, bytes.length)
			.mapToObj((index) -> new byte[] { bytes[index] })
			.toArray(byte[][]::new);
		assertThat(run(each)).as("byte by byte").containsExactly(expected);
	}

	/**
	 * Run the decoder.
	 * @param pieces the bytes of the connection, in the pieces in which they arrive
	 * @return what the decoder has passed on, neighbouring pieces of a stream as one
	 */
	public List<String> run(byte[]... pieces) {
		Recorder recorder = new Recorder();
		EmbeddedChannel channel = new EmbeddedChannel(this.decoder.get(), recorder);
		List<ByteBuf> received = new ArrayList<>();
		for (byte[] piece : pieces) {
			ByteBuf buffer = channel.alloc().buffer(piece.length).writeBytes(piece);
			received.add(buffer);
			channel.writeInbound(buffer);
		}
		channel.finishAndReleaseAll();
		List<String> events = describe(recorder.messages);
		assertThat(received).allMatch((buffer) -> buffer.refCnt() == 0, "is released");
		return events;
	}

	private List<String> describe(List<Object> messages) {
		List<String> events = new ArrayList<>();
		String stream = null;
		for (Object message : messages) {
			Event event = describe(message);
			if (event.streamed && event.what.equals(stream)) {
				events.add(events.remove(events.size() - 1) + event.content);
			}
			else {
				events.add(event.content.isEmpty() ? event.what : event.what + ": " + event.content);
			}
			stream = event.streamed ? event.what : null;
			ReferenceCountUtil.release(message);
		}
		return events;
	}

	private Event describe(Object message) {
		if (message instanceof Throwable failure) {
			return Event.of(failure);
		}
		return (message instanceof PeerProtocol protocol) ? Event.whole("another protocol", protocol.toString())
				: this.description.apply(message);
	}

	/**
	 * Something that a decoder has passed on.
	 *
	 * @param what what it is
	 * @param content its content
	 * @param streamed whether it may come in pieces
	 */
	public record Event(String what, String content, boolean streamed) {

		/**
		 * Return an event that comes as one.
		 * @param what what it is
		 * @param content its content
		 * @return the event
		 */
		public static Event whole(String what, String content) {
			return new Event(what, content, false);
		}

		/**
		 * Return an event that may come in pieces.
		 * @param what what it is
		 * @param content the content of one piece
		 * @return the event
		 */
		public static Event piece(String what, String content) {
			assertThat(content).as("piece of " + what).isNotEmpty();
			return new Event(what, content, true);
		}

		private static Event of(Throwable failure) {
			return whole(failure.getClass().getSimpleName(), failure.getMessage());
		}

	}

	private static final class Recorder extends ChannelInboundHandlerAdapter {

		private final List<Object> messages = new ArrayList<>();

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			this.messages.add(message);
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			this.messages.add(event);
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			this.messages.add(cause);
		}

	}

}
