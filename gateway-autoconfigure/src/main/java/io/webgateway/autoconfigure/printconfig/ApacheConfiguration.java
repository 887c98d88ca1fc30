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

package io.webgateway.autoconfigure.printconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.webgateway.http.FileHeader;
import io.webgateway.http.FileRoot;
import io.webgateway.http.IdentityVariables;
import io.webgateway.server.AjpOptions;
import io.webgateway.server.GatewayProtocol;

/**
 * What a {@code VirtualHost} of Apache httpd includes.
 */
class ApacheConfiguration extends ServerConfiguration {

	private static final Pattern SOCKET = Pattern.compile("[^\\p{Cntrl} #%?|\"'\\\\$]+");

	private static final Pattern PLAIN_PATH = Pattern.compile("[\\w/.~-]+");

	private static final int MAX_AJP_SECRET = 63;

	/** It takes it for the one that uwsgi has anyway, and connects to port 0. */
	private static final int PORT_OF_UWSGI = 3031;

	ApacheConfiguration() {
		this("Apache httpd",
				List.of(GatewayProtocol.FASTCGI, GatewayProtocol.AJP, GatewayProtocol.UWSGI, GatewayProtocol.SCGI));
	}

	ApacheConfiguration(String server, List<GatewayProtocol> protocols) {
		super(server, protocols);
	}

	@Override
	public String id() {
		return "apache";
	}

	@Override
	@Nullable String whyNot(PublishedListener listener) {
		if (listener.fileHeader() == FileHeader.X_ACCEL_REDIRECT) {
			return "it leaves files to the web server by X-Accel-Redirect, and Apache wants 'x-sendfile'";
		}
		if (listener.fileHeader() != null && listener.protocol() == GatewayProtocol.AJP) {
			return "it leaves files to the web server, which is not known to work over AJP";
		}
		PublishedListener.Secret secret = listener.secret();
		if (listener.protocol() == GatewayProtocol.AJP && secret != null && secret.value().length() > MAX_AJP_SECRET) {
			return "its secret has more than " + MAX_AJP_SECRET + " characters";
		}
		if (listener.protocol() == GatewayProtocol.UWSGI
				&& listener.address().toString().endsWith(":" + PORT_OF_UWSGI)) {
			return "mod_proxy_uwsgi cannot connect to port " + PORT_OF_UWSGI + ", but to any other";
		}
		return null;
	}

	@Override
	void writeInstallation(ConfigurationText text, PublishedApplication application, Routes routes) {
		text.comment("Save as /etc/apache2/" + application.id() + ".conf, and write into the site's <VirtualHost>:",
				"    Include \"/etc/apache2/" + application.id() + ".conf\"", "Then:",
				"    a2enmod " + String.join(" ", modules(routes)),
				"    apachectl configtest && systemctl reload apache2");
		writePasswords(text, application, routes);
	}

	private static List<String> modules(Routes routes) {
		TreeSet<String> modules = new TreeSet<>(List.of("proxy"));
		for (PublishedListener listener : routes.listeners()) {
			modules.add("proxy_" + scheme(listener.protocol()));
			if (listener.fileHeader() != null) {
				modules.add("xsendfile");
			}
		}
		return new ArrayList<>(modules);
	}

	@Override
	void write(ConfigurationText text, PublishedApplication application, Routes routes) {
		text.comment("An encoded slash reaches the application as it is");
		text.line("AllowEncodedSlashes NoDecode");
		routes.listeners()
			.stream()
			.filter((listener) -> listener.protocol() == GatewayProtocol.AJP)
			.mapToInt(PublishedListener::maxPacketSize)
			.filter((size) -> size > AjpOptions.MIN_PACKET_SIZE)
			.max()
			.ifPresent((size) -> text.gap()
				.comment("The largest size of AJP packets, which the application has as well")
				.line("ProxyIOBufferSize " + size));
		if (routes.listeners().stream().anyMatch(PublishedListener::acceptsCertificates)) {
			text.gap().comment("AJP tells the application of a client's certificate, but not that it is good");
			text.open("<IfModule ssl_module>")
				.line("SetEnvIfExpr \"%{SSL_CLIENT_VERIFY} == 'SUCCESS'\" AJP_SSL_CLIENT_VERIFY=SUCCESS")
				.close("</IfModule>");
		}
		// What comes later counts more
		for (int i = routes.all().size() - 1; i >= 0; i--) {
			Route route = routes.all().get(i);
			text.gap();
			if (route.listener().protocol() == GatewayProtocol.UWSGI) {
				writeProxyPassMatch(text, route);
			}
			text.open("<Location " + quote(route.pathOrSlash(), "The path") + ">");
			writeLocation(text, application, route);
			text.close("</Location>");
		}
	}

	private void writeProxyPassMatch(ConfigurationText text, Route route) {
		String url = address(route);
		text.comment("mod_proxy_uwsgi refuses encoded slashes in the URL that it is given. So it is",
				"always given the same: the application takes the path from REQUEST_URI.");
		writeNote(text, route);
		text.open("<Proxy \"" + url + "\">").line("ProxySet timeout=" + PAUSE_SECONDS).close("</Proxy>");
		String regex = route.isRoot() ? "^(/)" : "^(/)" + route.regexPath().substring(1) + "(?:/|$)";
		text.line("ProxyPassMatch \"" + regex + "\" \"" + url + "$1\"").gap();
	}

	private void writeLocation(ConfigurationText text, PublishedApplication application, Route route) {
		PublishedListener listener = route.listener();
		if (listener.protocol() != GatewayProtocol.UWSGI) {
			writeNote(text, route);
			writeProxyPass(text, route);
		}
		writeResponses(text, listener);
		text.gap();
		writeTrust(text, route);
		writeIdentity(text, application, listener);
		writeBodyLimit(text, listener);
		if (listener.fileHeader() != null) {
			writeFiles(text, listener);
		}
		writeTls(text, listener);
	}

	private void writeProxyPass(ConfigurationText text, Route route) {
		PublishedListener listener = route.listener();
		List<String> words = new ArrayList<>(List.of("ProxyPass"));
		int ttl = ttlSeconds(listener);
		switch (listener.protocol()) {
			case FASTCGI -> {
				text.comment("What the application writes goes to the browser at once, and a response may pause",
						"so long. Connections are kept, for less time than the application keeps them.");
				words.add("\"" + address(route) + "/\"");
				words.add((ttl > 0) ? "enablereuse=on ttl=" + ttl : "enablereuse=off");
				words.add("flushpackets=on");
			}
			case AJP -> {
				text.comment("Connections are kept, for less time than the application keeps them");
				words.add("\"" + address(route) + (route.isRoot() ? "/" : plainPath(route)) + "\"");
				PublishedListener.Secret secret = listener.secret();
				if (secret != null) {
					words.add(quote("secret=" + secret.value(), secretOf(listener)));
				}
				words.add("nocanon");
				words.add((ttl > 0) ? "ttl=" + ttl : "disablereuse=on");
			}
			default -> {
				text.comment("A response may pause so long");
				words.add("\"" + address(route) + "/\"");
			}
		}
		words.add("timeout=" + PAUSE_SECONDS);
		text.line(String.join(" ", words)).gap();
	}

	/**
	 * Over AJP it is the URL that is sent, as the browser has encoded it, and Apache does
	 * not find in it what is encoded.
	 */
	private static String plainPath(Route route) {
		if (!PLAIN_PATH.matcher(route.rawPath()).matches()) {
			throw new ConfigurationNotPossibleException("Apache cannot mount an application over AJP at '"
					+ route.rawPath() + "', because of its special characters. Choose another path or protocol.");
		}
		return route.rawPath();
	}

	void writeResponses(ConfigurationText text, PublishedListener listener) {
		if (listener.protocol() == GatewayProtocol.UWSGI) {
			return;
		}
		text.comment("The length of a response is that which the application says");
		text.line("SetEnv ap_trust_cgilike_cl 1");
		if (listener.protocol() == GatewayProtocol.SCGI) {
			text.gap().comment("A Location header is for the browser").line("ProxySCGIInternalRedirect Off");
		}
	}

	void writeTrust(ConfigurationText text, Route route) {
		PublishedListener listener = route.listener();
		boolean ajp = listener.protocol() == GatewayProtocol.AJP;
		PublishedListener.Secret secret = listener.secret();
		if (secret != null && !ajp) {
			text.comment("Known to the application and nobody else");
			text.line("SetEnv " + secret.variable() + " " + quote(secret.value(), secretOf(listener)));
			text.gap();
		}
		if (route.variable()) {
			text.comment("The application finds its context path in this variable");
			text.line("SetEnv " + (ajp ? "AJP_" : "") + "GATEWAY_CONTEXT_PATH "
					+ quote(route.path(), "The context path"));
			text.gap();
		}
	}

	void writeIdentity(ConfigurationText text, PublishedApplication application, PublishedListener listener) {
		boolean passesAuthorization = listener.protocol() == GatewayProtocol.FASTCGI
				|| listener.protocol() == GatewayProtocol.SCGI;
		IdentityVariables identity = listener.identity();
		if (identity == null) {
			if (passesAuthorization) {
				text.comment("The Authorization header is for the application").line("CGIPassAuth On").gap();
			}
			return;
		}
		if (identity.user().equals(REMOTE_USER)) {
			text.comment("Who the user is, Apache finds out. Any other module that does so may be in its place");
			text.line("AuthType Basic");
			text.line("AuthName " + quote(application.name(), "The name of the application"));
			text.line("AuthUserFile \"" + passwords(application) + "\"");
			text.line("Require valid-user").gap();
			writeOtherVariables(text, listener, true);
		}
		else {
			writeOtherVariables(text, listener, false);
		}
		text.gap();
	}

	static void writeBodyLimit(ConfigurationText text, PublishedListener listener) {
		long maxSize = listener.limits().body().maxSize();
		boolean beyond = maxSize < 0 || maxSize > Integer.MAX_VALUE;
		text.comment("Longer bodies are refused, here as in the application (max-body-size)");
		text.line("LimitRequestBody " + (beyond ? 0 : maxSize)).gap();
	}

	private void writeFiles(ConfigurationText text, PublishedListener listener) {
		text.comment("Files below these directories are sent by Apache, when the application says so");
		text.line("XSendFile On");
		for (FileRoot root : listener.fileRoots()) {
			text.line("XSendFilePath " + quote(root.location(), "The directory of files"));
		}
		text.gap().comment("mod_xsendfile would invent one ETag for all files that have none");
		text.line("FileETag None").gap();
	}

	static void writeTls(ConfigurationText text, PublishedListener listener) {
		if (listener.protocol() == GatewayProtocol.AJP) {
			return;
		}
		text.comment("What Apache knows of TLS, and a client's certificate where it asks for one");
		text.open("<IfModule ssl_module>").line("SSLOptions +StdEnvVars");
		text.open("<If \"%{SSL_CLIENT_VERIFY} == 'SUCCESS'\">").line("SSLOptions +ExportCertData").close("</If>");
		text.close("</IfModule>");
	}

	/**
	 * Return the URL of a listener without a path.
	 */
	String address(Route route) {
		String scheme = scheme(route.listener().protocol());
		if (!route.upstream().isUnix()) {
			return scheme + "://" + route.upstream().authority();
		}
		String socket = route.upstream().socket();
		if (!SOCKET.matcher(socket).matches()) {
			throw new ConfigurationNotPossibleException(pathOf(route.listener())
					+ " has characters in it that Apache takes for something else. Choose another one.");
		}
		// Each socket needs a name of its own
		return "unix:" + socket + "|" + scheme + "://" + PublishedApplication.id(route.listener().name());
	}

	private static String scheme(GatewayProtocol protocol) {
		return (protocol == GatewayProtocol.FASTCGI) ? "fcgi" : protocol.name().toLowerCase(Locale.ROOT);
	}

	String quote(String value, String what) {
		refuse(value, what, "${");
		return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
	}

}
