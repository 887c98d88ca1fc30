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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

import io.webgateway.http.FileHeader;
import io.webgateway.http.HeaderPolicy.AmbiguousHeaders;
import io.webgateway.server.AjpPeer;
import io.webgateway.server.GatewayProtocol;

/**
 * Configuration properties of the gateway listeners.
 *
 * @param listeners Listeners by their names. A listener that is named after its protocol
 * needs no other property than 'bind'.
 * @param idleExit Time without a request after which the application ends. If a duration
 * suffix is not specified, seconds will be used. If not set, the application never ends
 * by itself.
 * @param management Management endpoints.
 */
@ConfigurationProperties("gateway")
record GatewayProperties(@DefaultValue Map<String, Listener> listeners,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration idleExit, @DefaultValue Management management) {

	/**
	 * Properties of the management endpoints.
	 *
	 * @param listener Name of the listener that serves the management endpoints in place
	 * of the application. No other does, nor does an HTTP port other than
	 * 'management.server.port'.
	 */
	record Management(@Nullable String listener) {

	}

	/**
	 * Properties of one listener.
	 *
	 * @param protocol Protocol that the listener speaks, or 'auto' to tell it by the
	 * first bytes of each connection. Not needed if the listener is named after its
	 * protocol.
	 * @param bind Address to listen on: a port of the loopback interface ('9000'), an
	 * address with a port ('127.0.0.1:9000', '[::1]:9000'), the absolute path of a unix
	 * domain socket ('unix:/run/shop.sock'), or a socket that listens already: on file
	 * descriptor 0 ('inherited'), on another ('fd:3'), or one of systemd
	 * ('systemd:shop.socket'). Use port '0' to bind to a dynamic port.
	 * @param takeover Whether to take a unix socket over from another process that
	 * listens on it, which can then end without any request being refused.
	 * @param contextPath Comma-separated list of context paths, of which the longest that
	 * a request's path begins with is used. Use 'script-name' to take the variable
	 * SCRIPT_NAME, or 'none' for no context path. If not set, the variable
	 * GATEWAY_CONTEXT_PATH is used.
	 * @param rejectDotSegments Whether to refuse requests whose path has a segment '.' or
	 * '..', which web servers resolve before they decide about access.
	 * @param maxConnections Maximum number of open connections. Others wait to be
	 * accepted until one is closed.
	 * @param maxConcurrentRequests Maximum number of requests in progress. Others are
	 * answered with status 503.
	 * @param maxMultiplexedRequests Maximum number of requests in progress on one
	 * connection, where the protocol multiplexes. Others are answered with status 503.
	 * @param maxKeepAliveRequests Maximum number of requests on one connection before it
	 * is closed, or -1 for no limit.
	 * @param maxHeadSize Maximum size of all meta-variables of a request.
	 * @param maxVariables Maximum number of meta-variables of a request.
	 * @param headTimeout Time that the meta-variables of a request may take to arrive. If
	 * a duration suffix is not specified, seconds will be used.
	 * @param idleTimeout Time that a connection is kept open without a request. If a
	 * duration suffix is not specified, seconds will be used.
	 * @param maxBodySize Maximum size of a request's body, or -1 for no limit. Larger
	 * bodies are answered with status 413.
	 * @param minBodyRate Minimum number of bytes of a request's body to arrive in a
	 * second until the response begins, or 0 for no limit.
	 * @param bodyTimeout Time for which a request's body may stay behind its minimum
	 * rate. If a duration suffix is not specified, seconds will be used.
	 * @param stallTimeout Time for which a request whose body is not read may hold up
	 * other requests of its connection, where the protocol multiplexes. If a duration
	 * suffix is not specified, seconds will be used.
	 * @param maxResponseHeadSize Maximum size of the status and all headers of a
	 * response.
	 * @param writeTimeout Time for which the web server may take nothing of a response
	 * before the connection is closed. If a duration suffix is not specified, seconds
	 * will be used.
	 * @param maxDiscardedBodySize Maximum size of what is left of a request's body to be
	 * read and discarded when the response has ended. The connection is closed if there
	 * is more.
	 * @param discardTimeout Time that discarding the rest of a request's body may take.
	 * If a duration suffix is not specified, seconds will be used.
	 * @param secret Value that the variable 'secret-variable' of each request must have,
	 * or two of them while it is being changed. Other requests are answered with status
	 * 403.
	 * @param secretVariable Name of the variable that the web server adds with the
	 * secret.
	 * @param allowedClients Comma-separated list of addresses of web servers, or of
	 * ranges of them in CIDR notation, from which connections are accepted on TCP. If not
	 * set, connections are accepted from everywhere.
	 * @param allowedPeers Comma-separated list of users ('user:www-data') and groups
	 * ('group:www-data') of web servers, by name or number, whose connections are
	 * accepted on a unix domain socket. If not set, whoever may write to the socket can
	 * connect.
	 * @param permissions Permissions of the unix domain socket, such as "0660" or
	 * 'rw-rw----'. If not set, they come from the umask of the application.
	 * @param owner Owner of the unix domain socket, by name or number.
	 * @param group Group of the unix domain socket, by name or number.
	 * @param trustForwardedHeaders Whether to hand the headers 'Forwarded' and
	 * 'X-Forwarded-*' to the application.
	 * @param ambiguousHeaders What to do with a request in which a header has several
	 * values that is not known to be a list.
	 * @param identity Who the user is, as the web server tells.
	 * @param fileOffload Files that the web server sends in place of the application.
	 * @param webServerLog What of the log goes to the error log of the web server.
	 * @param secretRequired Whether AJP needs a secret. Without one, a listener for AJP
	 * does not start, and a listener whose protocol is 'auto' does not speak AJP.
	 * @param maxPacketSize Maximum size of AJP packets, from 8KB to 64KB. The web server
	 * must have the same.
	 * @param allowedRequestAttributes Comma-separated list of the names of AJP request
	 * attributes that become variables, besides those of AJP itself and
	 * GATEWAY_CONTEXT_PATH. An asterisk at the end of a name stands for anything.
	 * Requests with others are answered with status 403.
	 * @param ajpPeer Kind of web server that speaks AJP.
	 */
	@ConfigurationPropertiesSource
	record Listener(@Nullable GatewayProtocol protocol, @Nullable String bind, @DefaultValue("false") boolean takeover,
			@DefaultValue List<String> contextPath, @DefaultValue("true") boolean rejectDotSegments,
			@DefaultValue("8192") int maxConnections, @DefaultValue("8192") int maxConcurrentRequests,
			@DefaultValue("128") int maxMultiplexedRequests, @DefaultValue("-1") int maxKeepAliveRequests,
			@DefaultValue("64KB") DataSize maxHeadSize, @DefaultValue("200") int maxVariables,
			@DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS) Duration headTimeout,
			@DefaultValue("10m") @DurationUnit(ChronoUnit.SECONDS) Duration idleTimeout,
			@DefaultValue("1GB") DataSize maxBodySize, @DefaultValue("512B") DataSize minBodyRate,
			@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration bodyTimeout,
			@DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS) Duration stallTimeout,
			@DefaultValue("32KB") DataSize maxResponseHeadSize,
			@DefaultValue("10m") @DurationUnit(ChronoUnit.SECONDS) Duration writeTimeout,
			@DefaultValue("64MB") DataSize maxDiscardedBodySize,
			@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration discardTimeout,
			@Nullable List<String> secret, @DefaultValue("GATEWAY_SECRET") String secretVariable,
			@Nullable List<String> allowedClients, @Nullable List<String> allowedPeers, @Nullable String permissions,
			@Nullable String owner, @Nullable String group, @DefaultValue("false") boolean trustForwardedHeaders,
			@DefaultValue("keep") AmbiguousHeaders ambiguousHeaders, @DefaultValue Identity identity,
			@DefaultValue FileOffload fileOffload, @DefaultValue WebServerLog webServerLog,
			@DefaultValue("true") boolean secretRequired, @DefaultValue("8KB") DataSize maxPacketSize,
			@DefaultValue List<String> allowedRequestAttributes, @DefaultValue("auto") AjpPeer ajpPeer) {

		/**
		 * Return the address only: the secret is one.
		 */
		@Override
		public String toString() {
			return "listener at " + this.bind;
		}

	}

	/**
	 * Properties of what a web server tells of the user.
	 *
	 * @param enabled Whether the web server of the listener is believed when it says who
	 * the user is. Every value of the variables below must come from authentication by
	 * the web server.
	 * @param userVariable Variable with the name of the user.
	 * @param authoritiesVariable Variable with a list of the user's authorities.
	 * @param authoritiesSeparator What stands between two authorities. A backslash before
	 * it makes it a part of an authority.
	 * @param authorityPrefix What to put before each authority, such as 'ROLE_'.
	 * @param claimsPrefixes Comma-separated list of how the names of variables begin that
	 * become claims of the user, such as 'OIDC_CLAIM_'.
	 */
	record Identity(@DefaultValue("false") boolean enabled, @DefaultValue("REMOTE_USER") String userVariable,
			@Nullable String authoritiesVariable, @DefaultValue(";") String authoritiesSeparator,
			@DefaultValue("") String authorityPrefix, @DefaultValue List<String> claimsPrefixes) {

	}

	/**
	 * Properties of the files that the web server sends in place of the application.
	 *
	 * @param header Header field that tells the web server to send a file. If not set,
	 * the application sends all files.
	 * @param roots Directories below which the web server sends files.
	 * @param allowApplicationHeaders Whether the application may set 'X-Sendfile',
	 * 'X-Accel-Redirect' and other header fields that instruct the web server itself. If
	 * not, they are left out.
	 */
	@ConfigurationPropertiesSource
	record FileOffload(@Nullable FileHeader header, @DefaultValue List<FileOffloadRoot> roots,
			@DefaultValue("false") boolean allowApplicationHeaders) {

	}

	/**
	 * Properties of a directory below which the web server sends files.
	 *
	 * @param directory Absolute path of the directory.
	 * @param location What the web server knows the directory by: for 'x-accel-redirect'
	 * the path of an internal location, for 'x-sendfile' the path of the directory where
	 * it is another one for the web server.
	 */
	@ConfigurationPropertiesSource
	record FileOffloadRoot(@Nullable String directory, @Nullable String location) {

	}

	/**
	 * Properties of what goes to the error log of the web server.
	 *
	 * @param level Lowest level of the lines of a request that go to the error log of the
	 * web server as well, which FastCGI has a way to.
	 */
	@ConfigurationPropertiesSource
	record WebServerLog(@DefaultValue("off") Level level) {

		/**
		 * Levels of lines.
		 */
		enum Level {

			/**
			 * No lines at all.
			 */
			OFF,

			/**
			 * Errors.
			 */
			ERROR,

			/**
			 * Errors and warnings.
			 */
			WARN

		}

	}

}
