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
import io.webgateway.server.GatewayProtocol;

/**
 * What a site block of Caddy imports.
 */
class CaddyConfiguration extends ServerConfiguration {

	private static final Pattern PLAIN = Pattern.compile("[\\w/.:@-]+");

	CaddyConfiguration() {
		super("Caddy", List.of(GatewayProtocol.FASTCGI));
	}

	@Override
	public String id() {
		return "caddy";
	}

	@Override
	@Nullable String whyNot(PublishedListener listener) {
		return (listener.fileHeader() != null) ? "it leaves files to the web server, and Caddy sends none of them"
				: null;
	}

	@Override
	String protection() {
		return "chgrp caddy, chmod 640";
	}

	@Override
	void writeInstallation(ConfigurationText text, PublishedApplication application, Routes routes) {
		text.comment("Save as /etc/caddy/" + application.id() + ".caddy, and write into the site's block:",
				"    import /etc/caddy/" + application.id() + ".caddy",
				"Then: caddy validate --config /etc/caddy/Caddyfile && systemctl reload caddy");
		if (routes.haveIdentity()) {
			text.comment("", "Users are in " + passwords(application) + ", one a line: the name, a blank and what",
					"caddy hash-password says.");
		}
	}

	@Override
	void write(ConfigurationText text, PublishedApplication application, Routes routes) {
		for (Route route : routes.all()) {
			text.gap();
			String matcher = matcher(text, application, route);
			writeIdentity(text, application, route.listener(), matcher);
			writeNote(text, route);
			text.open("reverse_proxy " + matcher + address(route) + " {");
			text.comment("What the application writes goes to the browser at once").line("flush_interval -1").gap();
			text.open("transport fastcgi {");
			writeEnvironment(text, route);
			text.comment("There is no read_timeout: Caddy counts it from the beginning of a response, however",
					"often something of it arrives");
			text.close("}").close("}");
		}
	}

	private static String matcher(ConfigurationText text, PublishedApplication application, Route route) {
		if (route.isRoot()) {
			return "";
		}
		String name = "@" + application.id() + "-" + PublishedApplication.id(route.path());
		text.line(name + " path_regexp `" + route.regex() + "`");
		return name + " ";
	}

	private static void writeIdentity(ConfigurationText text, PublishedApplication application,
			PublishedListener listener, String matcher) {
		IdentityVariables identity = listener.identity();
		if (identity == null) {
			return;
		}
		boolean userIsKnown = identity.user().equals(REMOTE_USER);
		if (userIsKnown) {
			text.comment("Who the user is, Caddy finds out");
			text.open("basicauth " + matcher + "{").line("import " + passwords(application)).close("}").gap();
		}
		writeOtherVariables(text, listener, userIsKnown);
	}

	private String address(Route route) {
		if (!route.upstream().isUnix()) {
			return route.upstream().authority();
		}
		return value("unix/" + route.upstream().socket(), pathOf(route.listener()));
	}

	private void writeEnvironment(ConfigurationText text, Route route) {
		PublishedListener listener = route.listener();
		PublishedListener.Secret secret = listener.secret();
		if (secret != null) {
			text.comment("Known to the application and nobody else");
			text.line("env " + secret.variable() + " " + value(secret.value(), secretOf(listener)));
			text.gap();
		}
		if (route.variable()) {
			text.comment("The application finds its context path in this variable");
			text.line("env GATEWAY_CONTEXT_PATH " + value(route.path(), "The context path")).gap();
		}
	}

	/**
	 * Write a value where it may have placeholders. What keeps a brace from beginning one
	 * is taken off once or twice, as the version of Caddy has it.
	 */
	private String value(String value, String what) {
		refuse(value, what, "{", "\\}");
		return quote(value, what);
	}

	private String quote(String value, String what) {
		if (PLAIN.matcher(value).matches()) {
			return value;
		}
		if (value.indexOf('`') == -1) {
			return "`" + value + "`";
		}
		// Only a quote can be written with a backslash before it
		refuse(value.endsWith("\\") ? value + "\"" : value, what, "\\\"");
		return "\"" + value.replace("\"", "\\\"") + "\"";
	}

}
