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

import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * What the connections of a listener share.
 *
 * @param name the name of the listener
 * @param protocol the protocol of the listener
 * @param limits the bounds of the listener
 * @param access who may use the listener
 * @param handler handles the requests
 * @param connections the open connections
 * @param statistics counts what happens
 * @param refusals decides how requests are refused
 * @param limitLog where it is logged that a limit was reached
 * @param distrustLog where it is logged what was not accepted
 * @param responseHeads watches the size of response heads
 * @param webServerLog what of the log goes to the web server, {@code null} for nothing
 * @param observer told when requests begin and end, {@code null} if nobody is
 * @param ajp what has to be agreed on for AJP
 */
record ListenerContext(String name, GatewayProtocol protocol, ListenerLimits limits, ListenerAccess access,
		GatewayHandler handler, ConnectionRegistry connections, ListenerStatistics statistics, Refusals refusals,
		LimitLog limitLog, DistrustLog distrustLog, ResponseHeadSize responseHeads, @Nullable WebServerLog webServerLog,
		@Nullable ExchangeObserver observer, AjpOptions ajp) {

	/**
	 * A limit was reached, of which the administrator should know.
	 * @param consequence what is done about it
	 */
	void limitReached(Limit limit, String consequence) {
		this.statistics.reached(limit);
		this.limitLog.log(limit, consequence);
	}

	/**
	 * Something was not accepted or not believed.
	 * @param peer the address of who sent it
	 */
	void distrust(Distrust distrust, @Nullable SocketAddress peer) {
		this.statistics.distrusted(distrust);
		this.distrustLog.log(distrust, peer);
	}

	/**
	 * The connection of a peer was not accepted that has no address.
	 * @param peer whose that is, in words that are not the peer's own
	 */
	void distrustPeer(String peer) {
		this.statistics.distrusted(Distrust.PEER);
		this.distrustLog.log(Distrust.PEER, peer);
	}

	/**
	 * Return the meta-variables of a request that the application may see.
	 */
	MetaVariables visible(MetaVariables variables) {
		SharedSecret secret = this.access.secret();
		return (secret != null) ? secret.removeFrom(variables) : variables;
	}

}
