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

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Meta-variables by which a client that takes the place of the web server tells more of a
 * request than is in it, or something else: who the user is, where the application is
 * mounted, what is known of TLS. Values leave in UTF-8.
 */
public final class ServerVariables {

	private static final String ATTRIBUTE = ServerVariables.class.getName();

	private static final int PEM_LINE_LENGTH = 64;

	private final Map<String, @Nullable String> values = new LinkedHashMap<>();

	ServerVariables() {
	}

	/**
	 * Return what tells variables of one request:
	 * {@code webClient.get().attributes(ServerVariables.with(...))}. Where it is used
	 * several times for a request, all are told.
	 * @param variables tells the variables
	 * @return what sets the attributes of the request
	 */
	public static Consumer<Map<String, Object>> with(Consumer<ServerVariables> variables) {
		return (attributes) -> {
			ServerVariables told = new ServerVariables();
			told.setAll(of(attributes));
			variables.accept(told);
			attributes.put(ATTRIBUTE, told);
		};
	}

	static ServerVariables of(Map<String, Object> attributes) {
		return (attributes.get(ATTRIBUTE) instanceof ServerVariables variables) ? variables : new ServerVariables();
	}

	/**
	 * Set a variable.
	 * @param name the name
	 * @param value the value
	 * @return this
	 * @throws IllegalArgumentException if the name is empty or either contains NUL
	 */
	public ServerVariables set(String name, String value) {
		if (name.isEmpty() || name.indexOf(0) != -1 || value.indexOf(0) != -1) {
			throw new IllegalArgumentException("A meta-variable must have a name, and must not contain NUL");
		}
		this.values.put(name, octets(value));
		return this;
	}

	/**
	 * Do not send a variable that would be sent otherwise.
	 * @param name the name
	 * @return this
	 */
	public ServerVariables remove(String name) {
		this.values.put(name, null);
		return this;
	}

	/**
	 * Tell of a user whom the web server has authenticated ({@code REMOTE_USER}).
	 * @param name the name of the user
	 * @return this
	 */
	public ServerVariables remoteUser(String name) {
		return set("REMOTE_USER", name);
	}

	/**
	 * Tell how the web server has authenticated the user ({@code AUTH_TYPE}).
	 * @param scheme the scheme, such as {@code Basic}
	 * @return this
	 */
	public ServerVariables authType(String scheme) {
		return set("AUTH_TYPE", scheme);
	}

	/**
	 * Tell where the browser is ({@code REMOTE_ADDR}, {@code REMOTE_PORT}).
	 * @param address the address of the browser
	 * @return this
	 */
	public ServerVariables remoteAddress(InetSocketAddress address) {
		return set("REMOTE_ADDR", address.getHostString()).set("REMOTE_PORT", String.valueOf(address.getPort()));
	}

	/**
	 * Tell where the web server is ({@code SERVER_ADDR}, {@code SERVER_PORT}).
	 * @param address the address to which the browser has connected
	 * @return this
	 */
	public ServerVariables localAddress(InetSocketAddress address) {
		return set("SERVER_ADDR", address.getHostString()).set("SERVER_PORT", String.valueOf(address.getPort()));
	}

	/**
	 * Tell where the application is mounted ({@code GATEWAY_CONTEXT_PATH}). The path of
	 * the request begins with it.
	 * @param path the path under which the application is mounted
	 * @return this
	 */
	public ServerVariables contextPath(String path) {
		return set("GATEWAY_CONTEXT_PATH", path);
	}

	/**
	 * Tell of TLS between browser and web server ({@code HTTPS}, {@code REQUEST_SCHEME},
	 * {@code SSL_PROTOCOL}, {@code SSL_CIPHER}).
	 * @param protocol the protocol, such as {@code TLSv1.3}
	 * @param cipher the cipher suite
	 * @return this
	 */
	public ServerVariables tls(String protocol, String cipher) {
		return set("HTTPS", "on").set("REQUEST_SCHEME", "https")
			.set("SSL_PROTOCOL", protocol)
			.set("SSL_CIPHER", cipher);
	}

	/**
	 * Tell of a client certificate that the web server has verified
	 * ({@code SSL_CLIENT_CERT}, {@code SSL_CLIENT_VERIFY}).
	 * @param certificate the certificate
	 * @return this
	 */
	public ServerVariables clientCertificate(X509Certificate certificate) {
		return set("SSL_CLIENT_CERT", pem(certificate)).set("SSL_CLIENT_VERIFY", "SUCCESS");
	}

	private static String pem(X509Certificate certificate) {
		try {
			String base64 = Base64.getMimeEncoder(PEM_LINE_LENGTH, new byte[] { '\n' })
				.encodeToString(certificate.getEncoded());
			return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalArgumentException("Certificate cannot be encoded", ex);
		}
	}

	void setAll(ServerVariables others) {
		this.values.putAll(others.values);
	}

	void applyTo(Map<String, String> variables) {
		this.values.forEach((name, value) -> {
			if (value != null) {
				variables.put(name, value);
			}
			else {
				variables.remove(name);
			}
		});
	}

	/**
	 * Return each byte of a text in UTF-8 as a character of its own.
	 */
	private static String octets(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	/**
	 * Return the names only: values may be secrets.
	 */
	@Override
	public String toString() {
		return this.values.keySet().toString();
	}

}
