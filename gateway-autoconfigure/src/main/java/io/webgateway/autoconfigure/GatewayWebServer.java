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

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.GracefulShutdownCallback;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.log.LogMessage;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.util.StringUtils;

import io.webgateway.autoconfigure.status.ListenerActivities;
import io.webgateway.autoconfigure.status.ListenerStatus;
import io.webgateway.autoconfigure.status.StatusPathHandler;
import io.webgateway.http.GatewayHttpHandlerAdapter;
import io.webgateway.http.WebServerInstructions;
import io.webgateway.server.GatewayHandler;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.InheritedListenAddress;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.TcpListenAddress;

/**
 * A listener as Spring Boot's lifecycle of web servers sees it.
 */
class GatewayWebServer implements WebServer, GatewayListenerControl {

	private static final Log logger = LogFactory.getLog(GatewayWebServer.class);

	private final GatewayListener listener;

	private final ListenerSettings settings;

	private final ObjectProvider<HttpHandler> httpHandler;

	private final ReactorResourceFactory resourceFactory;

	private final Shutdown shutdown;

	private final GatewayKeepAlive keepAlive;

	private final ObjectProvider<ListenerActivities> activities;

	private final boolean httpPort;

	private volatile boolean paused;

	GatewayWebServer(GatewayListener listener, ListenerSettings settings, ObjectProvider<HttpHandler> httpHandler,
			ReactorResourceFactory resourceFactory, ServerProperties server, GatewayKeepAlive keepAlive,
			ObjectProvider<ListenerActivities> activities) {
		this.listener = listener;
		this.settings = settings;
		this.httpHandler = httpHandler;
		this.resourceFactory = resourceFactory;
		this.shutdown = server.getShutdown();
		this.httpPort = server.getPort() == null || server.getPort() >= 0;
		this.keepAlive = keepAlive;
		this.activities = activities;
	}

	@Override
	public void start() {
		if (this.listener.getState() != State.STOPPED) {
			return;
		}
		if (isStartedByHand()) {
			logger.info(LogMessage.format(
					"Gateway listener '%s' is not started, as nobody has passed a socket to this process (bind: %s)",
					this.listener.getName(), this.listener.getListenAddress()));
			return;
		}
		// Neither may be asked for earlier: the handler is made after all other beans,
		// and
		// the event loops are made anew when the application is stopped and started
		HttpHandler handler = this.httpHandler.getObject();
		this.listener.start(this.resourceFactory.getLoopResources(),
				withStatusPath(new GatewayHttpHandlerAdapter(handler, this.settings.contextPathResolver(),
						this.settings.rejectDotSegments(), this.settings.headerPolicy(), instructions())));
		this.keepAlive.hold(this.listener);
		logger.info(LogMessage.format("Gateway listener '%s' started on %s (%s)", this.listener.getName(),
				boundAddress(), protocols()));
		OpenListenerWarning.log(this.settings, this.listener.getLocalAddress());
	}

	/**
	 * Return whether the listener is of no use, but the application is: the same that a
	 * web server or systemd starts at other times can be reached by its HTTP port.
	 */
	private boolean isStartedByHand() {
		return this.httpPort && this.listener.getListenAddress() instanceof InheritedListenAddress inherited
				&& !inherited.isInherited();
	}

	private GatewayHandler withStatusPath(GatewayHandler application) {
		String path = this.settings.statusPath();
		return (path != null) ? new StatusPathHandler(path,
				new ListenerStatus(this.listener, this.activities.getObject()), application) : application;
	}

	private WebServerInstructions instructions() {
		return new WebServerInstructions(this.listener.getName(), this.listener.getStatistics(),
				this.settings.fileOffload(), this.settings.applicationInstructsWebServer());
	}

	private String protocols() {
		GatewayProtocol protocol = this.listener.getProtocol();
		if (protocol != GatewayProtocol.AUTO) {
			return protocol.toString();
		}
		List<GatewayProtocol> protocols = this.listener.getProtocols();
		String names = protocol + ": " + StringUtils.collectionToDelimitedString(protocols, ", ");
		return protocols.contains(GatewayProtocol.AJP) ? names
				: names + "; AJP needs '" + ListenerNames.property(this.listener.getName(), "secret") + "'";
	}

	private String boundAddress() {
		ListenAddress address = this.listener.getListenAddress();
		if (address instanceof InheritedListenAddress) {
			return address + ", which is " + this.listener.getLocalAddress();
		}
		return ((address instanceof TcpListenAddress tcpAddress)
				? new TcpListenAddress(tcpAddress.host(), this.listener.getPort()) : address)
			.toString();
	}

	@Override
	public void shutDownGracefully(GracefulShutdownCallback callback) {
		if (this.shutdown == Shutdown.IMMEDIATE || this.listener.getState() == State.STOPPED) {
			callback.shutdownComplete(GracefulShutdownResult.IMMEDIATE);
			return;
		}
		var drained = this.listener.drain();
		if (!drained.isDone()) {
			logger.info(LogMessage.format("Gateway listener '%s' is waiting for its active requests to complete",
					this.listener.getName()));
		}
		drained.whenComplete((idle, ex) -> callback.shutdownComplete(drained(idle)));
	}

	private GracefulShutdownResult drained(@Nullable Boolean idle) {
		if (Boolean.TRUE.equals(idle)) {
			return GracefulShutdownResult.IDLE;
		}
		logger.info(LogMessage.format("Gateway listener '%s' is stopped with one or more requests still active",
				this.listener.getName()));
		return GracefulShutdownResult.REQUESTS_ACTIVE;
	}

	@Override
	public void stop() {
		try {
			this.listener.stop();
		}
		finally {
			this.keepAlive.release(this.listener);
		}
	}

	@Override
	public GatewayListener getListener() {
		return this.listener;
	}

	@Override
	public synchronized void pause() {
		if (this.listener.getState() != State.RUNNING) {
			return;
		}
		this.paused = true;
		logger.info(LogMessage.format("Gateway listener '%s' is paused", this.listener.getName()));
		// Not on the event loop that tells: whoever resumes the listener may wait for it
		this.listener.drain().thenRunAsync(this::stopIfPaused);
	}

	private synchronized void stopIfPaused() {
		if (this.paused) {
			this.listener.stop();
		}
	}

	@Override
	public synchronized void resume() {
		if (!this.paused) {
			return;
		}
		this.paused = false;
		this.listener.stop();
		start();
	}

	@Override
	public boolean isPaused() {
		return this.paused;
	}

	@Override
	public int getPort() {
		return this.listener.getPort();
	}

}
