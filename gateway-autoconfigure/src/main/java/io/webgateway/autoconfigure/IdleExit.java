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

package io.webgateway.autoconfigure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.util.concurrent.Future;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.log.LogMessage;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.ListenerStatistics;

/**
 * Ends the application when no request has been there for some time. It looks now and
 * then at what is counted anyway.
 */
class IdleExit implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent>, ApplicationContextAware {

	private static final Log logger = LogFactory.getLog(IdleExit.class);

	private static final int LOOKS = 20;

	private static final long MIN_INTERVAL_MILLIS = 10;

	private static final long MAX_INTERVAL_MILLIS = 5000;

	private final @Nullable Duration limit;

	private final HttpRequests httpRequests;

	private final ObjectProvider<GatewayListener> listeners;

	private final ReactorResourceFactory resourceFactory;

	private final Consumer<ApplicationContext> exit;

	private @Nullable ApplicationContext applicationContext;

	private volatile boolean ready;

	private volatile @Nullable Future<?> looking;

	IdleExit(@Nullable Duration limit, HttpRequests httpRequests, ObjectProvider<GatewayListener> listeners,
			ReactorResourceFactory resourceFactory, Consumer<ApplicationContext> exit) {
		this.limit = limit;
		this.httpRequests = httpRequests;
		this.listeners = listeners;
		this.resourceFactory = resourceFactory;
		this.exit = exit;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.applicationContext = applicationContext;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() == this.applicationContext) {
			this.ready = true;
		}
	}

	@Override
	public void start() {
		if (this.limit == null || !(this.applicationContext instanceof WebServerApplicationContext context)) {
			return;
		}
		Look look = new Look(this.limit, context);
		long interval = Math.max(MIN_INTERVAL_MILLIS,
				Math.min(MAX_INTERVAL_MILLIS, this.limit.dividedBy(LOOKS).toMillis()));
		this.looking = this.resourceFactory.getLoopResources()
			.onServer(LoopResources.DEFAULT_NATIVE)
			.next()
			.scheduleWithFixedDelay(look, interval, interval, TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() {
		Future<?> looking = this.looking;
		if (looking != null) {
			looking.cancel(false);
		}
		this.looking = null;
	}

	@Override
	public boolean isRunning() {
		return this.looking != null;
	}

	private boolean isActive() {
		return this.httpRequests.getActive() > 0 || this.listeners.stream()
			.map(GatewayListener::getStatistics)
			.anyMatch((statistics) -> statistics.getActiveRequests() > 0);
	}

	private long requests() {
		return this.httpRequests.getRequests() + this.listeners.stream()
			.map(GatewayListener::getStatistics)
			.mapToLong(ListenerStatistics::getRequests)
			.sum();
	}

	private void end(Duration limit, ApplicationContext context) {
		logger.info(LogMessage.format("The application ends, because no request has come for %s (gateway.idle-exit)",
				DurationFormatterUtils.print(limit, DurationFormat.Style.COMPOSITE)));
		Thread thread = new Thread(() -> this.exit.accept(context), "gateway-idle-exit");
		thread.setContextClassLoader(getClass().getClassLoader());
		// The event loops are daemons, and so would be what they start
		thread.setDaemon(false);
		thread.start();
	}

	/**
	 * Close the application and end the JVM, whatever threads are left.
	 * @param applicationContext the context of the application
	 */
	static void endProcess(ApplicationContext applicationContext) {
		System.exit(SpringApplication.exit(applicationContext));
	}

	private final class Look implements Runnable {

		private final Duration limit;

		private final ApplicationContext context;

		private @Nullable IdleTime idleTime;

		private Look(Duration limit, ApplicationContext context) {
			this.limit = limit;
			this.context = context;
		}

		@Override
		public void run() {
			if (!IdleExit.this.ready) {
				return;
			}
			long requests = requests();
			if (this.idleTime == null) {
				this.idleTime = new IdleTime(requests, System.nanoTime());
			}
			if (this.idleTime.look(isActive(), requests, System.nanoTime()).compareTo(this.limit) >= 0) {
				stop();
				end(this.limit, this.context);
			}
		}

	}

}
