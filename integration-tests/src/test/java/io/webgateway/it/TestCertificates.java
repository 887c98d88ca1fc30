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

package io.webgateway.it;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of a web server and of its clients, made for one test.
 */
final class TestCertificates {

	private final X509Bundle authority = authority("Authority");

	private final X509Bundle department = builder("Department").setIsCertificateAuthority(true)
		.buildIssuedBy(this.authority);

	private final X509Bundle server = builder("server").addSanIpAddress("127.0.0.1").buildIssuedBy(this.authority);

	private final X509Bundle client = builder("carol").buildIssuedBy(this.department);

	private final X509Bundle stranger = builder("carol").buildIssuedBy(authority("Authority"));

	private final X509Bundle selfSigned = authority("Authority");

	TestCertificates() throws Exception {
	}

	private static X509Bundle authority(String name) throws Exception {
		return builder(name).setIsCertificateAuthority(true).buildSelfSigned();
	}

	private static CertificateBuilder builder(String name) {
		return new CertificateBuilder().subject("CN=" + name);
	}

	/**
	 * Write the files that the documented configurations name.
	 * @param directory where to write them
	 * @throws IOException if they cannot be written
	 */
	void write(Path directory) throws IOException {
		Files.writeString(directory.resolve("server.pem"), this.server.getCertificatePEM());
		Files.writeString(directory.resolve("server.key"), this.server.getPrivateKeyPEM());
		Files.writeString(directory.resolve("server-with-key.pem"),
				this.server.getCertificatePEM() + this.server.getPrivateKeyPEM());
		Files.writeString(directory.resolve("clients-ca.pem"), this.authority.getCertificatePEM());
	}

	/**
	 * Return a client with a certificate that the web server accepts.
	 * @return the client
	 * @throws GeneralSecurityException if it cannot be made
	 */
	HttpClient certifiedClient() throws GeneralSecurityException {
		return client(this.client, "TLSv1.3", "TLSv1.2");
	}

	/**
	 * Return a client with a certificate of somebody who merely has the same name as the
	 * authority, and who hears of his refusal before the end of the handshake.
	 * @return the client
	 * @throws GeneralSecurityException if it cannot be made
	 */
	HttpClient strangeClient() throws GeneralSecurityException {
		return client(this.stranger, "TLSv1.2");
	}

	/**
	 * Return a client with a certificate that nobody else has issued, which it shows
	 * because it looks like one of the authority.
	 * @return the client
	 * @throws GeneralSecurityException if it cannot be made
	 */
	HttpClient selfSignedClient() throws GeneralSecurityException {
		return client(this.selfSigned, "TLSv1.3", "TLSv1.2");
	}

	HttpClient anonymousClient() throws GeneralSecurityException {
		return client(null, "TLSv1.3", "TLSv1.2");
	}

	private HttpClient client(@Nullable X509Bundle bundle, String... protocols) throws GeneralSecurityException {
		char[] password = "test".toCharArray();
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		try {
			KeyStore keyStore = emptyKeyStore();
			if (bundle != null) {
				X509Certificate[] path = bundle.getCertificatePath();
				keyStore.setKeyEntry("client", bundle.getKeyPair().getPrivate(), password, path);
			}
			keys.init(keyStore, password);
			KeyStore trustStore = emptyKeyStore();
			trustStore.setCertificateEntry("authority", this.authority.getCertificate());
			trust.init(trustStore);
		}
		catch (IOException ex) {
			throw new GeneralSecurityException(ex);
		}
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		SSLParameters parameters = new SSLParameters();
		parameters.setProtocols(protocols);
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.sslContext(context)
			.sslParameters(parameters)
			.build();
	}

	private static KeyStore emptyKeyStore() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

}
