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

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A certificate as web servers write it into a variable: as PEM, of which the ends of
 * lines may be white space of any kind, as percent-encoded PEM, or as the bare base64
 * between the lines of PEM.
 */
final class PemCertificate {

	private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

	private static final String END = "-----END CERTIFICATE-----";

	/** Far more than a certificate has, percent-encoding included. */
	private static final int MAX_LENGTH = 32 * 1024;

	private PemCertificate() {
	}

	/**
	 * Return the certificate in a text.
	 * @param text the text
	 * @return the certificate
	 * @throws CertificateException if there is no certificate, or something else besides
	 */
	static X509Certificate parse(String text) throws CertificateException {
		if (text.length() > MAX_LENGTH) {
			throw new CertificateException("The certificate is longer than " + MAX_LENGTH + " characters");
		}
		try {
			ByteArrayInputStream der = new ByteArrayInputStream(Base64.getDecoder().decode(base64(decode(text))));
			X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(der);
			if (certificate == null || der.available() > 0) {
				throw new CertificateException("There is something else than a certificate");
			}
			return certificate;
		}
		catch (IllegalArgumentException ex) {
			throw new CertificateException("The certificate is not base64", ex);
		}
	}

	/**
	 * A plus sign is a character of base64, and not a space.
	 */
	private static String decode(String text) {
		if (text.indexOf('%') == -1) {
			return text;
		}
		StringBuilder decoded = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			int value = PercentEncoding.decode(text, i);
			decoded.append((value != -1) ? (char) value : text.charAt(i));
			i += (value != -1) ? 2 : 0;
		}
		return decoded.toString();
	}

	private static String base64(String text) throws CertificateException {
		String stripped = text.strip();
		if (!stripped.startsWith("-")) {
			return withoutWhiteSpace(stripped);
		}
		if (!stripped.startsWith(BEGIN) || !stripped.endsWith(END)) {
			throw new CertificateException("The certificate is not PEM");
		}
		return withoutWhiteSpace(stripped.substring(BEGIN.length(), stripped.length() - END.length()));
	}

	private static String withoutWhiteSpace(String text) {
		StringBuilder characters = new StringBuilder(text.length());
		text.chars().filter((character) -> !Character.isWhitespace(character)).forEach(characters::appendCodePoint);
		return characters.toString();
	}

}
