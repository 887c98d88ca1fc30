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

package io.webgateway.client;

import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.netty.pkitesting.CertificateBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ServerVariables}.
 */
class ServerVariablesTests {

	@Test
	void whenVariablesAreToldSeveralTimesThenAllAreTold() {
		Map<String, Object> attributes = new HashMap<>();
		ServerVariables.with((variables) -> variables.remoteUser("alice").set("A", "1")).accept(attributes);
		ServerVariables.with((variables) -> variables.authType("Basic").set("A", "2")).accept(attributes);
		assertThat(apply(ServerVariables.of(attributes)))
			.isEqualTo(Map.of("REMOTE_USER", "alice", "AUTH_TYPE", "Basic", "A", "2"));
	}

	@Test
	void whenVariableIsRemovedThenItIsNotSent() {
		Map<String, String> variables = new LinkedHashMap<>(Map.of("SERVER_NAME", "x", "SERVER_PORT", "80"));
		new ServerVariables().remove("SERVER_NAME").applyTo(variables);
		assertThat(variables).containsOnlyKeys("SERVER_PORT");
	}

	@Test
	void whenValueIsNotLatinThenItLeavesInUtf8() {
		assertThat(apply(new ServerVariables().remoteUser("Zo\u00eb")))
			.isEqualTo(Map.of("REMOTE_USER", "Zo\u00c3\u00ab"));
	}

	@Test
	void whenNameOrValueHasNulThenItIsRefused() {
		ServerVariables variables = new ServerVariables();
		assertThatIllegalArgumentException().isThrownBy(() -> variables.set("A", "b\0c"));
		assertThatIllegalArgumentException().isThrownBy(() -> variables.set("A\0", "b"));
		assertThatIllegalArgumentException().isThrownBy(() -> variables.set("", "b"));
	}

	@Test
	void whenThereIsTlsThenItsVariablesAreTold() {
		assertThat(apply(new ServerVariables().tls("TLSv1.3", "TLS_AES_128_GCM_SHA256")
			.remoteAddress(InetSocketAddress.createUnresolved("203.0.113.7", 4711))
			.localAddress(InetSocketAddress.createUnresolved("198.51.100.1", 443)))).containsEntry("HTTPS", "on")
			.containsEntry("REQUEST_SCHEME", "https")
			.containsEntry("SSL_PROTOCOL", "TLSv1.3")
			.containsEntry("REMOTE_ADDR", "203.0.113.7")
			.containsEntry("REMOTE_PORT", "4711")
			.containsEntry("SERVER_ADDR", "198.51.100.1")
			.containsEntry("SERVER_PORT", "443");
	}

	@Test
	void whenThereIsCertificateThenItIsToldAsPem() throws Exception {
		X509Certificate certificate = new CertificateBuilder().subject("CN=alice")
			.ecp256()
			.setIsCertificateAuthority(true)
			.buildSelfSigned()
			.getCertificate();
		Map<String, String> variables = apply(new ServerVariables().clientCertificate(certificate));
		byte[] pem = variables.get("SSL_CLIENT_CERT").getBytes(StandardCharsets.US_ASCII);
		assertThat(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)))
			.isEqualTo(certificate);
		assertThat(variables).containsEntry("SSL_CLIENT_VERIFY", "SUCCESS");
	}

	@Test
	void whenVariablesAreLoggedThenValuesAreNot() {
		assertThat(new ServerVariables().set("SECRET", "value")).hasToString("[SECRET]");
	}

	private static Map<String, String> apply(ServerVariables variables) {
		Map<String, String> applied = new LinkedHashMap<>();
		variables.applyTo(applied);
		return applied;
	}

}
