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

package io.webgateway.autoconfigure.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * What the doctor is told to examine, and how.
 *
 * @param url the URL of the application, as browsers know it
 * @param idle how long the application is to be silent before it answers
 * @param upload how much to upload
 * @param certificate file with certificates to trust, {@code null} for those that the JVM
 * trusts
 * @param connectTo host and port to connect to, {@code null} for those of the URL
 */
record DoctorOptions(URI url, Duration idle, DataSize upload, @Nullable Path certificate, @Nullable String connectTo) {

	static final String URL = "gateway.doctor";

	static final String IDLE = "gateway.doctor-idle";

	static final String UPLOAD = "gateway.doctor-upload";

	static final String CERTIFICATE = "gateway.doctor-certificate";

	static final String CONNECT = "gateway.doctor-connect";

	private static final Duration DEFAULT_IDLE = Duration.ofSeconds(3);

	private static final DataSize DEFAULT_UPLOAD = DataSize.ofMegabytes(2);

	private static final int CONNECT_TIMEOUT = (int) Duration.ofSeconds(5).toMillis();

	private static final int HTTP_PORT = 80;

	private static final int HTTPS_PORT = 443;

	/**
	 * Read the options.
	 * @param environment the environment of the application
	 * @return the options
	 * @throws IllegalArgumentException if one of them is of no use
	 */
	static DoctorOptions in(Environment environment) {
		Binder binder = Binder.get(environment);
		Duration idle = bind(binder, IDLE, Duration.class, DEFAULT_IDLE);
		DataSize upload = bind(binder, UPLOAD, DataSize.class, DEFAULT_UPLOAD);
		if (idle.isNegative() || idle.compareTo(AnswerShape.MAX_WAIT) > 0) {
			throw new IllegalArgumentException(
					"'" + IDLE + "' is at most " + AnswerShape.MAX_WAIT.toMinutes() + "m, not '" + idle + "'");
		}
		if (upload.isNegative() || upload.compareTo(BodyMeter.MAX_LENGTH) > 0) {
			throw new IllegalArgumentException(
					"'" + UPLOAD + "' is at most " + BodyMeter.MAX_LENGTH.toGigabytes() + "GB, not '" + upload + "'");
		}
		String certificate = environment.getProperty(CERTIFICATE);
		return new DoctorOptions(url(environment.getProperty(URL, "").strip()), idle, upload,
				(certificate != null) ? Path.of(certificate) : null, environment.getProperty(CONNECT));
	}

	private static <T> T bind(Binder binder, String property, Class<T> type, T defaultValue) {
		try {
			return binder.bind(property, type).orElseGet(() -> defaultValue);
		}
		catch (BindException ex) {
			throw new IllegalArgumentException(
					"'" + property + "' has a value that is no " + type.getSimpleName() + " of its kind", ex);
		}
	}

	private static URI url(String text) {
		try {
			URI url = new URI(text);
			String scheme = (url.getScheme() != null) ? url.getScheme().toLowerCase(Locale.ROOT) : "";
			if ((scheme.equals("http") || scheme.equals("https")) && url.getHost() != null && url.getRawQuery() == null
					&& url.getRawFragment() == null) {
				return url;
			}
		}
		catch (URISyntaxException ex) {
			// Told below
		}
		throw new IllegalArgumentException("'" + URL + "' has to be the URL by which browsers know the application, "
				+ "such as https://www.example.org/shop/, and not '" + text + "'");
	}

	boolean isSecure() {
		return this.url.getScheme().equalsIgnoreCase("https");
	}

	/**
	 * Return the mount point of the application.
	 * @return the path without a slash at its end, empty for none
	 */
	String mountPoint() {
		String path = path();
		return path.substring(0, path.length() - 1);
	}

	/**
	 * Return the path below which all probes are.
	 * @return the path with a slash at its end
	 */
	String path() {
		String path = this.url.getRawPath();
		return path.endsWith("/") ? path : path + "/";
	}

	String authority() {
		return this.url.getHost() + ((this.url.getPort() != -1) ? ":" + this.url.getPort() : "");
	}

	/**
	 * Return scheme and authority as the application has to see them, where ports that go
	 * without saying are not said.
	 * @return the origin
	 */
	String origin() {
		int defaultPort = isSecure() ? HTTPS_PORT : HTTP_PORT;
		int port = this.url.getPort();
		return this.url.getScheme().toLowerCase(Locale.ROOT) + "://" + this.url.getHost()
				+ ((port != -1 && port != defaultPort) ? ":" + port : "");
	}

	/**
	 * Return the credentials that the URL has, for web servers that ask for a password.
	 * @return the value of the header field, {@code null} if there are none
	 */
	@Nullable String authorization() {
		String userInfo = this.url.getUserInfo();
		return (userInfo != null)
				? "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)) : null;
	}

	/**
	 * Connect to the web server.
	 * @return the connected socket
	 * @throws IOException if it cannot be reached, or is not trusted
	 */
	Socket connect() throws IOException {
		Socket socket = new Socket();
		try {
			socket.connect(address(), CONNECT_TIMEOUT);
			return isSecure() ? secure(socket) : socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	private InetSocketAddress address() {
		URI address = (this.connectTo != null) ? URI.create("//" + this.connectTo) : this.url;
		String host = address.getHost();
		if (host == null) {
			throw new IllegalArgumentException(
					"'" + CONNECT + "' has to be a host with a port, such as 127.0.0.1:8443");
		}
		int port = (address.getPort() != -1) ? address.getPort() : (isSecure() ? HTTPS_PORT : HTTP_PORT);
		return new InetSocketAddress(withoutBrackets(host), port);
	}

	private static String withoutBrackets(String host) {
		return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
	}

	private Socket secure(Socket socket) throws IOException {
		SSLSocket secured = (SSLSocket) socketFactory().createSocket(socket, withoutBrackets(this.url.getHost()),
				socket.getPort(), true);
		SSLParameters parameters = secured.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		secured.setSSLParameters(parameters);
		secured.setSoTimeout(CONNECT_TIMEOUT);
		secured.startHandshake();
		return secured;
	}

	private SSLSocketFactory socketFactory() throws IOException {
		if (this.certificate == null) {
			return (SSLSocketFactory) SSLSocketFactory.getDefault();
		}
		try (InputStream file = Files.newInputStream(this.certificate)) {
			KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
			trusted.load(null, null);
			int number = 0;
			for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
				trusted.setCertificateEntry(String.valueOf(number++), certificate);
			}
			TrustManagerFactory trustManagers = TrustManagerFactory
				.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trustManagers.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trustManagers.getTrustManagers(), null);
			return context.getSocketFactory();
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("'" + CERTIFICATE + "' is no file with certificates: " + ex.getMessage(), ex);
		}
	}

}
