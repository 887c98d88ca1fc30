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

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

/**
 * The rules of Reactive Streams for what subscribes to the body of a response. Each is
 * tried with the response to a request on a connection of its own.
 */
@Test
public class ResponseBodyWriterTckTests extends SubscriberBlackboxVerification<ByteBuf> {

	private static final long SIGNAL_TIMEOUT_MILLIS = 1000;

	private static final long NO_SIGNAL_TIMEOUT_MILLIS = 50;

	private final BlockingQueue<Subscriber<ByteBuf>> writers = new LinkedBlockingQueue<>();

	private TestListener listener;

	private Peer peer;

	public ResponseBodyWriterTckTests() {
		super(new TestEnvironment(SIGNAL_TIMEOUT_MILLIS, NO_SIGNAL_TIMEOUT_MILLIS));
	}

	@BeforeClass
	public void openListener() {
		Door door = new Door(GatewayProtocol.FASTCGI, SocketKind.TCP, EventLoops.NIO);
		this.listener = door.open((exchange) -> Answers.body(exchange, this::subscribe));
	}

	@SuppressWarnings("unchecked")
	private void subscribe(Subscriber<? super ByteBuf> writer) {
		this.writers.add((Subscriber<ByteBuf>) writer);
	}

	@AfterMethod
	public void closeConnection() throws IOException {
		if (this.peer != null) {
			this.peer.close();
		}
	}

	@AfterClass
	public void closeListener() throws IOException {
		this.listener.close();
	}

	@Override
	public Subscriber<ByteBuf> createSubscriber() {
		try {
			this.peer = this.listener.connect().send(Request.get().keepConnection());
			return this.writers.poll(10, TimeUnit.SECONDS);
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public ByteBuf createElement(int element) {
		return Unpooled.wrappedBuffer(new byte[] { (byte) element });
	}

}
