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

package io.webgateway.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayExchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link GatewaySslInfo}.
 */
class GatewaySslInfoTests {

	private static X509Bundle issuer;

	private static X509Bundle client;

	private static String pem;

	private final GatewayExchange exchange = mock();

	@BeforeAll
	static void makeCertificates() throws Exception {
		issuer = new CertificateBuilder().subject("CN=Issuer").setIsCertificateAuthority(true).buildSelfSigned();
		client = new CertificateBuilder().subject("CN=alice").buildIssuedBy(issuer);
		pem = client.getCertificatePEM().strip();
		assertThat(pem).startsWith("-----BEGIN CERTIFICATE-----").contains("\n").endsWith("-----END CERTIFICATE-----");
	}

	@Test
	void whenVariableHasPemThenItIsCertificate() {
		assertThat(certificates(pem)).containsExactly(client.getCertificate());
		assertThat(certificates(pem + "\n")).containsExactly(client.getCertificate());
		assertThat(certificates(pem.replace("\n", "\r\n"))).containsExactly(client.getCertificate());
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n\t", "\t", " ", "" })
	void whenEndsOfLinesAreReplacedThenItIsCertificate(String replacement) {
		assertThat(certificates(pem.replace("\n", replacement))).containsExactly(client.getCertificate());
	}

	@Test
	void whenPemIsEncodedThenItIsCertificate() {
		String encoded = URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20");
		assertThat(certificates(encoded)).containsExactly(client.getCertificate());
		assertThat(certificates(encoded.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")))
			.containsExactly(client.getCertificate());
	}

	@Test
	void whenVariableHasBase64ThenItIsCertificate() throws Exception {
		assertThat(certificates(Base64.getEncoder().encodeToString(client.getCertificate().getEncoded())))
			.containsExactly(client.getCertificate());
	}

	@Test
	void whenThereIsChainThenItFollowsOnce() {
		List<String> variables = verified(pem);
		variables.add("SSL_CLIENT_CERT_CHAIN_0=" + pem);
		variables.add("SSL_CLIENT_CERT_CHAIN_1=" + issuer.getCertificatePEM());
		variables.add("SSL_CLIENT_CERT_CHAIN_3=" + "after a gap");
		assertThat(info(variables).getPeerCertificates()).containsExactly(client.getCertificate(),
				issuer.getCertificate());
		then(this.exchange).should(never()).distrust(Distrust.CLIENT_CERTIFICATE);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "NONE", "GENEROUS", "FAILED:self-signed certificate", "success", "SUCCESS " })
	void whenWebServerHasNotVerifiedThenThereIsNone(String verify) {
		List<String> variables = new ArrayList<>(List.of("SSL_CLIENT_CERT=" + pem));
		if (verify != null) {
			variables.add("SSL_CLIENT_VERIFY=" + verify);
		}
		assertThat(info(variables).getPeerCertificates()).isNull();
		then(this.exchange).should(never()).distrust(Distrust.CLIENT_CERTIFICATE);
	}

	@Test
	void whenVerificationContradictsItselfThenThereIsNone() {
		assertThat(info(List.of("SSL_CLIENT_CERT=" + pem, "SSL_CLIENT_VERIFY=SUCCESS", "SSL_CLIENT_VERIFY=NONE"))
			.getPeerCertificates()).isNull();
	}

	@Test
	void whenBrowserSendsCertificateThenItIsNone() {
		assertThat(info(List.of("HTTP_SSL_CLIENT_CERT=" + pem, "HTTP_SSL_CLIENT_VERIFY=SUCCESS")).getPeerCertificates())
			.isNull();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = "")
	void whenThereIsNoCertificateThenThereIsNone(String certificate) {
		List<String> variables = new ArrayList<>(List.of("SSL_CLIENT_VERIFY=SUCCESS"));
		if (certificate != null) {
			variables.add("SSL_CLIENT_CERT=" + certificate);
		}
		assertThat(info(variables).getPeerCertificates()).isNull();
		then(this.exchange).should(never()).distrust(Distrust.CLIENT_CERTIFICATE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "-----BEGIN CERTIFICATE-----",
			"-----BEGIN CERTIFICATE----------END CERTIFICATE-----",
			"-----BEGIN CERTIFICATE----- AAAA -----END CERTIFICATE-----",
			"-----BEGIN RSA PRIVATE KEY----- AAAA -----END RSA PRIVATE KEY-----", "%", "%00", " " })
	void whenCertificateCannotBeReadThenThereIsNoneAndItIsCountedOnce(String certificate) {
		GatewaySslInfo info = info(verified(certificate));
		assertThat(info.getPeerCertificates()).isNull();
		assertThat(info.getPeerCertificates()).isNull();
		then(this.exchange).should().distrust(Distrust.CLIENT_CERTIFICATE);
	}

	@Test
	void whenThereIsMoreThanCertificateThenThereIsNone() throws Exception {
		byte[] der = client.getCertificate().getEncoded();
		byte[] more = Arrays.copyOf(der, der.length + 3);
		assertThat(info(verified(Base64.getEncoder().encodeToString(more))).getPeerCertificates()).isNull();
		assertThat(info(verified(pem + "\n" + pem)).getPeerCertificates()).isNull();
	}

	@Test
	void whenCertificateIsTooLongThenThereIsNone() {
		assertThat(info(verified(pem + " ".repeat(32 * 1024))).getPeerCertificates()).isNull();
	}

	@Test
	void whenChainCannotBeReadThenThereIsNone() {
		List<String> variables = verified(pem);
		variables.add("SSL_CLIENT_CERT_CHAIN_0=nonsense");
		assertThat(info(variables).getPeerCertificates()).isNull();
		then(this.exchange).should().distrust(Distrust.CLIENT_CERTIFICATE);
	}

	@Test
	void whenCertificatesAreChangedThenNextCallerDoesNotSeeIt() {
		GatewaySslInfo info = info(verified(pem));
		info.getPeerCertificates()[0] = issuer.getCertificate();
		assertThat(info.getPeerCertificates()).containsExactly(client.getCertificate());
		assertThat(info.getPeerCertificates()[0]).isSameAs(info.getPeerCertificates()[0]);
	}

	@Test
	void whenNobodyAsksForCertificatesThenTheyAreNotRead() {
		assertThat(info(verified("nonsense")).getSessionId()).isNull();
		then(this.exchange).should(never()).distrust(Distrust.CLIENT_CERTIFICATE);
	}

	@Test
	void whenThereIsSessionIdThenItIsKnown() {
		assertThat(info(List.of("SSL_SESSION_ID=4711")).getSessionId()).isEqualTo("4711");
		assertThat(info(List.of("SSL_SESSION_ID=")).getSessionId()).isNull();
	}

	private X509Certificate[] certificates(String text) {
		return info(verified(text)).getPeerCertificates();
	}

	private static List<String> verified(String certificate) {
		return new ArrayList<>(List.of("SSL_CLIENT_VERIFY=SUCCESS", "SSL_CLIENT_CERT=" + certificate));
	}

	private GatewaySslInfo info(List<String> variables) {
		given(this.exchange.getVariables()).willReturn(TestVariables.of(variables.toArray(String[]::new)));
		return new GatewaySslInfo(this.exchange);
	}

}
