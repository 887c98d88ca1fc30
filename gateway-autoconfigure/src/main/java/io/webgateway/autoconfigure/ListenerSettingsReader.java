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

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

import io.webgateway.codec.HeadLimits;
import io.webgateway.http.ContextPathResolver;
import io.webgateway.http.HeaderPolicy;
import io.webgateway.server.BodyLimits;
import io.webgateway.server.ConnectionLimits;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerLimits;
import io.webgateway.server.UnixListenAddress;

/**
 * Reads the properties of one listener and refuses those that are of no use, each by its
 * full name.
 */
class ListenerSettingsReader {

	/** Time is counted in nanoseconds, of which a long holds no more than 292 years. */
	private static final Duration MAX_TIMEOUT = Duration.ofDays(36500);

	private final String name;

	private final ListenerProperties listener;

	ListenerSettingsReader(String name, ListenerProperties listener) {
		this.name = name;
		this.listener = listener;
	}

	ListenerSettings read() {
		GatewayProtocol protocol = protocol();
		ListenAddress address = address();
		return new ListenerSettings(this.name, protocol, address, contextPathResolver(),
				this.listener.isRejectDotSegments(), limits(),
				new ListenerAccessReader(this.name, this.listener, address).read(),
				new HeaderPolicy(this.listener.isTrustForwardedHeaders(), this.listener.getAmbiguousHeaders()),
				new IdentityReader(this.name, this.listener.getIdentity()).read(),
				new FileOffloadReader(this.name, this.listener.getFileOffload()).read(),
				this.listener.getFileOffload().isAllowApplicationHeaders(),
				new WebServerLogReader(this.name, protocol, this.listener.getWebServerLog()).read(),
				new AjpOptionsReader(this.name, this.listener).read(protocol));
	}

	private GatewayProtocol protocol() {
		if (this.listener.getProtocol() != null) {
			return this.listener.getProtocol();
		}
		for (GatewayProtocol protocol : GatewayProtocol.values()) {
			if (protocol.name().equalsIgnoreCase(this.name)) {
				return protocol;
			}
		}
		throw invalid("protocol", null, "the name of listener '" + this.name + "' is not that of a protocol",
				"Set '" + property("protocol") + "' to one of " + protocols()
						+ ", or give the listener the name of its protocol.");
	}

	private static String protocols() {
		return Arrays.stream(GatewayProtocol.values())
			.map((protocol) -> protocol.name().toLowerCase(Locale.ROOT))
			.collect(Collectors.joining(", "));
	}

	private ListenAddress address() {
		String bind = this.listener.getBind();
		if (!StringUtils.hasText(bind)) {
			throw invalid("bind", null, "listener '" + this.name + "' has no address to listen on", bindForms());
		}
		ListenAddress address = address(bind);
		if (!this.listener.isTakeover()) {
			return address;
		}
		if (address instanceof UnixListenAddress unixAddress) {
			return unixAddress.withTakeover();
		}
		throw invalid("takeover", true,
				"only a unix socket can be taken over, but the listener is to listen on " + address,
				"Remove '" + property("takeover") + "'.");
	}

	private ListenAddress address(String bind) {
		try {
			return ListenAddress.parse(bind);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("bind", bind, String.valueOf(ex.getMessage()), bindForms());
		}
	}

	private String bindForms() {
		return String.format(
				"Set '%s' to one of these forms:%n%n" + "    9000                  port 9000 of 127.0.0.1%n"
						+ "    127.0.0.1:9000        an address and a port, 0 for any free port%n"
						+ "    \"[::1]:9000\"          an IPv6 address and a port (YAML needs the quotes)%n"
						+ "    unix:/run/shop.sock   a unix domain socket%n"
						+ "    inherited             the socket with which a web server has spawned the application%n"
						+ "    systemd:shop.socket   a socket of systemd, or fd:3 for one by its number",
				property("bind"));
	}

	private ContextPathResolver contextPathResolver() {
		List<String> contextPath = this.listener.getContextPath();
		if (contextPath.isEmpty()) {
			return ContextPathResolver.gatewayVariable();
		}
		if (contextPath.equals(List.of("none"))) {
			return ContextPathResolver.none();
		}
		if (contextPath.equals(List.of("script-name"))) {
			return ContextPathResolver.scriptName();
		}
		contextPath.forEach(this::checkContextPath);
		return ContextPathResolver.fixed(contextPath);
	}

	private void checkContextPath(String path) {
		String reason = whyNotContextPath(path);
		if (reason != null) {
			throw invalid("context-path", path, reason,
					"Set '" + property("context-path") + "' to 'none', to 'script-name', or to one or more paths "
							+ "such as '/shop', as they appear in the request line.");
		}
	}

	private @Nullable String whyNotContextPath(String path) {
		if (path.equals("none") || path.equals("script-name")) {
			return "it cannot be combined with other values";
		}
		if (!path.startsWith("/")) {
			return "a context path begins with a slash";
		}
		if (path.endsWith("/")) {
			return "a context path does not end with a slash";
		}
		return isRawPath(path) ? null : "a context path must be a valid path, with special characters percent-encoded";
	}

	private boolean isRawPath(String path) {
		try {
			// The authority keeps a path that begins with two slashes from being taken
			// for one
			URI uri = new URI("http://localhost" + path);
			return path.equals(uri.getRawPath()) && uri.toASCIIString().equals(uri.toString());
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private ListenerLimits limits() {
		HeadLimits head = new HeadLimits(positiveSize("max-head-size", this.listener.getMaxHeadSize()),
				positive("max-variables", this.listener.getMaxVariables()));
		return new ListenerLimits(connectionLimits(), head, positive("head-timeout", this.listener.getHeadTimeout()),
				bodyLimits(), positiveSize("max-response-head-size", this.listener.getMaxResponseHeadSize()),
				positive("write-timeout", this.listener.getWriteTimeout()));
	}

	private ConnectionLimits connectionLimits() {
		int maxKeepAliveRequests = this.listener.getMaxKeepAliveRequests();
		check(maxKeepAliveRequests > 0 || maxKeepAliveRequests == ConnectionLimits.UNLIMITED, "max-keep-alive-requests",
				maxKeepAliveRequests, "it must be greater than zero or -1",
				"a number greater than zero, or to -1 for no limit");
		return new ConnectionLimits(positive("max-connections", this.listener.getMaxConnections()),
				positive("max-concurrent-requests", this.listener.getMaxConcurrentRequests()),
				positive("max-multiplexed-requests", this.listener.getMaxMultiplexedRequests()), maxKeepAliveRequests,
				positive("idle-timeout", this.listener.getIdleTimeout()));
	}

	private BodyLimits bodyLimits() {
		return new BodyLimits(maxBodySize(), minBodyRate(), positive("body-timeout", this.listener.getBodyTimeout()),
				positive("stall-timeout", this.listener.getStallTimeout()),
				notNegative("max-discarded-body-size", this.listener.getMaxDiscardedBodySize()),
				positive("discard-timeout", this.listener.getDiscardTimeout()));
	}

	private long maxBodySize() {
		DataSize value = this.listener.getMaxBodySize();
		check(!value.isNegative() || value.toBytes() == BodyLimits.UNLIMITED, "max-body-size", value,
				"it must not be negative, except for -1", "a size such as 1GB, or to -1 for no limit");
		return value.toBytes();
	}

	private int minBodyRate() {
		DataSize value = this.listener.getMinBodyRate();
		check(!value.isNegative() && value.toBytes() <= Integer.MAX_VALUE, "min-body-rate", value,
				"it must not be negative and smaller than 2GB", "a number of bytes such as 512B, or to 0 for no limit");
		return (int) value.toBytes();
	}

	private int positive(String property, int value) {
		check(value > 0, property, value, "it must be greater than zero", "a number greater than zero");
		return value;
	}

	private Duration positive(String property, Duration value) {
		check(!value.isZero() && !value.isNegative() && value.compareTo(MAX_TIMEOUT) <= 0, property, value,
				"it must be longer than zero and not longer than " + MAX_TIMEOUT.toDays() + " days",
				"a duration such as 10s or 5m");
		return value;
	}

	private int positiveSize(String property, DataSize value) {
		check(value.toBytes() > 0 && value.toBytes() <= Integer.MAX_VALUE, property, value,
				"it must be greater than zero and smaller than 2GB", "a size such as 64KB");
		return (int) value.toBytes();
	}

	private long notNegative(String property, DataSize value) {
		check(!value.isNegative(), property, value, "it must not be negative", "a size such as 64MB, or to 0");
		return value.toBytes();
	}

	private void check(boolean condition, String property, Object value, String reason, String usefulValue) {
		if (!condition) {
			throw invalid(property, value, reason, "Set '" + property(property) + "' to " + usefulValue + ".");
		}
	}

	private InvalidListenerPropertyException invalid(String property, @Nullable Object value, String reason,
			String action) {
		return new InvalidListenerPropertyException(property(property), value, reason, action);
	}

	private String property(String property) {
		return ListenerNames.property(this.name, property);
	}

}
