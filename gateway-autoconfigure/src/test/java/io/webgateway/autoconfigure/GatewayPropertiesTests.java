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

import io.webgateway.autoconfigure.GatewayProperties.FileOffload;
import io.webgateway.autoconfigure.GatewayProperties.FileOffloadRoot;
import io.webgateway.autoconfigure.GatewayProperties.Identity;
import io.webgateway.autoconfigure.GatewayProperties.Listener;
import io.webgateway.autoconfigure.GatewayProperties.WebServerLog;
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
	}

	@Test
	void whenOnlyBindIsConfiguredThenTheRestHasDefaults() {
		Listener listener = bind(Map.of("gateway.listeners.fastcgi.bind", "9000")).listeners().get("fastcgi");
		assertThat(listener.bind()).isEqualTo("9000");
		assertThat(listener.protocol()).isNull();
		assertThat(listener.contextPath()).isEmpty();
		assertThat(listener.rejectDotSegments()).isTrue();
		ListenerLimits defaults = ListenerLimits.DEFAULTS;
		assertThat(listener.maxHeadSize().toBytes()).isEqualTo(defaults.head().maxBytes());
		assertThat(listener.maxVariables()).isEqualTo(defaults.head().maxVariables());
		assertThat(listener.headTimeout()).isEqualTo(defaults.headTimeout());
		assertThat(listener.idleTimeout()).isEqualTo(defaults.connections().idleTimeout());
		assertThat(listener.maxResponseHeadSize().toBytes()).isEqualTo(defaults.maxResponseHead());
		assertThat(listener.maxDiscardedBodySize().toBytes()).isEqualTo(defaults.body().maxDiscarded());
		assertThat(listener.discardTimeout()).isEqualTo(defaults.body().discardTimeout());
		assertThat(listener.maxConnections()).isEqualTo(defaults.connections().maxConnections());
		assertThat(listener.maxConcurrentRequests()).isEqualTo(defaults.connections().maxConcurrentRequests());
		assertThat(listener.maxMultiplexedRequests()).isEqualTo(defaults.connections().maxMultiplexedRequests());
		assertThat(listener.maxKeepAliveRequests()).isEqualTo(defaults.connections().maxKeepAliveRequests());
		assertThat(listener.maxBodySize().toBytes()).isEqualTo(defaults.body().maxSize());
		assertThat(listener.minBodyRate().toBytes()).isEqualTo(defaults.body().minRate());
		assertThat(listener.bodyTimeout()).isEqualTo(defaults.body().timeout());
		assertThat(listener.stallTimeout()).isEqualTo(defaults.body().stallTimeout());
		assertThat(listener.writeTimeout()).isEqualTo(defaults.writeTimeout());
		assertThat(listener.secret()).isNull();
		assertThat(listener.secretVariable()).isEqualTo("GATEWAY_SECRET");
		assertThat(listener.allowedClients()).isNull();
		assertThat(listener.allowedPeers()).isNull();
		assertThat(listener.permissions()).isNull();
		assertThat(listener.owner()).isNull();
		assertThat(listener.group()).isNull();
		assertThat(listener.trustForwardedHeaders()).isEqualTo(HeaderPolicy.DEFAULTS.trustForwarded());
		assertThat(listener.ambiguousHeaders()).isEqualTo(HeaderPolicy.DEFAULTS.ambiguous());
		assertThat(listener.identity()).isEqualTo(new Identity(false, "REMOTE_USER", null, ";", "", List.of()));
		assertThat(listener.fileOffload()).isEqualTo(new FileOffload(null, List.of(), false));
		assertThat(listener.webServerLog()).isEqualTo(new WebServerLog(WebServerLog.Level.OFF));
		assertThat(listener.secretRequired()).isTrue();
		assertThat(listener.maxPacketSize().toBytes()).isEqualTo(AjpOptions.DEFAULTS.maxPacketSize());
		assertThat(listener.allowedRequestAttributes()).isEmpty();
		assertThat(listener.ajpPeer()).isEqualTo(AjpOptions.DEFAULTS.peer());
	}

	@Test
	void whenAllPropertiesAreConfiguredThenTheyAreBound() {
		String prefix = "gateway.listeners.shop.";
		Listener listener = bind(Map.ofEntries(entry(prefix + "protocol", "uwsgi"),
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
				entry(prefix + "web-server-log.level", "warn"), entry(prefix + "secret-required", "false"),
				entry(prefix + "max-packet-size", "12KB"), entry(prefix + "allowed-request-attributes", "A, B_*"),
				entry(prefix + "ajp-peer", "lighttpd")))
			.listeners()
			.get("shop");
		assertThat(listener).isEqualTo(new Listener(GatewayProtocol.UWSGI, "unix:/run/shop.sock", true,
				List.of("/shop", "/store"), false, 4, 3, 5, 6, DataSize.ofKilobytes(16), 50, Duration.ofSeconds(5),
				Duration.ofMinutes(1), DataSize.ofMegabytes(7), DataSize.ofBytes(8), Duration.ofSeconds(9),
				Duration.ofSeconds(10), DataSize.ofKilobytes(8), Duration.ofSeconds(11), DataSize.ofMegabytes(1),
				Duration.ofSeconds(7), List.of("new", "old"), "KEY", List.of("::1", "127.0.0.1"),
				List.of("user:a", "group:b"), "0660", "c", "d", true, AmbiguousHeaders.REFUSE,
				new Identity(true, "eppn", "affiliation", ",", "ROLE_", List.of("OIDC_CLAIM_", "Shib-")),
				new FileOffload(FileHeader.X_ACCEL_REDIRECT, List.of(new FileOffloadRoot("/srv/files", "/protected")),
						true),
				new WebServerLog(WebServerLog.Level.WARN), false, DataSize.ofKilobytes(12), List.of("A", "B_*"),
				AjpPeer.LIGHTTPD));
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
					"gateway.doctor", "gateway.doctor-key", "gateway.doctor-idle", "gateway.doctor-upload",
					"gateway.doctor-certificate", "gateway.doctor-connect",
					"management.health.gatewaylisteners.enabled", "management.endpoint.gatewaylisteners.access",
					"management.endpoint.gatewaylisteners.cache.time-to-live");
		assertThat(list(metadata, "hints")).singleElement().satisfies((hint) -> {
			assertThat(hint).containsEntry("name", "gateway.listeners.keys");
			assertThat(list(hint, "values")).extracting((value) -> value.get("value").toString())
				.map((name) -> name.toUpperCase(Locale.ROOT))
				.containsExactlyElementsOf(Arrays.stream(GatewayProtocol.values()).map(Enum::name).toList());
		});
	}

	@Test
	void whenPropertiesOfListenerAreDescribedThenMetadataHasDescriptionOfEach() throws IOException {
		Map<String, Object> metadata = json(
				"META-INF/spring/configuration-metadata/" + Listener.class.getName() + ".json");
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
					"web-server-log.level", "secret-required", "max-packet-size", "allowed-request-attributes",
					"ajp-peer");
		assertThat(properties.stream()
			.map((property) -> property.get("name").toString().replaceFirst("[.].*", ""))
			.distinct()).hasSameSizeAs(Listener.class.getRecordComponents());
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
