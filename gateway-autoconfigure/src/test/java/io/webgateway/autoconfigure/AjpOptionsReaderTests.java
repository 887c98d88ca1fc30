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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.webgateway.server.AjpOptions;
import io.webgateway.server.AjpPeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AjpOptionsReader}.
 */
class AjpOptionsReaderTests {

	@Test
	void whenSecretIsMissingThenListenerIsRefused() {
		assertThatExceptionOfType(InvalidListenerPropertyException.class).isThrownBy(() -> read("ajp", Map.of()))
			.withMessage("Property 'gateway.listeners.ajp.secret' is not set: "
					+ "who can connect to listener 'ajp' is believed everything")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("openssl rand",
					"set 'gateway.listeners.ajp.secret-required' to 'false'"));
	}

	@Test
	void whenSecretIsNotRequiredThenThereAreDefaults() {
		assertThat(read("ajp", Map.of("secret-required", "false"))).isEqualTo(AjpOptions.DEFAULTS);
	}

	@Test
	void whenThereIsSecretThenThereAreDefaults() {
		assertThat(read("ajp", Map.of("secret", "0123456789abcdef"))).isEqualTo(AjpOptions.DEFAULTS);
	}

	@Test
	void whenProtocolIsAnotherThenNothingIsRequired() {
		assertThat(read("uwsgi", Map.of("max-packet-size", "1KB"))).isNull();
	}

	@Test
	void whenProtocolIsAutoAndThereIsNoSecretThenAjpIsLeftOut() {
		assertThat(read("auto", Map.of("max-packet-size", "1KB"))).isNull();
	}

	@Test
	void whenProtocolIsAutoThenAjpNeedsWhatItNeedsByItself() {
		assertThat(read("auto", Map.of("secret", "0123456789abcdef", "max-packet-size", "64KB")))
			.isEqualTo(new AjpOptions(65536, AjpPeer.AUTO, Set.of()));
		assertThat(read("auto", Map.of("secret-required", "false"))).isEqualTo(AjpOptions.DEFAULTS);
		assertThatExceptionOfType(InvalidListenerPropertyException.class)
			.isThrownBy(() -> read("auto", Map.of("secret-required", "false", "max-packet-size", "1KB")));
	}

	@Test
	void whenEverythingIsConfiguredThenItIsRead() {
		AjpOptions options = read("ajp", Map.of("secret-required", "false", "max-packet-size", "64KB",
				"allowed-request-attributes", "GREETING,OIDC_*", "ajp-peer", "lighttpd"));
		assertThat(options).isEqualTo(new AjpOptions(65536, AjpPeer.LIGHTTPD, Set.of("GREETING", "OIDC_*")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "8191B", "65537B", "0", "-1", "4GB" })
	void whenSizeOfPacketsIsOfNoUseThenItIsRefused(String size) {
		assertThatExceptionOfType(InvalidListenerPropertyException.class)
			.isThrownBy(() -> read("ajp", Map.of("secret-required", "false", "max-packet-size", size)))
			.withMessageContaining("'gateway.listeners.ajp.max-packet-size': AJP has packets of 8KB to 64KB");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP_X", "http_*", "*", "A*B", "a b", "**" })
	void whenNameOfAttributeIsOfNoUseThenItIsRefused(String attribute) {
		assertThatExceptionOfType(InvalidListenerPropertyException.class)
			.isThrownBy(() -> read("ajp", Map.of("secret-required", "false", "allowed-request-attributes", attribute)))
			.withMessageContaining("'gateway.listeners.ajp.allowed-request-attributes'");
	}

	private static @Nullable AjpOptions read(String name, Map<String, String> properties) {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("gateway.listeners." + name + ".bind", "0");
		properties.forEach((property, value) -> all.put("gateway.listeners." + name + "." + property, value));
		GatewayProperties bound = new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("gateway",
				GatewayProperties.class);
		return new ListenerSettingsReader(name, bound.listeners().get(name)).read().ajp();
	}

}
