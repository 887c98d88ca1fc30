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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.unit.DataSize;

import io.webgateway.autoconfigure.GatewayProperties.AccessLog;
import io.webgateway.autoconfigure.ListenerProperties.FileOffload;
import io.webgateway.autoconfigure.ListenerProperties.Identity;
import io.webgateway.autoconfigure.ListenerProperties.WebServerLog;
import io.webgateway.http.FileHeader;
import io.webgateway.http.HeaderPolicy;
import io.webgateway.http.HeaderPolicy.AmbiguousHeaders;
import io.webgateway.server.AjpOptions;
import io.webgateway.server.AjpPeer;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenerLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link GatewayProperties} and their metadata.
 */
class GatewayPropertiesTests {

	@Test
	void whenNothingIsConfiguredThenThereAreNoListeners() {
		assertThat(bind(Map.of()).listeners()).isEmpty();
	}

	@Test
	void whenIdleExitIsConfiguredThenItIsInSecondsUnlessItSays() {
		assertThat(bind(Map.of()).idleExit()).isNull();
		assertThat(bind(Map.of("gateway.idle-exit", "90")).idleExit()).isEqualTo(Duration.ofSeconds(90));
		assertThat(bind(Map.of("gateway.idle-exit", "10m")).idleExit()).isEqualTo(Duration.ofMinutes(10));
		assertThat(bind(Map.of()).slowRequestThreshold()).isNull();
		assertThat(bind(Map.of("gateway.slow-request-threshold", "5")).slowRequestThreshold())
			.isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void whenAccessLogIsConfiguredThenItsPatternIsCommonUnlessItSays() {
		assertThat(bind(Map.of()).accessLog()).isEqualTo(new AccessLog(false, "common"));
		assertThat(bind(Map.of("gateway.access-log.enabled", "true", "gateway.access-log.pattern", "%h")).accessLog())
			.isEqualTo(new AccessLog(true, "%h"));
	}

	@Test
	void whenOnlyBindIsConfiguredThenTheRestHasDefaults() {
		ListenerProperties listener = bind(Map.of("gateway.listeners.fastcgi.bind", "9000")).listeners().get("fastcgi");
		assertThat(listener.getBind()).isEqualTo("9000");
		assertThat(listener.getProtocol()).isNull();
		assertThat(listener.getContextPath()).isEmpty();
		assertThat(listener.isRejectDotSegments()).isTrue();
		ListenerLimits defaults = ListenerLimits.DEFAULTS;
		assertThat(listener.getMaxHeadSize().toBytes()).isEqualTo(defaults.head().maxBytes());
		assertThat(listener.getMaxVariables()).isEqualTo(defaults.head().maxVariables());
		assertThat(listener.getHeadTimeout()).isEqualTo(defaults.headTimeout());
		assertThat(listener.getIdleTimeout()).isEqualTo(defaults.connections().idleTimeout());
		assertThat(listener.getMaxResponseHeadSize().toBytes()).isEqualTo(defaults.maxResponseHead());
		assertThat(listener.getMaxDiscardedBodySize().toBytes()).isEqualTo(defaults.body().maxDiscarded());
		assertThat(listener.getDiscardTimeout()).isEqualTo(defaults.body().discardTimeout());
		assertThat(listener.getMaxConnections()).isEqualTo(defaults.connections().maxConnections());
		assertThat(listener.getMaxConcurrentRequests()).isEqualTo(defaults.connections().maxConcurrentRequests());
		assertThat(listener.getMaxMultiplexedRequests()).isEqualTo(defaults.connections().maxMultiplexedRequests());
		assertThat(listener.getMaxKeepAliveRequests()).isEqualTo(defaults.connections().maxKeepAliveRequests());
		assertThat(listener.getMaxBodySize().toBytes()).isEqualTo(defaults.body().maxSize());
		assertThat(listener.getMinBodyRate().toBytes()).isEqualTo(defaults.body().minRate());
		assertThat(listener.getBodyTimeout()).isEqualTo(defaults.body().timeout());
		assertThat(listener.getStallTimeout()).isEqualTo(defaults.body().stallTimeout());
		assertThat(listener.getWriteTimeout()).isEqualTo(defaults.writeTimeout());
		assertThat(listener.getSecret()).isNull();
		assertThat(listener.getSecretVariable()).isEqualTo("GATEWAY_SECRET");
		assertThat(listener.getAllowedClients()).isNull();
		assertThat(listener.getAllowedPeers()).isNull();
		assertThat(listener.getPermissions()).isNull();
		assertThat(listener.getOwner()).isNull();
		assertThat(listener.getGroup()).isNull();
		assertThat(listener.isTrustForwardedHeaders()).isEqualTo(HeaderPolicy.DEFAULTS.trustForwarded());
		assertThat(listener.getAmbiguousHeaders()).isEqualTo(HeaderPolicy.DEFAULTS.ambiguous());
		Identity identity = listener.getIdentity();
		assertThat(identity.isEnabled()).isFalse();
		assertThat(identity.getUserVariable()).isEqualTo("REMOTE_USER");
		assertThat(identity.getAuthoritiesVariable()).isNull();
		assertThat(identity.getAuthoritiesSeparator()).isEqualTo(";");
		assertThat(identity.getAuthorityPrefix()).isEmpty();
		assertThat(identity.getClaimsPrefixes()).isEmpty();
		assertThat(listener.getFileOffload().getHeader()).isNull();
		assertThat(listener.getFileOffload().getRoots()).isEmpty();
		assertThat(listener.getFileOffload().isAllowApplicationHeaders()).isFalse();
		assertThat(listener.getWebServerLog().getLevel()).isEqualTo(WebServerLog.Level.OFF);
		assertThat(listener.getQueueTime().getVariable()).isEqualTo("REQUEST_START");
		assertThat(listener.getStatus().getPath()).isNull();
		assertThat(listener.isSecretRequired()).isTrue();
		assertThat(listener.getMaxPacketSize().toBytes()).isEqualTo(AjpOptions.DEFAULTS.maxPacketSize());
		assertThat(listener.getAllowedRequestAttributes()).isEmpty();
		assertThat(listener.getAjpPeer()).isEqualTo(AjpOptions.DEFAULTS.peer());
	}

	@Test
	void whenAllPropertiesAreConfiguredThenTheyAreBound() {
		String prefix = "gateway.listeners.shop.";
		ListenerProperties listener = bind(Map.ofEntries(entry(prefix + "protocol", "uwsgi"),
				entry(prefix + "bind", "unix:/run/shop.sock"), entry(prefix + "context-path", "/shop, /store"),
				entry(prefix + "reject-dot-segments", "false"), entry(prefix + "max-head-size", "16KB"),
				entry(prefix + "max-variables", "50"), entry(prefix + "head-timeout", "5"),
				entry(prefix + "idle-timeout", "1m"), entry(prefix + "max-response-head-size", "8KB"),
				entry(prefix + "max-discarded-body-size", "1MB"), entry(prefix + "discard-timeout", "7"),
				entry(prefix + "max-concurrent-requests", "3"), entry(prefix + "max-connections", "4"),
				entry(prefix + "max-multiplexed-requests", "5"), entry(prefix + "max-keep-alive-requests", "6"),
				entry(prefix + "max-body-size", "7MB"), entry(prefix + "min-body-rate", "8B"),
				entry(prefix + "body-timeout", "9"), entry(prefix + "stall-timeout", "10"),
				entry(prefix + "write-timeout", "11"), entry(prefix + "secret", "new, old"),
				entry(prefix + "secret-variable", "KEY"), entry(prefix + "allowed-clients", "::1, 127.0.0.1"),
				entry(prefix + "allowed-peers", "user:a,group:b"), entry(prefix + "permissions", "0660"),
				entry(prefix + "owner", "c"), entry(prefix + "group", "d"),
				entry(prefix + "trust-forwarded-headers", "true"), entry(prefix + "ambiguous-headers", "refuse"),
				entry(prefix + "takeover", "true"), entry(prefix + "identity.enabled", "true"),
				entry(prefix + "identity.user-variable", "eppn"),
				entry(prefix + "identity.authorities-variable", "affiliation"),
				entry(prefix + "identity.authorities-separator", ","),
				entry(prefix + "identity.authority-prefix", "ROLE_"),
				entry(prefix + "identity.claims-prefixes", "OIDC_CLAIM_, Shib-"),
				entry(prefix + "file-offload.header", "x-accel-redirect"),
				entry(prefix + "file-offload.roots[0].directory", "/srv/files"),
				entry(prefix + "file-offload.roots[0].location", "/protected"),
				entry(prefix + "file-offload.allow-application-headers", "true"),
				entry(prefix + "web-server-log.level", "warn"), entry(prefix + "queue-time.variable", "T"),
				entry(prefix + "status.path", "/status"), entry(prefix + "secret-required", "false"),
				entry(prefix + "max-packet-size", "12KB"), entry(prefix + "allowed-request-attributes", "A, B_*"),
				entry(prefix + "ajp-peer", "lighttpd")))
			.listeners()
			.get("shop");
		assertThat(listener.getProtocol()).isEqualTo(GatewayProtocol.UWSGI);
		assertThat(listener.getBind()).isEqualTo("unix:/run/shop.sock");
		assertThat(listener.isTakeover()).isTrue();
		assertThat(listener.getContextPath()).containsExactly("/shop", "/store");
		assertThat(listener.isRejectDotSegments()).isFalse();
		assertThat(listener.getMaxConnections()).isEqualTo(4);
		assertThat(listener.getMaxConcurrentRequests()).isEqualTo(3);
		assertThat(listener.getMaxMultiplexedRequests()).isEqualTo(5);
		assertThat(listener.getMaxKeepAliveRequests()).isEqualTo(6);
		assertThat(listener.getMaxHeadSize()).isEqualTo(DataSize.ofKilobytes(16));
		assertThat(listener.getMaxVariables()).isEqualTo(50);
		assertThat(listener.getHeadTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(listener.getIdleTimeout()).isEqualTo(Duration.ofMinutes(1));
		assertThat(listener.getMaxBodySize()).isEqualTo(DataSize.ofMegabytes(7));
		assertThat(listener.getMinBodyRate()).isEqualTo(DataSize.ofBytes(8));
		assertThat(listener.getBodyTimeout()).isEqualTo(Duration.ofSeconds(9));
		assertThat(listener.getStallTimeout()).isEqualTo(Duration.ofSeconds(10));
		assertThat(listener.getMaxResponseHeadSize()).isEqualTo(DataSize.ofKilobytes(8));
		assertThat(listener.getWriteTimeout()).isEqualTo(Duration.ofSeconds(11));
		assertThat(listener.getMaxDiscardedBodySize()).isEqualTo(DataSize.ofMegabytes(1));
		assertThat(listener.getDiscardTimeout()).isEqualTo(Duration.ofSeconds(7));
		assertThat(listener.getSecret()).containsExactly("new", "old");
		assertThat(listener.getSecretVariable()).isEqualTo("KEY");
		assertThat(listener.getAllowedClients()).containsExactly("::1", "127.0.0.1");
		assertThat(listener.getAllowedPeers()).containsExactly("user:a", "group:b");
		assertThat(listener.getPermissions()).isEqualTo("0660");
		assertThat(listener.getOwner()).isEqualTo("c");
		assertThat(listener.getGroup()).isEqualTo("d");
		assertThat(listener.isTrustForwardedHeaders()).isTrue();
		assertThat(listener.getAmbiguousHeaders()).isEqualTo(AmbiguousHeaders.REFUSE);
		assertThat(listener.isSecretRequired()).isFalse();
		assertThat(listener.getMaxPacketSize()).isEqualTo(DataSize.ofKilobytes(12));
		assertThat(listener.getAllowedRequestAttributes()).containsExactly("A", "B_*");
		assertThat(listener.getAjpPeer()).isEqualTo(AjpPeer.LIGHTTPD);
		Identity identity = listener.getIdentity();
		assertThat(identity.isEnabled()).isTrue();
		assertThat(identity.getUserVariable()).isEqualTo("eppn");
		assertThat(identity.getAuthoritiesVariable()).isEqualTo("affiliation");
		assertThat(identity.getAuthoritiesSeparator()).isEqualTo(",");
		assertThat(identity.getAuthorityPrefix()).isEqualTo("ROLE_");
		assertThat(identity.getClaimsPrefixes()).containsExactly("OIDC_CLAIM_", "Shib-");
		FileOffload fileOffload = listener.getFileOffload();
		assertThat(fileOffload.getHeader()).isEqualTo(FileHeader.X_ACCEL_REDIRECT);
		assertThat(fileOffload.isAllowApplicationHeaders()).isTrue();
		assertThat(fileOffload.getRoots()).singleElement().satisfies((root) -> {
			assertThat(root.getDirectory()).isEqualTo("/srv/files");
			assertThat(root.getLocation()).isEqualTo("/protected");
		});
		assertThat(listener.getWebServerLog().getLevel()).isEqualTo(WebServerLog.Level.WARN);
		assertThat(listener.getQueueTime().getVariable()).isEqualTo("T");
		assertThat(listener.getStatus().getPath()).isEqualTo("/status");
		assertThat(listener).hasToString("listener at unix:/run/shop.sock");
	}

	@Test
	void whenSeveralListenersAreConfiguredThenTheyKeepTheirOrder() {
		Map<String, String> map = new LinkedHashMap<>();
		List.of("uwsgi", "fastcgi", "scgi").forEach((name) -> map.put("gateway.listeners." + name + ".bind", "0"));
		GatewayProperties properties = bind(map);
		assertThat(properties.listeners().keySet()).containsExactly("uwsgi", "fastcgi", "scgi");
	}

	@Test
	void whenListenersAreDescribedThenMetadataHasDescriptionAndNamesOfProtocols() throws IOException {
		Map<String, Object> metadata = json("META-INF/spring-configuration-metadata.json");
		assertThat(list(metadata, "properties"))
			.allSatisfy((property) -> assertThat(property.get("description")).asString().isNotBlank().endsWith("."))
			.extracting((property) -> property.get("name"))
			.containsExactlyInAnyOrder("gateway.listeners", "gateway.management.listener", "gateway.idle-exit",
					"gateway.access-log.enabled", "gateway.access-log.pattern", "gateway.slow-request-threshold",
					"management.info.gateway.enabled", "gateway.doctor", "gateway.doctor-key", "gateway.doctor-idle",
					"gateway.doctor-upload", "gateway.doctor-certificate", "gateway.doctor-connect",
					"gateway.print-config", "gateway.print-config.context-path", "gateway.print-config.listener",
					"management.health.gatewaylisteners.enabled", "management.endpoint.gatewaylisteners.access",
					"management.endpoint.gatewaylisteners.cache.time-to-live");
		List<Map<String, Object>> hints = list(metadata, "hints");
		assertThat(hints).extracting((hint) -> hint.get("name"))
			.containsExactlyInAnyOrder("gateway.listeners.keys", "gateway.print-config");
		assertThat(hints).filteredOn("name", "gateway.listeners.keys")
			.singleElement()
			.satisfies((hint) -> assertThat(list(hint, "values")).extracting((value) -> value.get("value").toString())
				.map((name) -> name.toUpperCase(Locale.ROOT))
				.containsExactlyElementsOf(Arrays.stream(GatewayProtocol.values()).map(Enum::name).toList()));
	}

	@Test
	void whenPropertiesOfListenerAreDescribedThenMetadataHasDescriptionOfEach() throws IOException {
		Map<String, Object> metadata = json(
				"META-INF/spring/configuration-metadata/" + ListenerProperties.class.getName() + ".json");
		List<Map<String, Object>> properties = list(metadata, "properties");
		assertThat(properties).extracting((property) -> property.get("name"))
			.containsExactlyInAnyOrder("protocol", "bind", "takeover", "context-path", "reject-dot-segments",
					"max-head-size", "max-variables", "head-timeout", "idle-timeout", "max-response-head-size",
					"max-discarded-body-size", "discard-timeout", "max-concurrent-requests", "max-connections",
					"max-multiplexed-requests", "max-keep-alive-requests", "max-body-size", "min-body-rate",
					"body-timeout", "stall-timeout", "write-timeout", "secret", "secret-variable", "allowed-clients",
					"allowed-peers", "permissions", "owner", "group", "trust-forwarded-headers", "ambiguous-headers",
					"identity.enabled", "identity.user-variable", "identity.authorities-variable",
					"identity.authorities-separator", "identity.authority-prefix", "identity.claims-prefixes",
					"file-offload.header", "file-offload.roots", "file-offload.allow-application-headers",
					"web-server-log.level", "queue-time.variable", "status.path", "secret-required", "max-packet-size",
					"allowed-request-attributes", "ajp-peer");
		assertThat(properties.stream()
			.map((property) -> property.get("name").toString().replaceFirst("[.].*", ""))
			.distinct()).hasSameSizeAs(ListenerProperties.class.getDeclaredFields());
		assertThat(properties)
			.allSatisfy((property) -> assertThat(property.get("description")).asString().isNotBlank().endsWith("."));
		assertThat(properties).filteredOn((property) -> Duration.class.getName().equals(property.get("type")))
			.hasSize(6)
			.allSatisfy((property) -> assertThat(property.get("description")).asString()
				.endsWith("If a duration suffix is not specified, seconds will be used."));
	}

	private static GatewayProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("gateway",
				GatewayProperties.class);
	}

	private static Map<String, Object> json(String resource) throws IOException {
		try (InputStream stream = GatewayProperties.class.getClassLoader().getResourceAsStream(resource)) {
			assertThat(stream).as(resource).isNotNull();
			return JsonParserFactory.getJsonParser()
				.parseMap(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> list(Map<String, Object> json, String name) {
		return (List<Map<String, Object>>) json.get(name);
	}

}
