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

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.webgateway.http.IdentityVariables;
import io.webgateway.server.ConnectionLimits;
import io.webgateway.server.GatewayProtocol;

/**
 * Sections that are appended to HAProxy's configuration.
 */
class HaproxyConfiguration extends ServerConfiguration {

	private static final Pattern PLAIN = Pattern.compile("[\\w/.:@-]+");

	HaproxyConfiguration() {
		super("HAProxy", List.of(GatewayProtocol.FASTCGI));
	}

	@Override
	public String id() {
		return "haproxy";
	}

	@Override
	@Nullable String whyNot(PublishedListener listener) {
		return (listener.fileHeader() != null) ? "it leaves files to the web server, and HAProxy sends none" : null;
	}

	@Override
	void writeInstallation(ConfigurationText text, PublishedApplication application, Routes routes) {
		text.comment("Append to /etc/haproxy/haproxy.cfg, and write into the frontend of the site:");
		for (Route route : routes.all()) {
			String backend = backend(application, route.listener());
			text.comment(route.isRoot() ? "    default_backend " + backend
					: "    use_backend " + backend + " if { path,url_dec -m reg " + quote(route.regex()) + " }");
		}
		text.comment("Then: haproxy -c -f /etc/haproxy/haproxy.cfg && systemctl reload haproxy");
		if (routes.all().stream().anyMatch((route) -> route.upstream().isUnix())) {
			text.comment("", "With 'chroot' in its section 'global', HAProxy looks for the socket below that",
					"directory: remove the line, or let the application listen there.");
		}
	}

	private static String backend(PublishedApplication application, PublishedListener listener) {
		return application.id() + "-" + PublishedApplication.id(listener.name());
	}

	@Override
	void write(ConfigurationText text, PublishedApplication application, Routes routes) {
		for (PublishedListener listener : routes.listeners()) {
			Route route = routes.all().stream().filter((each) -> each.listener() == listener).findFirst().orElseThrow();
			text.gap();
			writeApplication(text, application, route);
			text.gap();
			writeBackend(text, application, route);
		}
	}

	private void writeApplication(ConfigurationText text, PublishedApplication application, Route route) {
		PublishedListener listener = route.listener();
		text.open("fcgi-app " + backend(application, listener));
		text.comment("HAProxy asks for a directory, though it reads nothing there").line("docroot /").gap();
		PublishedListener.Secret secret = listener.secret();
		if (secret != null) {
			text.comment("Known to the application and nobody else");
			text.line("set-param " + secret.variable() + " " + format(secret.value())).gap();
		}
		if (route.variable()) {
			text.comment("The application finds its context path in this variable");
			text.line("set-param GATEWAY_CONTEXT_PATH " + format(route.path())).gap();
		}
		text.comment("The Authorization header is for the application").line("pass-header Authorization").gap();
		text.comment("Who the browser claims to be, HAProxy has not checked: that is not told");
		IdentityVariables identity = listener.identity();
		if (identity != null) {
			text.comment("The application would believe it (identity.enabled), but HAProxy has no user to tell.");
			if (!identity.user().equals(REMOTE_USER)) {
				text.line("set-param " + quote(identity.user()) + " %[str()]");
			}
		}
		text.line("set-param REMOTE_USER %[str()]").line("set-param AUTH_TYPE   %[str()]").gap();
		text.line("set-param REQUEST_SCHEME http  unless { ssl_fc }");
		text.line("set-param REQUEST_SCHEME https if { ssl_fc }");
		text.line("set-param SERVER_ADDR    %[dst]").gap();
		text.comment("What HAProxy knows of TLS, and of a client's certificate if it is good");
		text.line("set-param SSL_PROTOCOL      %[ssl_fc_protocol]       if { ssl_fc }");
		text.line("set-param SSL_CIPHER        %[ssl_fc_cipher]         if { ssl_fc }");
		text.line("set-param SSL_SESSION_ID    %[ssl_fc_session_id,hex] if { ssl_fc }");
		text.line("set-param SSL_CLIENT_VERIFY SUCCESS                  if { ssl_c_used } { ssl_c_verify 0 }");
		text.line("set-param SSL_CLIENT_CERT   %[ssl_c_der,base64]      if { ssl_c_used } { ssl_c_verify 0 }");
		text.close();
	}

	private static void writeBackend(ConfigurationText text, PublishedApplication application, Route route) {
		PublishedListener listener = route.listener();
		text.open("backend " + backend(application, listener)).line("mode http");
		text.line("use-fcgi-app " + backend(application, listener));
		writeNote(text, route);
		String address = route.upstream().isUnix() ? quote("unix@" + route.upstream().socket())
				: route.upstream().authority();
		text.line("server app " + address + " proto fcgi" + maxConnections(listener)).gap();
		text.comment("A response may pause so long").line("timeout server " + PAUSE_SECONDS + "s");
		text.close();
	}

	/**
	 * More requests wait in HAProxy, where the application would refuse them.
	 */
	private static String maxConnections(PublishedListener listener) {
		ConnectionLimits limits = listener.limits().connections();
		int maximum = Math.min(limits.maxConnections(), limits.maxConcurrentRequests());
		return (maximum < ConnectionLimits.DEFAULTS.maxConnections()) ? " maxconn " + maximum : "";
	}

	/**
	 * Write a value where it may have expressions.
	 */
	private static String format(String value) {
		return quote(value.replace("%", "%%"));
	}

	private static String quote(String value) {
		return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
	}

}
