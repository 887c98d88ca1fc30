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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

import io.webgateway.http.FileHeader;
import io.webgateway.http.HeaderPolicy.AmbiguousHeaders;
import io.webgateway.server.AjpPeer;
import io.webgateway.server.GatewayProtocol;

/**
 * Properties of one listener. They have setters, because to find the parameters of one
 * constructor with their defaults would take most of the time that a listener adds to the
 * start of an application.
 */
@ConfigurationPropertiesSource
class ListenerProperties {

	/**
	 * Protocol that the listener speaks, or 'auto' to tell it by the first bytes of each
	 * connection. Not needed if the listener is named after its protocol.
	 */
	private @Nullable GatewayProtocol protocol;

	/**
	 * Address to listen on: a port of the loopback interface ('9000'), an address with a
	 * port ('127.0.0.1:9000', '[::1]:9000'), the absolute path of a unix domain socket
	 * ('unix:/run/shop.sock'), or a socket that listens already: on file descriptor 0
	 * ('inherited'), on another ('fd:3'), or one of systemd ('systemd:shop.socket'). Use
	 * port '0' to bind to a dynamic port.
	 */
	private @Nullable String bind;

	/**
	 * Whether to take a unix socket over from another process that listens on it, which
	 * can then end without any request being refused.
	 */
	private boolean takeover;

	/**
	 * Comma-separated list of context paths, of which the longest that a request's path
	 * begins with is used. Use 'script-name' to take the variable SCRIPT_NAME, or 'none'
	 * for no context path. If not set, the variable GATEWAY_CONTEXT_PATH is used.
	 */
	private List<String> contextPath = new ArrayList<>();

	/**
	 * Whether to refuse requests whose path has a segment '.' or '..', which web servers
	 * resolve before they decide about access.
	 */
	private boolean rejectDotSegments = true;

	/**
	 * Maximum number of open connections. Others wait to be accepted until one is closed.
	 */
	private int maxConnections = 8192;

	/**
	 * Maximum number of requests in progress. Others are answered with status 503.
	 */
	private int maxConcurrentRequests = 8192;

	/**
	 * Maximum number of requests in progress on one connection, where the protocol
	 * multiplexes. Others are answered with status 503.
	 */
	private int maxMultiplexedRequests = 128;

	/**
	 * Maximum number of requests on one connection before it is closed, or -1 for no
	 * limit.
	 */
	private int maxKeepAliveRequests = -1;

	/**
	 * Maximum size of all meta-variables of a request.
	 */
	private DataSize maxHeadSize = DataSize.ofKilobytes(64);

	/**
	 * Maximum number of meta-variables of a request.
	 */
	private int maxVariables = 200;

	/**
	 * Time that the meta-variables of a request may take to arrive. If a duration suffix
	 * is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration headTimeout = Duration.ofSeconds(10);

	/**
	 * Time that a connection is kept open without a request. If a duration suffix is not
	 * specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration idleTimeout = Duration.ofMinutes(10);

	/**
	 * Maximum size of a request's body, or -1 for no limit. Larger bodies are answered
	 * with status 413.
	 */
	private DataSize maxBodySize = DataSize.ofGigabytes(1);

	/**
	 * Minimum number of bytes of a request's body to arrive in a second until the
	 * response begins, or 0 for no limit.
	 */
	private DataSize minBodyRate = DataSize.ofBytes(512);

	/**
	 * Time for which a request's body may stay behind its minimum rate. If a duration
	 * suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration bodyTimeout = Duration.ofSeconds(30);

	/**
	 * Time for which a request whose body is not read may hold up other requests of its
	 * connection, where the protocol multiplexes. If a duration suffix is not specified,
	 * seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration stallTimeout = Duration.ofSeconds(10);

	/**
	 * Maximum size of the status and all headers of a response.
	 */
	private DataSize maxResponseHeadSize = DataSize.ofKilobytes(32);

	/**
	 * Time for which the web server may take nothing of a response before the connection
	 * is closed. If a duration suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration writeTimeout = Duration.ofMinutes(10);

	/**
	 * Maximum size of what is left of a request's body to be read and discarded when the
	 * response has ended. The connection is closed if there is more.
	 */
	private DataSize maxDiscardedBodySize = DataSize.ofMegabytes(64);

	/**
	 * Time that discarding the rest of a request's body may take. If a duration suffix is
	 * not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration discardTimeout = Duration.ofSeconds(30);

	/**
	 * Value that the variable 'secret-variable' of each request must have, or two of them
	 * while it is being changed. Other requests are answered with status 403.
	 */
	private @Nullable List<String> secret;

	/**
	 * Name of the variable that the web server adds with the secret.
	 */
	private String secretVariable = "GATEWAY_SECRET";

	/**
	 * Comma-separated list of addresses of web servers, or of ranges of them in CIDR
	 * notation, from which connections are accepted on TCP. If not set, connections are
	 * accepted from everywhere.
	 */
	private @Nullable List<String> allowedClients;

	/**
	 * Comma-separated list of users ('user:www-data') and groups ('group:www-data') of
	 * web servers, by name or number, whose connections are accepted on a unix domain
	 * socket. If not set, whoever may write to the socket can connect.
	 */
	private @Nullable List<String> allowedPeers;

	/**
	 * Permissions of the unix domain socket, such as "0660" or 'rw-rw----'. If not set,
	 * they come from the umask of the application.
	 */
	private @Nullable String permissions;

	/**
	 * Owner of the unix domain socket, by name or number.
	 */
	private @Nullable String owner;

	/**
	 * Group of the unix domain socket, by name or number.
	 */
	private @Nullable String group;

	/**
	 * Whether to hand the headers 'Forwarded' and 'X-Forwarded-*' to the application.
	 */
	private boolean trustForwardedHeaders;

	/**
	 * What to do with a request in which a header has several values that is not known to
	 * be a list.
	 */
	private AmbiguousHeaders ambiguousHeaders = AmbiguousHeaders.KEEP;

	/**
	 * Who the user is, as the web server tells.
	 */
	private final Identity identity = new Identity();

	/**
	 * Files that the web server sends in place of the application.
	 */
	private final FileOffload fileOffload = new FileOffload();

	/**
	 * What of the log goes to the error log of the web server.
	 */
	private final WebServerLog webServerLog = new WebServerLog();

	/**
	 * Time that requests wait in the web server.
	 */
	private final QueueTime queueTime = new QueueTime();

	/**
	 * Status of the listener, as php-fpm tells it.
	 */
	private final Status status = new Status();

	/**
	 * Whether AJP needs a secret. Without one, a listener for AJP does not start, and one
	 * whose protocol is 'auto' does not speak AJP.
	 */
	private boolean secretRequired = true;

	/**
	 * Maximum size of AJP packets, from 8KB to 64KB. The web server must have the same.
	 */
	private DataSize maxPacketSize = DataSize.ofKilobytes(8);

	/**
	 * Comma-separated list of the names of AJP request attributes that become variables,
	 * besides those of AJP itself and GATEWAY_CONTEXT_PATH. An asterisk at the end of a
	 * name stands for anything. Requests with others are answered with status 403.
	 */
	private List<String> allowedRequestAttributes = new ArrayList<>();

	/**
	 * Kind of web server that speaks AJP.
	 */
	private AjpPeer ajpPeer = AjpPeer.AUTO;

	public @Nullable GatewayProtocol getProtocol() {
		return this.protocol;
	}

	public void setProtocol(@Nullable GatewayProtocol protocol) {
		this.protocol = protocol;
	}

	public @Nullable String getBind() {
		return this.bind;
	}

	public void setBind(@Nullable String bind) {
		this.bind = bind;
	}

	public boolean isTakeover() {
		return this.takeover;
	}

	public void setTakeover(boolean takeover) {
		this.takeover = takeover;
	}

	public List<String> getContextPath() {
		return this.contextPath;
	}

	public void setContextPath(List<String> contextPath) {
		this.contextPath = contextPath;
	}

	public boolean isRejectDotSegments() {
		return this.rejectDotSegments;
	}

	public void setRejectDotSegments(boolean rejectDotSegments) {
		this.rejectDotSegments = rejectDotSegments;
	}

	public int getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	public int getMaxConcurrentRequests() {
		return this.maxConcurrentRequests;
	}

	public void setMaxConcurrentRequests(int maxConcurrentRequests) {
		this.maxConcurrentRequests = maxConcurrentRequests;
	}

	public int getMaxMultiplexedRequests() {
		return this.maxMultiplexedRequests;
	}

	public void setMaxMultiplexedRequests(int maxMultiplexedRequests) {
		this.maxMultiplexedRequests = maxMultiplexedRequests;
	}

	public int getMaxKeepAliveRequests() {
		return this.maxKeepAliveRequests;
	}

	public void setMaxKeepAliveRequests(int maxKeepAliveRequests) {
		this.maxKeepAliveRequests = maxKeepAliveRequests;
	}

	public DataSize getMaxHeadSize() {
		return this.maxHeadSize;
	}

	public void setMaxHeadSize(DataSize maxHeadSize) {
		this.maxHeadSize = maxHeadSize;
	}

	public int getMaxVariables() {
		return this.maxVariables;
	}

	public void setMaxVariables(int maxVariables) {
		this.maxVariables = maxVariables;
	}

	public Duration getHeadTimeout() {
		return this.headTimeout;
	}

	public void setHeadTimeout(Duration headTimeout) {
		this.headTimeout = headTimeout;
	}

	public Duration getIdleTimeout() {
		return this.idleTimeout;
	}

	public void setIdleTimeout(Duration idleTimeout) {
		this.idleTimeout = idleTimeout;
	}

	public DataSize getMaxBodySize() {
		return this.maxBodySize;
	}

	public void setMaxBodySize(DataSize maxBodySize) {
		this.maxBodySize = maxBodySize;
	}

	public DataSize getMinBodyRate() {
		return this.minBodyRate;
	}

	public void setMinBodyRate(DataSize minBodyRate) {
		this.minBodyRate = minBodyRate;
	}

	public Duration getBodyTimeout() {
		return this.bodyTimeout;
	}

	public void setBodyTimeout(Duration bodyTimeout) {
		this.bodyTimeout = bodyTimeout;
	}

	public Duration getStallTimeout() {
		return this.stallTimeout;
	}

	public void setStallTimeout(Duration stallTimeout) {
		this.stallTimeout = stallTimeout;
	}

	public DataSize getMaxResponseHeadSize() {
		return this.maxResponseHeadSize;
	}

	public void setMaxResponseHeadSize(DataSize maxResponseHeadSize) {
		this.maxResponseHeadSize = maxResponseHeadSize;
	}

	public Duration getWriteTimeout() {
		return this.writeTimeout;
	}

	public void setWriteTimeout(Duration writeTimeout) {
		this.writeTimeout = writeTimeout;
	}

	public DataSize getMaxDiscardedBodySize() {
		return this.maxDiscardedBodySize;
	}

	public void setMaxDiscardedBodySize(DataSize maxDiscardedBodySize) {
		this.maxDiscardedBodySize = maxDiscardedBodySize;
	}

	public Duration getDiscardTimeout() {
		return this.discardTimeout;
	}

	public void setDiscardTimeout(Duration discardTimeout) {
		this.discardTimeout = discardTimeout;
	}

	public @Nullable List<String> getSecret() {
		return this.secret;
	}

	public void setSecret(@Nullable List<String> secret) {
		this.secret = secret;
	}

	public String getSecretVariable() {
		return this.secretVariable;
	}

	public void setSecretVariable(String secretVariable) {
		this.secretVariable = secretVariable;
	}

	public @Nullable List<String> getAllowedClients() {
		return this.allowedClients;
	}

	public void setAllowedClients(@Nullable List<String> allowedClients) {
		this.allowedClients = allowedClients;
	}

	public @Nullable List<String> getAllowedPeers() {
		return this.allowedPeers;
	}

	public void setAllowedPeers(@Nullable List<String> allowedPeers) {
		this.allowedPeers = allowedPeers;
	}

	public @Nullable String getPermissions() {
		return this.permissions;
	}

	public void setPermissions(@Nullable String permissions) {
		this.permissions = permissions;
	}

	public @Nullable String getOwner() {
		return this.owner;
	}

	public void setOwner(@Nullable String owner) {
		this.owner = owner;
	}

	public @Nullable String getGroup() {
		return this.group;
	}

	public void setGroup(@Nullable String group) {
		this.group = group;
	}

	public boolean isTrustForwardedHeaders() {
		return this.trustForwardedHeaders;
	}

	public void setTrustForwardedHeaders(boolean trustForwardedHeaders) {
		this.trustForwardedHeaders = trustForwardedHeaders;
	}

	public AmbiguousHeaders getAmbiguousHeaders() {
		return this.ambiguousHeaders;
	}

	public void setAmbiguousHeaders(AmbiguousHeaders ambiguousHeaders) {
		this.ambiguousHeaders = ambiguousHeaders;
	}

	public Identity getIdentity() {
		return this.identity;
	}

	public FileOffload getFileOffload() {
		return this.fileOffload;
	}

	public WebServerLog getWebServerLog() {
		return this.webServerLog;
	}

	public QueueTime getQueueTime() {
		return this.queueTime;
	}

	public Status getStatus() {
		return this.status;
	}

	public boolean isSecretRequired() {
		return this.secretRequired;
	}

	public void setSecretRequired(boolean secretRequired) {
		this.secretRequired = secretRequired;
	}

	public DataSize getMaxPacketSize() {
		return this.maxPacketSize;
	}

	public void setMaxPacketSize(DataSize maxPacketSize) {
		this.maxPacketSize = maxPacketSize;
	}

	public List<String> getAllowedRequestAttributes() {
		return this.allowedRequestAttributes;
	}

	public void setAllowedRequestAttributes(List<String> allowedRequestAttributes) {
		this.allowedRequestAttributes = allowedRequestAttributes;
	}

	public AjpPeer getAjpPeer() {
		return this.ajpPeer;
	}

	public void setAjpPeer(AjpPeer ajpPeer) {
		this.ajpPeer = ajpPeer;
	}

	/**
	 * Return the address only: the secret is one.
	 */
	@Override
	public String toString() {
		return "listener at " + this.bind;
	}

	/**
	 * Properties of what a web server tells of the user.
	 */
	static class Identity {

		/**
		 * Whether the web server of the listener is believed when it says who the user
		 * is. Every value of the variables below must come from authentication by the web
		 * server.
		 */
		private boolean enabled;

		/**
		 * Variable with the name of the user.
		 */
		private String userVariable = "REMOTE_USER";

		/**
		 * Variable with a list of the user's authorities.
		 */
		private @Nullable String authoritiesVariable;

		/**
		 * What stands between two authorities. A backslash before it makes it a part of
		 * an authority.
		 */
		private String authoritiesSeparator = ";";

		/**
		 * What to put before each authority, such as 'ROLE_'.
		 */
		private String authorityPrefix = "";

		/**
		 * Comma-separated list of how the names of variables begin that become claims of
		 * the user, such as 'OIDC_CLAIM_'.
		 */
		private List<String> claimsPrefixes = new ArrayList<>();

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public String getUserVariable() {
			return this.userVariable;
		}

		public void setUserVariable(String userVariable) {
			this.userVariable = userVariable;
		}

		public @Nullable String getAuthoritiesVariable() {
			return this.authoritiesVariable;
		}

		public void setAuthoritiesVariable(@Nullable String authoritiesVariable) {
			this.authoritiesVariable = authoritiesVariable;
		}

		public String getAuthoritiesSeparator() {
			return this.authoritiesSeparator;
		}

		public void setAuthoritiesSeparator(String authoritiesSeparator) {
			this.authoritiesSeparator = authoritiesSeparator;
		}

		public String getAuthorityPrefix() {
			return this.authorityPrefix;
		}

		public void setAuthorityPrefix(String authorityPrefix) {
			this.authorityPrefix = authorityPrefix;
		}

		public List<String> getClaimsPrefixes() {
			return this.claimsPrefixes;
		}

		public void setClaimsPrefixes(List<String> claimsPrefixes) {
			this.claimsPrefixes = claimsPrefixes;
		}

	}

	/**
	 * Properties of the files that the web server sends in place of the application.
	 */
	static class FileOffload {

		/**
		 * Header field that tells the web server to send a file. If not set, the
		 * application sends all files.
		 */
		private @Nullable FileHeader header;

		/**
		 * Directories below which the web server sends files.
		 */
		private List<FileOffloadRoot> roots = new ArrayList<>();

		/**
		 * Whether the application may set 'X-Sendfile', 'X-Accel-Redirect' and other
		 * header fields that instruct the web server itself. If not, they are left out.
		 */
		private boolean allowApplicationHeaders;

		public @Nullable FileHeader getHeader() {
			return this.header;
		}

		public void setHeader(@Nullable FileHeader header) {
			this.header = header;
		}

		public List<FileOffloadRoot> getRoots() {
			return this.roots;
		}

		public void setRoots(List<FileOffloadRoot> roots) {
			this.roots = roots;
		}

		public boolean isAllowApplicationHeaders() {
			return this.allowApplicationHeaders;
		}

		public void setAllowApplicationHeaders(boolean allowApplicationHeaders) {
			this.allowApplicationHeaders = allowApplicationHeaders;
		}

	}

	/**
	 * Properties of a directory below which the web server sends files.
	 */
	@ConfigurationPropertiesSource
	static class FileOffloadRoot {

		/**
		 * Absolute path of the directory.
		 */
		private @Nullable String directory;

		/**
		 * What the web server knows the directory by: for 'x-accel-redirect' the path of
		 * an internal location, for 'x-sendfile' the path of the directory where it is
		 * another one for the web server.
		 */
		private @Nullable String location;

		public @Nullable String getDirectory() {
			return this.directory;
		}

		public void setDirectory(@Nullable String directory) {
			this.directory = directory;
		}

		public @Nullable String getLocation() {
			return this.location;
		}

		public void setLocation(@Nullable String location) {
			this.location = location;
		}

	}

	/**
	 * Properties of the time that requests wait in the web server.
	 */
	static class QueueTime {

		/**
		 * Variable in which the web server tells when it got the request. Clients choose
		 * the values of variables whose names begin with 'HTTP_', unless the web server
		 * replaces them. An empty name stands for none.
		 */
		private String variable = "REQUEST_START";

		public String getVariable() {
			return this.variable;
		}

		public void setVariable(String variable) {
			this.variable = variable;
		}

	}

	/**
	 * Properties of the status of a listener.
	 */
	static class Status {

		/**
		 * Path at which a listener for FastCGI tells its status to programs that watch
		 * php-fpm, such as '/status'. What a web server passes on is not answered there.
		 * If not set, there is no such path.
		 */
		private @Nullable String path;

		public @Nullable String getPath() {
			return this.path;
		}

		public void setPath(@Nullable String path) {
			this.path = path;
		}

	}

	/**
	 * Properties of what goes to the error log of the web server.
	 */
	static class WebServerLog {

		/**
		 * Lowest level of the lines of a request that go to the error log of the web
		 * server as well, which FastCGI has a way to.
		 */
		private Level level = Level.OFF;

		public Level getLevel() {
			return this.level;
		}

		public void setLevel(Level level) {
			this.level = level;
		}

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
