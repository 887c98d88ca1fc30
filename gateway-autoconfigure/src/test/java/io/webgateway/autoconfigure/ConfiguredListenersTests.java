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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.MetaVariables;
import io.webgateway.http.ContextPathResolver;
import io.webgateway.server.BodyLimits;
import io.webgateway.server.ConnectionLimits;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ConfiguredListeners} and {@link ListenerSettingsReader}.
 */
class ConfiguredListenersTests {

	@ParameterizedTest
	@EnumSource
	void whenListenerHasNameOfProtocolThenItSpeaksThat(GatewayProtocol protocol) {
		for (String name : new String[] { protocol.name(), protocol.toString(), protocol.name().toLowerCase() }) {
			assertThat(listeners(name + ".bind=0", name + ".secret-required=false").get(name).protocol())
				.isEqualTo(protocol);
		}
	}

	@Test
	void whenListenerHasProtocolThenItsNameDoesNotMatter() {
		assertThat(listeners("fastcgi.bind=0", "fastcgi.protocol=scgi").get("fastcgi").protocol())
			.isEqualTo(GatewayProtocol.SCGI);
	}

	@Test
	void whenThereIsNeitherNameNorPropertyOfProtocolThenItIsRefused() {
		InvalidListenerPropertyException ex = failure("shop.bind=0");
		assertThat(ex).hasMessage(
				"Property 'gateway.listeners.shop.protocol' is not set: the name of listener 'shop' is not that of a protocol");
		assertThat(ex.getAction())
			.isEqualTo("Set 'gateway.listeners.shop.protocol' to one of fastcgi, scgi, uwsgi, ajp, auto, "
					+ "or give the listener the name of its protocol.");
	}

	@Test
	void whenListenerHasBindThenItIsItsAddress() {
		assertThat(listeners("scgi.bind=0.0.0.0:4000").get("scgi").address())
			.isEqualTo(ListenAddress.parse("0.0.0.0:4000"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "scgi.max-variables=10", "scgi.bind=", "scgi.bind= " })
	void whenListenerHasNoBindThenItIsRefused(String property) {
		InvalidListenerPropertyException ex = failure(property);
		assertThat(ex).hasMessage(
				"Property 'gateway.listeners.scgi.bind' is not set: listener 'scgi' has no address to listen on");
		assertThat(ex.getAction()).startsWith("Set 'gateway.listeners.scgi.bind' to one of these forms:")
			.contains("9000", "127.0.0.1:9000", "\"[::1]:9000\"", "unix:/run/shop.sock");
	}

	@Test
	void whenBindIsMalformedThenItIsRefused() {
		InvalidListenerPropertyException ex = failure("scgi.bind=localhost:http");
		assertThat(ex).hasMessage("Invalid value 'localhost:http' of property 'gateway.listeners.scgi.bind': "
				+ "the port must be a number from 0 to 65535");
		assertThat(ex.getAction()).startsWith("Set 'gateway.listeners.scgi.bind' to one of these forms:");
	}

	@ParameterizedTest
	@ValueSource(strings = { "9000", "inherited", "systemd:shop", "fd:3" })
	void whenSocketThatIsNotUnixIsToBeTakenOverThenItIsRefused(String bind) {
		InvalidListenerPropertyException ex = failure("scgi.bind=" + bind, "scgi.takeover=true");
		assertThat(ex.getProperty()).isEqualTo("gateway.listeners.scgi.takeover");
		assertThat(ex.getReason()).isEqualTo(
				"only a unix socket can be taken over, but the listener is to listen on " + ListenAddress.parse(bind));
	}

	@Test
	void whenTwoListenersTakeOverTheSamePathThenTheSecondIsRefused() {
		InvalidListenerPropertyException ex = failure("scgi.bind=unix:/run/shop.sock", "uwsgi.bind=unix:/run/shop.sock",
				"uwsgi.takeover=true");
		assertThat(ex.getReason()).isEqualTo("listener 'scgi' is to listen there as well");
	}

	@Test
	void whenNameOfListenerHasSpecialCharactersThenPropertyHasBrackets() {
		InvalidListenerPropertyException ex = failure("[my.scgi].protocol=scgi");
		assertThat(ex.getProperty()).isEqualTo("gateway.listeners[my.scgi].bind");
	}

	@ParameterizedTest
	@ValueSource(strings = { "9000", "127.0.0.1:9000", "unix:/run/shop.sock", "inherited", "fd:3", "systemd:shop" })
	void whenTwoListenersHaveSameAddressThenTheSecondIsRefused(String bind) {
		InvalidListenerPropertyException ex = failure("scgi.bind=" + bind, "uwsgi.bind=" + bind);
		assertThat(ex).hasMessage("Invalid value '" + ListenAddress.parse(bind)
				+ "' of property 'gateway.listeners.uwsgi.bind': listener 'scgi' is to listen there as well");
		assertThat(ex.getAction())
			.isEqualTo("Set 'gateway.listeners.uwsgi.bind' or 'gateway.listeners.scgi.bind' " + "to another address.");
	}

	@Test
	void whenTwoListenersTakeFreePortsThenBothAreConfigured() {
		ConfiguredListeners listeners = listeners("scgi.bind=0", "uwsgi.bind=0");
		assertThat(listeners.get("scgi").address()).isEqualTo(listeners.get("uwsgi").address());
	}

	@Test
	void whenListenerHasNoLimitsThenTheyAreTheDefaults() {
		assertThat(listeners("scgi.bind=0").get("scgi").limits()).isEqualTo(ListenerLimits.DEFAULTS);
	}

	@Test
	void whenListenerHasLimitsThenTheyAreItsLimits() {
		ListenerSettings settings = listeners("scgi.bind=0", "scgi.max-head-size=1KB", "scgi.max-variables=2",
				"scgi.head-timeout=3s", "scgi.idle-timeout=4s", "scgi.max-response-head-size=5KB",
				"scgi.max-discarded-body-size=6KB", "scgi.discard-timeout=7s", "scgi.max-concurrent-requests=8",
				"scgi.max-connections=9", "scgi.max-multiplexed-requests=10", "scgi.max-keep-alive-requests=11",
				"scgi.max-body-size=12KB", "scgi.min-body-rate=13B", "scgi.body-timeout=14s", "scgi.stall-timeout=15s",
				"scgi.write-timeout=16s")
			.get("scgi");
		assertThat(settings.limits())
			.isEqualTo(
					new ListenerLimits(new ConnectionLimits(9, 8, 10, 11, Duration.ofSeconds(4)),
							new HeadLimits(1024, 2), Duration.ofSeconds(3), new BodyLimits(12288, 13,
									Duration.ofSeconds(14), Duration.ofSeconds(15), 6144, Duration.ofSeconds(7)),
							5120, Duration.ofSeconds(16)));
	}

	@Test
	void whenNothingIsToBeDiscardedThenLimitIsZero() {
		assertThat(
				listeners("scgi.bind=0", "scgi.max-discarded-body-size=0").get("scgi").limits().body().maxDiscarded())
			.isZero();
	}

	@Test
	void whenThereAreToBeNoLimitsThenThereAreNone() {
		ListenerLimits limits = listeners("scgi.bind=0", "scgi.max-body-size=-1", "scgi.max-keep-alive-requests=-1",
				"scgi.min-body-rate=0")
			.get("scgi")
			.limits();
		assertThat(limits.body().maxSize()).isEqualTo(BodyLimits.UNLIMITED);
		assertThat(limits.body().minRate()).isZero();
		assertThat(limits.connections().maxKeepAliveRequests()).isEqualTo(ConnectionLimits.UNLIMITED);
	}

	@ParameterizedTest
	@CsvSource({ "max-variables, 0, it must be greater than zero",
			"max-concurrent-requests, -1, it must be greater than zero",
			"max-multiplexed-requests, 0, it must be greater than zero",
			"max-connections, 0, it must be greater than zero",
			"max-keep-alive-requests, 0, it must be greater than zero or -1",
			"max-body-size, -2B, 'it must not be negative, except for -1'",
			"min-body-rate, -1B, it must not be negative and smaller than 2GB",
			"body-timeout, PT0S, it must be longer than zero and not longer than 36500 days",
			"stall-timeout, PT0S, it must be longer than zero and not longer than 36500 days",
			"write-timeout, PT0S, it must be longer than zero and not longer than 36500 days",
			"head-timeout, PT0S, it must be longer than zero and not longer than 36500 days",
			"idle-timeout, PT-1S, it must be longer than zero and not longer than 36500 days",
			"idle-timeout, PT876001H, it must be longer than zero and not longer than 36500 days",
			"discard-timeout, PT0S, it must be longer than zero and not longer than 36500 days",
			"max-head-size, 0B, it must be greater than zero and smaller than 2GB",
			"max-head-size, 2147483648B, it must be greater than zero and smaller than 2GB",
			"max-response-head-size, -1B, it must be greater than zero and smaller than 2GB",
			"max-discarded-body-size, -1B, it must not be negative" })
	void whenLimitIsOfNoUseThenItIsRefused(String property, String value, String reason) {
		InvalidListenerPropertyException ex = failure("scgi.bind=0", "scgi." + property + "=" + value);
		assertThat(ex).hasMessage(
				"Invalid value '" + value + "' of property 'gateway.listeners.scgi." + property + "': " + reason);
		assertThat(ex.getAction()).startsWith("Set 'gateway.listeners.scgi." + property + "' to a ");
	}

	@Test
	void whenContextPathIsNotSetThenItIsGatewayVariable() {
		ContextPathResolver resolver = listeners("scgi.bind=0").get("scgi").contextPathResolver();
		assertThat(resolver.resolve(variables("GATEWAY_CONTEXT_PATH", "/shop"), "/shop/cart")).isEqualTo("/shop");
		assertThat(resolver.resolve(variables("SCRIPT_NAME", "/shop", "PATH_INFO", "/cart"), "/shop/cart")).isEmpty();
	}

	@Test
	void whenContextPathIsNoneThenThereIsNone() {
		ContextPathResolver resolver = listeners("scgi.bind=0", "scgi.context-path=none").get("scgi")
			.contextPathResolver();
		assertThat(resolver.resolve(variables("GATEWAY_CONTEXT_PATH", "/shop"), "/shop/cart")).isEmpty();
	}

	@Test
	void whenContextPathIsScriptNameThenItIsThatVariable() {
		ContextPathResolver resolver = listeners("scgi.bind=0", "scgi.context-path=script-name").get("scgi")
			.contextPathResolver();
		assertThat(resolver.resolve(variables("SCRIPT_NAME", "/shop", "PATH_INFO", "/cart"), "/shop/cart"))
			.isEqualTo("/shop");
	}

	@Test
	void whenContextPathIsFixedThenTheLongestIsUsed() {
		ContextPathResolver resolver = listeners("scgi.bind=0", "scgi.context-path=/shop,/shop/eu,/caf%C3%A9")
			.get("scgi")
			.contextPathResolver();
		assertThat(resolver.resolve(MetaVariables.empty(), "/shop/cart")).isEqualTo("/shop");
		assertThat(resolver.resolve(MetaVariables.empty(), "/shop/eu/cart")).isEqualTo("/shop/eu");
		assertThat(resolver.resolve(MetaVariables.empty(), "/caf%C3%A9/cart")).isEqualTo("/caf%C3%A9");
		assertThat(resolver.resolve(MetaVariables.empty(), "/other")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "shop | shop | a context path begins with a slash",
					"SCRIPT_NAME | SCRIPT_NAME | a context path begins with a slash",
					"/ | / | a context path does not end with a slash",
					"/shop/ | /shop/ | a context path does not end with a slash",
					"/shop,none | none | it cannot be combined with other values",
					"script-name,/shop | script-name | it cannot be combined with other values",
					"/a b | /a b | a context path must be a valid path, with special characters percent-encoded",
					"/café | /café | a context path must be a valid path, with special characters percent-encoded",
					"/a?b | /a?b | a context path must be a valid path, with special characters percent-encoded",
					"/a%zz | /a%zz | a context path must be a valid path, with special characters percent-encoded" })
	void whenContextPathIsOfNoUseThenItIsRefused(String contextPath, String value, String reason) {
		InvalidListenerPropertyException ex = failure("scgi.bind=0", "scgi.context-path=" + contextPath);
		assertThat(ex)
			.hasMessage("Invalid value '" + value + "' of property 'gateway.listeners.scgi.context-path': " + reason);
		assertThat(ex.getAction()).isEqualTo("Set 'gateway.listeners.scgi.context-path' to 'none', to 'script-name', "
				+ "or to one or more paths such as '/shop', as they appear in the request line.");
	}

	@Test
	void whenThereIsNoListenerThenItIsEmpty() {
		assertThat(listeners().isEmpty()).isTrue();
		assertThat(listeners("scgi.bind=0").isEmpty()).isFalse();
	}

	@Test
	void whenListenerIsUnknownThenItCannotBeHad() {
		assertThatIllegalStateException().isThrownBy(() -> listeners().get("scgi"))
			.withMessage("Gateway listener 'scgi' is not configured");
	}

	private static InvalidListenerPropertyException failure(String... properties) {
		return assertThatExceptionOfType(InvalidListenerPropertyException.class).isThrownBy(() -> listeners(properties))
			.actual();
	}

	private static ConfiguredListeners listeners(String... properties) {
		Map<String, String> map = new LinkedHashMap<>();
		for (String property : properties) {
			int equals = property.indexOf('=');
			String separator = property.startsWith("[") ? "" : ".";
			map.put("gateway.listeners" + separator + property.substring(0, equals), property.substring(equals + 1));
		}
		return new ConfiguredListeners(
				new Binder(new MapConfigurationPropertySource(map)).bindOrCreate("gateway", GatewayProperties.class));
	}

	private static MetaVariables variables(String... namesAndValues) {
		byte[] block = String.join("", namesAndValues).getBytes(StandardCharsets.ISO_8859_1);
		MetaVariables.Builder builder = new MetaVariables.Builder(block, namesAndValues.length / 2);
		int position = 0;
		for (int i = 0; i < namesAndValues.length; i += 2) {
			int nameLength = namesAndValues[i].length();
			int valueLength = namesAndValues[i + 1].length();
			builder.add(position, nameLength, position + nameLength, valueLength);
			position += nameLength + valueLength;
		}
		return builder.build();
	}

}
