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
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * What the connections of a listener share.
 *
 * @param name the name of the listener
 * @param protocol the protocol of the connections
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
 * @param requestStart where the web server tells when it got a request, {@code null} if
 * it does not
 * @param observer told when requests begin and end, {@code null} if nobody is
 * @param ajp what has to be agreed on for AJP
 * @param mistakes what becomes of peers that speak another protocol
 */
record ListenerContext(String name, GatewayProtocol protocol, ListenerLimits limits, ListenerAccess access,
		GatewayHandler handler, ConnectionRegistry connections, ListenerStatistics statistics, Refusals refusals,
		LimitLog limitLog, DistrustLog distrustLog, ResponseHeadSize responseHeads, @Nullable WebServerLog webServerLog,
		@Nullable RequestStart requestStart, @Nullable ExchangeObserver observer, AjpOptions ajp,
		ProtocolMistakes mistakes) {

	/** For whoever may say anything, since nobody listens. */
	private static final AjpOptions ANY_AJP = new AjpOptions(AjpOptions.MAX_PACKET_SIZE, AjpPeer.AUTO, Set.of("*"));

	/**
	 * Return what those connections share that speak one of the listener's protocols.
	 */
	ListenerContext speaking(GatewayProtocol protocol) {
		boolean ajp = protocol == GatewayProtocol.AJP;
		boolean fastCgi = protocol == GatewayProtocol.FASTCGI;
		return new ListenerContext(this.name, protocol, this.limits, this.access, this.handler, this.connections,
				this.statistics, this.refusals.speaking(protocol), this.limitLog, this.distrustLog,
				ajp ? this.responseHeads.atMost(this.ajp.maxPacketSize()) : this.responseHeads,
				fastCgi ? this.webServerLog : null, this.requestStart, this.observer, this.ajp, this.mistakes);
	}

	/**
	 * Return what those connections share that speak a gateway protocol which the
	 * listener does not: nothing that they ask for reaches the application, nor is it
	 * counted as a request.
	 */
	ListenerContext mistaken(GatewayProtocol protocol) {
		ListenerStatistics statistics = this.mistakes.mistakenStatistics();
		return new ListenerContext(this.name, protocol, this.limits, ListenerAccess.OPEN,
				new MistakenRequestHandler(this.mistakes.page(protocol.ofPeer())), this.connections, statistics,
				this.refusals.mistaken(protocol, statistics), this.limitLog, this.distrustLog, this.responseHeads, null,
				null, null, ANY_AJP, this.mistakes);
	}

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

	/**
	 * Return how long ago the web server got a request, as far as it says.
	 * @return the time in nanoseconds, or {@code -1} if it is not known
	 */
	long queueTime(MetaVariables variables) {
		if (this.requestStart == null) {
			return -1;
		}
		Instant now = Instant.now();
		return this.requestStart.age(variables, now.getEpochSecond() * 1_000_000_000 + now.getNano());
	}

}
