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
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

import io.webgateway.server.ListenerBindException.Reason;

/**
 * Listens for the connections of web servers that speak a gateway protocol.
 */
public class GatewayListener {

	/** After which no connection is taken to wait. */
	private static final int QUIET_SELECTIONS = 8;

	private final String name;

	private final GatewayProtocol protocol;

	private final ListenAddress address;

	private final ListenerLimits limits;

	private final ListenerAccess access;

	private final ListenerReporting reporting;

	private final AjpOptions ajp;

	private final List<GatewayProtocol> protocols;

	private final ListenerStatistics statistics = new ListenerStatistics();

	private final DistrustLog distrustLog;

	private volatile State state = State.STOPPED;

	private volatile @Nullable ServerSocket socket;

	private volatile @Nullable Instant startTime;

	private @Nullable ConnectionRegistry connections;

	/**
	 * Create a new listener that serves whoever can connect. It does not listen before it
	 * is started.
	 * @param name the name of the listener
	 * @param protocol the protocol that it speaks
	 * @param address where it is to listen
	 * @param limits its bounds
	 */
	public GatewayListener(String name, GatewayProtocol protocol, ListenAddress address, ListenerLimits limits) {
		this(name, protocol, address, limits, ListenerAccess.OPEN, ListenerReporting.NONE, AjpOptions.DEFAULTS);
	}

	/**
	 * Create a new listener, which does not listen before it is started.
	 * @param name the name of the listener
	 * @param protocol the protocol that it speaks
	 * @param address where it is to listen
	 * @param limits its bounds
	 * @param access who may use it
	 * @param reporting who is told about its requests
	 * @param ajp what it and the web servers have to agree on for AJP, {@code null} if it
	 * does not speak that
	 */
	public GatewayListener(String name, GatewayProtocol protocol, ListenAddress address, ListenerLimits limits,
			ListenerAccess access, ListenerReporting reporting, @Nullable AjpOptions ajp) {
		this.name = name;
		this.protocol = protocol;
		this.address = address;
		this.limits = limits;
		this.access = access;
		this.distrustLog = new DistrustLog(name);
		this.reporting = reporting;
		this.ajp = (ajp != null) ? ajp : AjpOptions.DEFAULTS;
		this.protocols = protocols(protocol, ajp != null);
	}

	private static List<GatewayProtocol> protocols(GatewayProtocol protocol, boolean ajp) {
		if (protocol != GatewayProtocol.AUTO) {
			return List.of(protocol);
		}
		return ajp ? List.of(GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP)
				: List.of(GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI);
	}

	/**
	 * Return the name of the listener.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return the protocol that the listener is configured for.
	 * @return the protocol
	 */
	public GatewayProtocol getProtocol() {
		return this.protocol;
	}

	/**
	 * Return the protocols that the listener speaks: several if it is configured for
	 * {@link GatewayProtocol#AUTO}.
	 * @return the protocols, without {@code AUTO}
	 */
	public List<GatewayProtocol> getProtocols() {
		return this.protocols;
	}

	/**
	 * Return where the listener is configured to listen.
	 * @return the configured address
	 */
	public ListenAddress getListenAddress() {
		return this.address;
	}

	/**
	 * Return the bounds of the listener.
	 * @return the limits
	 */
	public ListenerLimits getLimits() {
		return this.limits;
	}

	/**
	 * Return who may use the listener.
	 * @return who has access
	 */
	public ListenerAccess getAccess() {
		return this.access;
	}

	/**
	 * Return what of the log goes to the web server.
	 * @return the lines that go there, or {@code null} for none
	 */
	public @Nullable WebServerLog getWebServerLog() {
		return this.reporting.webServerLog();
	}

	/**
	 * Return what the listener has done and is doing.
	 * @return the statistics
	 */
	public ListenerStatistics getStatistics() {
		return this.statistics;
	}

	/**
	 * Count, and log where an administrator should know, that something is not believed
	 * of what the web server said.
	 * @param distrust what that is
	 */
	public void distrust(Distrust distrust) {
		this.statistics.distrusted(distrust);
		this.distrustLog.log(distrust, "");
	}

	/**
	 * Return where the listener does listen.
	 * @return the bound address, or {@code null} while it does not listen
	 */
	public @Nullable SocketAddress getLocalAddress() {
		ServerSocket socket = this.socket;
		return (socket != null && this.state == State.RUNNING && socket.channel().isActive()) ? socket.localAddress()
				: null;
	}

	/**
	 * Return the TCP port on which the listener listens.
	 * @return the port, or {@code -1} for a unix socket or while it does not listen
	 */
	public int getPort() {
		return (getLocalAddress() instanceof InetSocketAddress inetAddress) ? inetAddress.getPort() : -1;
	}

	/**
	 * Return how many connections wait in the queue of the operating system to be
	 * accepted.
	 * @return the number of connections, or {@code -1} where the operating system does
	 * not tell, and while the listener does not listen
	 */
	public int getWaitingConnections() {
		ServerSocket socket = this.socket;
		return (socket != null && this.state == State.RUNNING) ? AcceptQueue.depth(socket.channel()) : -1;
	}

	/**
	 * Return how many connections the queue of the operating system has room for.
	 * @return the number of connections, or {@code -1} where another process has decided
	 * that, and while the listener does not listen
	 */
	public int getMaxWaitingConnections() {
		ServerSocket socket = this.socket;
		return (socket != null && this.state == State.RUNNING) ? socket.backlog() : -1;
	}

	/**
	 * Return when the listener was started.
	 * @return the last time that it was started, or {@code null} if it has never been
	 */
	public @Nullable Instant getStartTime() {
		return this.startTime;
	}

	/**
	 * Return the state of the listener.
	 * @return the state
	 */
	public State getState() {
		return this.state;
	}

	/**
	 * Start to listen. A stopped listener can be started again.
	 * @param loopResources the event loops to use
	 * @param handler handles each request
	 * @throws ListenerBindException if the listener cannot listen where it should
	 */
	public synchronized void start(LoopResources loopResources, GatewayHandler handler) {
		if (this.state != State.STOPPED) {
			throw new IllegalStateException("Listener '" + this.name + "' has been started already");
		}
		ConnectionRegistry connections = new ConnectionRegistry(this.statistics);
		LimitLog limitLog = new LimitLog(this.name);
		Refusals refusals = new Refusals(this.limits, this.access, this.statistics,
				new PeerErrorLog(this.name, this.protocol), limitLog, this.distrustLog);
		ServerSocket socket = listen(loopResources,
				new ListenerContext(this.name, this.protocol, this.limits, this.access, handler, connections,
						this.statistics, refusals, limitLog, this.distrustLog,
						new ResponseHeadSize(this.name, maxResponseHead(), this.statistics),
						this.reporting.webServerLog(), this.reporting.requestStart(), this.reporting.observer(),
						this.ajp, new ProtocolMistakes(this.name, this.address, this.protocols, this.statistics)));
		connections.start(socket.channel().eventLoop());
		this.connections = connections;
		this.socket = socket;
		this.startTime = Instant.now();
		this.state = State.RUNNING;
	}

	/**
	 * A head has to fit into one packet of AJP.
	 */
	private int maxResponseHead() {
		int limit = this.limits.maxResponseHead();
		return (this.protocol == GatewayProtocol.AJP) ? Math.min(limit, this.ajp.maxPacketSize()) : limit;
	}

	private ServerSocket listen(LoopResources loopResources, ListenerContext context) {
		ServerSocket socket;
		try {
			socket = ServerSocket.open(this.address, this.access.socketPermissions(), loopResources);
		}
		catch (IOException ex) {
			throw failure(ex);
		}
		Channel channel = socket.channel();
		channel.pipeline().addLast(new Acceptor(context, new ServingLoops(socket.workers()), channel));
		try {
			socket.listen();
		}
		catch (IOException ex) {
			socket.discard();
			throw failure(ex);
		}
		return socket;
	}

	private ListenerBindException failure(IOException cause) {
		return new ListenerBindException(this.name, this.address, Reason.of(cause), cause);
	}

	/**
	 * Accept no more connections and requests, and let the requests in progress end.
	 * @return completes with {@code true} when no request is in progress any more, or
	 * with {@code false} when the listener is stopped before that
	 */
	public synchronized CompletableFuture<Boolean> drain() {
		ServerSocket socket = this.socket;
		ConnectionRegistry connections = this.connections;
		if (socket == null || connections == null) {
			return CompletableFuture.completedFuture(true);
		}
		if (this.state == State.RUNNING) {
			this.state = State.DRAINING;
			if (socket.hide()) {
				acceptWaiting(socket);
			}
			socket.close();
		}
		return connections.drain();
	}

	/**
	 * Accept the connections that wait in the queue of the operating system, which would
	 * be reset otherwise.
	 */
	private void acceptWaiting(ServerSocket socket) {
		long accepted;
		do {
			accepted = this.statistics.getAcceptedConnections();
			// An event loop that is given tasks may leave its sockets for the next time
			for (int i = 0; i < QUIET_SELECTIONS; i++) {
				socket.awaitSelection();
			}
		}
		while (this.statistics.getAcceptedConnections() != accepted);
	}

	/**
	 * Stop to listen and close all connections, also those with requests in progress.
	 */
	public synchronized void stop() {
		ServerSocket socket = this.socket;
		ConnectionRegistry connections = this.connections;
		if (socket == null || connections == null) {
			return;
		}
		if (this.state == State.RUNNING) {
			socket.hide();
			socket.close();
		}
		connections.close();
		this.socket = null;
		this.connections = null;
		this.state = State.STOPPED;
	}

	/**
	 * States of a listener.
	 */
	public enum State {

		/**
		 * The listener does not listen.
		 */
		STOPPED,

		/**
		 * The listener accepts connections and requests.
		 */
		RUNNING,

		/**
		 * The listener accepts nothing new; requests in progress go on.
		 */
		DRAINING

	}

}
