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

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.SslInfo;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayExchange;

/**
 * What the web server tells of the TLS session between it and its client. Certificates
 * are parsed when somebody asks for them.
 */
final class GatewaySslInfo implements SslInfo {

	private static final String VERIFIED = "SUCCESS";

	private static final String CHAIN = "SSL_CLIENT_CERT_CHAIN_";

	private static final int MAX_CHAIN = 10;

	private static final X509Certificate[] NONE = {};

	private final GatewayExchange exchange;

	private volatile X509Certificate @Nullable [] certificates;

	GatewaySslInfo(GatewayExchange exchange) {
		this.exchange = exchange;
	}

	@Override
	public @Nullable String getSessionId() {
		String id = this.exchange.getVariables().get("SSL_SESSION_ID");
		return (id != null && !id.isEmpty()) ? id : null;
	}

	/**
	 * Return the client's certificate, followed by those of its issuers as far as the web
	 * server tells them.
	 * @return the certificates, or {@code null} if the web server does not say that it
	 * has verified one
	 */
	@Override
	public X509Certificate @Nullable [] getPeerCertificates() {
		X509Certificate[] certificates = this.certificates;
		if (certificates == null) {
			certificates = parse(this.exchange.getVariables());
			this.certificates = certificates;
		}
		return (certificates.length > 0) ? certificates.clone() : null;
	}

	private X509Certificate[] parse(MetaVariables variables) {
		String certificate = variables.get("SSL_CLIENT_CERT");
		if (certificate == null || certificate.isEmpty() || !isVerified(variables)) {
			return NONE;
		}
		List<X509Certificate> certificates = new ArrayList<>();
		try {
			certificates.add(PemCertificate.parse(certificate));
			addChain(variables, certificates);
		}
		catch (CertificateException ex) {
			this.exchange.distrust(Distrust.CLIENT_CERTIFICATE);
			return NONE;
		}
		return certificates.toArray(X509Certificate[]::new);
	}

	private static boolean isVerified(MetaVariables variables) {
		List<String> values = variables.getAll("SSL_CLIENT_VERIFY");
		return !values.isEmpty() && values.stream().allMatch(VERIFIED::equals);
	}

	/**
	 * The client may have sent its own certificate as a part of the chain.
	 */
	private static void addChain(MetaVariables variables, List<X509Certificate> certificates)
			throws CertificateException {
		for (int i = 0; i < MAX_CHAIN; i++) {
			String text = variables.get(CHAIN + i);
			if (text == null || text.isEmpty()) {
				return;
			}
			X509Certificate certificate = PemCertificate.parse(text);
			if (!certificates.contains(certificate)) {
				certificates.add(certificate);
			}
		}
	}

}
