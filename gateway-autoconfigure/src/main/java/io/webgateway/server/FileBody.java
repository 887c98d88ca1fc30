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
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.channel.AbortedException;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Writes part of a file as a response body, a segment at a time: the next one when the
 * connection has taken the last and others that wait for the connection had their turn.
 */
final class FileBody implements ChannelFutureListener, WaitingWriters.Writer {

	private static final Logger logger = Loggers.getLogger(FileBody.class);

	private static final long SEGMENT = 1 << 20;

	/** No more than other writers write before the connection is full. */
	private static final long SHARED_SEGMENT = 1 << 16;

	private final Exchange exchange;

	private final FileChannel file;

	private final MonoSink<Void> sink;

	private long position;

	private long remaining;

	private volatile boolean cancelled;

	private FileBody(Exchange exchange, FileChannel file, long position, long count, MonoSink<Void> sink) {
		this.exchange = exchange;
		this.file = file;
		this.position = position;
		this.remaining = count;
		this.sink = sink;
	}

	/**
	 * Return what writes the file when it is subscribed to.
	 */
	static Mono<Void> write(Exchange exchange, Path path, long position, long count) {
		return Mono.create((sink) -> {
			try {
				FileBody body = new FileBody(exchange, open(path, position + count), position, count, sink);
				sink.onCancel(() -> body.cancelled = true);
				exchange.onEventLoop(body::resume);
			}
			catch (IOException ex) {
				sink.error(ex);
			}
		});
	}

	private static FileChannel open(Path path, long end) throws IOException {
		FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
		if (file.size() < end) {
			file.close();
			throw new IOException("File " + path + " ends before byte " + end);
		}
		return file;
	}

	@Override
	public void resume() {
		if (this.remaining == 0 || this.cancelled) {
			finish();
			return;
		}
		long segment = this.exchange.waitingWriters().isEmpty() ? SEGMENT : SHARED_SEGMENT;
		long count = Math.min(segment, this.remaining);
		ChannelFuture written = this.exchange.writeBody(this.file, this.position, count, this.remaining);
		if (written == null) {
			finish();
			return;
		}
		this.position += count;
		this.remaining -= count;
		this.exchange.flush();
		written.addListener(this);
	}

	@Override
	public void operationComplete(ChannelFuture written) {
		if (written.isSuccess()) {
			this.exchange.waitingWriters().add(this);
			return;
		}
		closeFile();
		logger.debug("[" + this.exchange.getId() + "] File cannot be sent", written.cause());
		String reason = "The connection failed while a file was sent";
		this.exchange.abort(reason);
		if (!this.cancelled) {
			this.sink.error(new AbortedException(reason));
		}
	}

	private void finish() {
		closeFile();
		this.sink.success();
	}

	private void closeFile() {
		try {
			this.file.close();
		}
		catch (IOException ex) {
			logger.debug("Cannot close file", ex);
		}
	}

}
