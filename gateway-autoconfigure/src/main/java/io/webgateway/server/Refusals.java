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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.HeadTooLargeException;
import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.TooManyVariablesException;
import io.webgateway.codec.ajp.AjpAttributeException;

/**
 * Decides by which status requests are refused that never reach the application, or do
 * not get on there, and sees to it that this is counted and logged.
 */
final class Refusals {

	private static final int MAX_NAME_LENGTH = 64;

	private final ListenerLimits limits;

	private final @Nullable SharedSecret secret;

	private final ListenerStatistics statistics;

	private final PeerErrorLog peerErrors;

	private final LimitLog limitLog;

	private final DistrustLog distrustLog;

	Refusals(ListenerLimits limits, ListenerAccess access, ListenerStatistics statistics, PeerErrorLog peerErrors,
			LimitLog limitLog, DistrustLog distrustLog) {
		this(limits, access.secret(), statistics, peerErrors, limitLog, distrustLog);
	}

	private Refusals(ListenerLimits limits, @Nullable SharedSecret secret, ListenerStatistics statistics,
			PeerErrorLog peerErrors, LimitLog limitLog, DistrustLog distrustLog) {
		this.limits = limits;
		this.secret = secret;
		this.statistics = statistics;
		this.peerErrors = peerErrors;
		this.limitLog = limitLog;
		this.distrustLog = distrustLog;
	}

	/**
	 * Return the same for connections of one of the listener's protocols.
	 */
	Refusals speaking(GatewayProtocol protocol) {
		return new Refusals(this.limits, this.secret, this.statistics, this.peerErrors.speaking(protocol),
				this.limitLog, this.distrustLog);
	}

	/**
	 * Return the same for connections whose requests never reach the application, which
	 * need no secret to be told so.
	 * @param statistics counts what happens on these connections
	 */
	Refusals mistaken(GatewayProtocol protocol, ListenerStatistics statistics) {
		return new Refusals(this.limits, (SharedSecret) null, statistics, this.peerErrors.speaking(protocol),
				this.limitLog, this.distrustLog);
	}

	/**
	 * Return the head of an answer that is not the application's.
	 */
	static ResponseHead head(HttpResponseStatus status) {
		HttpHeaders headers = new DefaultHttpHeaders();
		headers.set(HttpHeaderNames.CONTENT_LENGTH, 0);
		return new ResponseHead(status, headers, false);
	}

	/**
	 * The peer has sent what it must not send.
	 * @param excerpt the first bytes of that, possibly none
	 */
	HttpResponseStatus malformed(Channel channel, MalformedRequestException malformed, byte... excerpt) {
		if (malformed instanceof HeadTooLargeException) {
			Limit limit = (malformed instanceof TooManyVariablesException) ? Limit.MAX_VARIABLES : Limit.MAX_HEAD_SIZE;
			this.statistics.reached(limit);
			this.statistics
				.rejected((limit == Limit.MAX_VARIABLES) ? Rejection.MAX_VARIABLES : Rejection.MAX_HEAD_SIZE);
			// Not to be understood without the excerpt where it is another protocol
			this.peerErrors.log(channel, malformed.getMessage() + " (" + limit.getProperty() + ")", excerpt);
			return HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
		}
		this.statistics.rejected(Rejection.MALFORMED);
		mistake(channel, malformed, excerpt);
		return HttpResponseStatus.BAD_REQUEST;
	}

	/**
	 * The peer has sent what it must not send, to which there is no answer.
	 */
	void mistake(Channel channel, MalformedRequestException malformed, byte... excerpt) {
		this.statistics.malformed();
		this.peerErrors.log(channel, String.valueOf(malformed.getMessage()), excerpt);
	}

	/**
	 * A request has an attribute that it must not have.
	 */
	HttpResponseStatus attribute(Channel channel, AjpAttributeException unexpected) {
		this.statistics.distrusted(Distrust.REQUEST_ATTRIBUTE);
		this.statistics.rejected(Rejection.REQUEST_ATTRIBUTE);
		byte[] name = unexpected.getAttribute().getBytes(StandardCharsets.ISO_8859_1);
		this.peerErrors.log(channel, String.valueOf(unexpected.getMessage()),
				Arrays.copyOf(name, Math.min(name.length, MAX_NAME_LENGTH)));
		return HttpResponseStatus.FORBIDDEN;
	}

	/**
	 * The head of a request has not arrived in time.
	 */
	HttpResponseStatus headTooLate(Channel channel) {
		this.statistics.reached(Limit.HEAD_TIMEOUT);
		this.statistics.rejected(Rejection.HEAD_TIMEOUT);
		this.peerErrors.log(channel, "The head of a request did not arrive within "
				+ this.limits.headTimeout().toMillis() + " ms (" + Limit.HEAD_TIMEOUT.getProperty() + ")");
		return HttpResponseStatus.REQUEST_TIMEOUT;
	}

	/**
	 * Decide about a request whose head is in order.
	 * @param variables its meta-variables
	 * @param bodyLength the length of its body in bytes, if known
	 * @return {@code null} for a request that is not refused, and counts as started
	 */
	@Nullable HttpResponseStatus ofRequest(Channel channel, MetaVariables variables, long bodyLength) {
		if (this.secret != null && !this.secret.isIn(variables)) {
			return withoutSecret(channel);
		}
		if (this.limits.body().isExceededBy(bodyLength)) {
			return bodyTooLarge();
		}
		if (this.statistics.requestStarted(this.limits.connections().maxConcurrentRequests())) {
			return null;
		}
		return refuse(Rejection.MAX_CONCURRENT_REQUESTS, Limit.MAX_CONCURRENT_REQUESTS,
				HttpResponseStatus.SERVICE_UNAVAILABLE, "a request");
	}

	private HttpResponseStatus withoutSecret(Channel channel) {
		this.statistics.distrusted(Distrust.SECRET);
		this.statistics.rejected(Rejection.SECRET);
		this.distrustLog.log(Distrust.SECRET, channel.remoteAddress());
		return HttpResponseStatus.FORBIDDEN;
	}

	/**
	 * A request is one too many on its connection.
	 */
	HttpResponseStatus tooManyOnConnection() {
		return refuse(Rejection.MAX_MULTIPLEXED_REQUESTS, Limit.MAX_MULTIPLEXED_REQUESTS,
				HttpResponseStatus.SERVICE_UNAVAILABLE, "a request");
	}

	/**
	 * A request comes when its connection is about to end.
	 */
	void draining() {
		this.statistics.rejected(Rejection.DRAINING);
	}

	/**
	 * A request is not for a responder.
	 */
	HttpResponseStatus otherRole() {
		this.statistics.rejected(Rejection.ROLE);
		return HttpResponseStatus.NOT_IMPLEMENTED;
	}

	/**
	 * The client went away in the middle of its body.
	 */
	HttpResponseStatus incompleteBody() {
		this.statistics.rejected(Rejection.INCOMPLETE_BODY);
		return HttpResponseStatus.BAD_REQUEST;
	}

	HttpResponseStatus bodyTooLarge() {
		return refuse(Rejection.MAX_BODY_SIZE, Limit.MAX_BODY_SIZE, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
				"a request");
	}

	/**
	 * A request body has missed its deadline.
	 */
	HttpResponseStatus bodyOverdue(IncomingBody body) {
		if (body.deadlineLimit() == Limit.STALL_TIMEOUT) {
			return refuse(Rejection.STALL_TIMEOUT, Limit.STALL_TIMEOUT, HttpResponseStatus.SERVICE_UNAVAILABLE,
					"a request whose body is not read holds up others and");
		}
		return refuse(Rejection.MIN_BODY_RATE, Limit.MIN_BODY_RATE, HttpResponseStatus.REQUEST_TIMEOUT,
				"a request whose body arrives too slowly");
	}

	private HttpResponseStatus refuse(Rejection rejection, Limit limit, HttpResponseStatus status, String request) {
		this.statistics.reached(limit);
		this.statistics.rejected(rejection);
		this.limitLog.log(limit, request + " is answered with status " + status.code());
		return status;
	}

}
