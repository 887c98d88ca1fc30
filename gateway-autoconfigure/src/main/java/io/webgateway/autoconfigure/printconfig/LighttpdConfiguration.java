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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.webgateway.http.FileHeader;
import io.webgateway.http.FileRoot;
import io.webgateway.http.IdentityVariables;
import io.webgateway.server.GatewayProtocol;

/**
 * A file that is enabled in lighttpd as Debian has it.
 */
class LighttpdConfiguration extends ServerConfiguration {

	private static final int KILO = 1024;

	LighttpdConfiguration() {
		super("lighttpd",
				List.of(GatewayProtocol.FASTCGI, GatewayProtocol.UWSGI, GatewayProtocol.SCGI, GatewayProtocol.AJP));
	}

	@Override
	public String id() {
		return "lighttpd";
	}

	@Override
	@Nullable String whyNot(PublishedListener listener) {
		if (listener.fileHeader() == FileHeader.X_ACCEL_REDIRECT) {
			return "it leaves files to the web server by X-Accel-Redirect, and lighttpd wants 'x-sendfile'";
		}
		return (listener.fileHeader() != null && listener.protocol() == GatewayProtocol.AJP)
				? "it leaves files to the web server, which lighttpd cannot over AJP" : null;
	}

	@Override
	void writeInstallation(ConfigurationText text, PublishedApplication application, Routes routes) {
		text.comment("Save as /etc/lighttpd/conf-available/50-" + application.id() + ".conf, then:",
				"    lighty-enable-mod " + application.id(), "    lighttpd -tt -f /etc/lighttpd/lighttpd.conf",
				"    systemctl restart lighttpd");
		writePasswords(text, application, routes);
	}

	@Override
	void write(ConfigurationText text, PublishedApplication application, Routes routes) {
		text.line("server.modules += ( " + String.join(", ", modules(routes)) + " )");
		for (Route route : routes.all()) {
			text.gap();
			boolean nested = true;
			if (!route.isRoot()) {
				text.open("$HTTP[\"url\"] =~ \"" + route.regex() + "\" {");
			}
			else if (routes.all().size() > 1) {
				String paths = String.join("|",
						routes.all().stream().filter((other) -> !other.isRoot()).map(Route::regexPath).toList());
				text.open("$HTTP[\"url\"] !~ \"^(" + paths + ")(/|$)\" {");
			}
			else {
				nested = false;
			}
			writeRoute(text, application, route);
			if (nested) {
				text.close("}");
			}
		}
	}

	/**
	 * In this order: mod_auth reads a password before mod_setenv takes it away.
	 */
	private static List<String> modules(Routes routes) {
		List<String> modules = new ArrayList<>();
		if (routes.haveIdentity()) {
			modules.addAll(List.of("mod_auth", "mod_authn_file"));
		}
		if (routes.haveIdentity() || routes.haveSecret() || routes.all().stream().anyMatch(Route::variable)) {
			modules.add("mod_setenv");
		}
		TreeSet<String> protocols = new TreeSet<>();
		routes.listeners().forEach((listener) -> protocols.add(module(listener.protocol())));
		modules.addAll(protocols);
		return modules.stream().map((module) -> "\"" + module + "\"").toList();
	}

	private static String module(GatewayProtocol protocol) {
		return switch (protocol) {
			case FASTCGI, AUTO -> "mod_fastcgi";
			case SCGI, UWSGI -> "mod_scgi";
			case AJP -> "mod_ajp13";
		};
	}

	private void writeRoute(ConfigurationText text, PublishedApplication application, Route route) {
		PublishedListener listener = route.listener();
		text.comment("What the application writes goes to the browser at once");
		text.line("server.stream-response-body = 2").gap();
		long maxSize = listener.limits().body().maxSize();
		text.comment("Longer bodies are refused, here as in the application (max-body-size, in kilobytes)");
		text.line("server.max-request-size = " + ((maxSize < 0) ? 0 : Math.max(1, (maxSize + KILO - 1) / KILO))).gap();
		writeIdentity(text, application, route);
		writeEnvironment(text, route);
		writeNote(text, route);
		writeServer(text, route);
	}

	private void writeIdentity(ConfigurationText text, PublishedApplication application, Route route) {
		PublishedListener listener = route.listener();
		IdentityVariables identity = listener.identity();
		if (identity == null) {
			return;
		}
		if (!identity.user().equals(REMOTE_USER)) {
			writeOtherVariables(text, listener, false);
			text.gap();
			return;
		}
		text.comment("Who the user is, lighttpd finds out");
		text.line("auth.backend = \"htpasswd\"");
		text.line("auth.backend.htpasswd.userfile = \"" + passwords(application) + "\"");
		text.open("auth.require = ( " + quote(route.pathOrSlash(), "The path") + " => (");
		text.line("\"method\" => \"basic\",");
		text.line("\"realm\" => " + quote(application.name(), "The name of the application") + ",");
		text.line("\"require\" => \"valid-user\"").close(") )").gap();
		text.comment("The password does not reach the application");
		text.line("setenv.set-request-header = ( \"Authorization\" => \"\" )").gap();
		writeOtherVariables(text, listener, true);
		text.gap();
	}

	private void writeEnvironment(ConfigurationText text, Route route) {
		PublishedListener listener = route.listener();
		boolean ajp = listener.protocol() == GatewayProtocol.AJP;
		if (ajp && route.variable()) {
			throw new ConfigurationNotPossibleException("lighttpd tells no context path over AJP: set '"
					+ "gateway.listeners." + listener.name() + ".context-path' to it.");
		}
		Map<String, String> environment = new LinkedHashMap<>();
		PublishedListener.Secret secret = listener.secret();
		if (secret != null) {
			text.comment(
					"Known to the application and nobody else" + (ajp ? ". lighttpd tells it of requests that" : ""));
			if (ajp) {
				text.comment("have come over TLS only: others are refused by the application");
			}
			environment.put(ajp ? "AJP13_SECRET" : secret.variable(), quote(secret.value(), secretOf(listener)));
		}
		if (route.variable()) {
			text.comment("The application finds its context path in GATEWAY_CONTEXT_PATH");
			environment.put("GATEWAY_CONTEXT_PATH", quote(route.path(), "The context path"));
		}
		if (!environment.isEmpty()) {
			writeMap(text, "setenv.add-environment = (", environment, ")");
			text.gap();
		}
	}

	private void writeServer(ConfigurationText text, Route route) {
		PublishedListener listener = route.listener();
		Map<String, String> options = new LinkedHashMap<>();
		if (route.upstream().isUnix()) {
			options.put("socket", quote(route.upstream().socket(), pathOf(listener)));
		}
		else {
			options.put("host", "\"" + String.valueOf(route.upstream().host()).replaceAll("[\\[\\]]", "") + "\"");
			options.put("port", String.valueOf(route.upstream().port()));
		}
		if (listener.protocol() == GatewayProtocol.AJP) {
			text.comment("With any other name than an empty one only the beginning of the path arrives");
			writeMap(text, "ajp13.server = ( \"\" => ((", options, ")) )");
			return;
		}
		options.put("check-local", "\"disable\"");
		if (route.isRoot()) {
			options.put("fix-root-scriptname", "\"enable\"");
		}
		if (listener.fileHeader() != null) {
			options.put("x-sendfile", "\"enable\"");
			List<String> directories = new ArrayList<>();
			for (FileRoot root : listener.fileRoots()) {
				directories.add(quote(root.location(), "The directory of files"));
			}
			options.put("x-sendfile-docroot", "( " + String.join(", ", directories) + " )");
		}
		if (listener.protocol() == GatewayProtocol.UWSGI) {
			text.line("scgi.protocol = \"uwsgi\"");
		}
		else if (listener.protocol() == GatewayProtocol.SCGI) {
			text.line("scgi.protocol = \"scgi\"");
		}
		String name = (listener.protocol() == GatewayProtocol.FASTCGI) ? "fastcgi" : "scgi";
		writeMap(text, name + ".server = ( " + quote(route.pathOrSlash(), "The path") + " => ((", options, ")) )");
	}

	private static void writeMap(ConfigurationText text, String begin, Map<String, String> entries, String end) {
		text.open(begin);
		int left = entries.size();
		for (Map.Entry<String, String> entry : entries.entrySet()) {
			left--;
			text.line("\"" + entry.getKey() + "\" => " + entry.getValue() + ((left > 0) ? "," : ""));
		}
		text.close(end);
	}

	/**
	 * Only a quote can be written with a backslash before it, so that a backslash at the
	 * end would be one before the quote that ends the string.
	 */
	private String quote(String value, String what) {
		if (value.endsWith("\\")) {
			throw new ConfigurationNotPossibleException(
					what + " ends with a backslash, which cannot be written into a configuration of lighttpd. "
							+ "Choose another one.");
		}
		return "\"" + value.replace("\"", "\\\"") + "\"";
	}

}
