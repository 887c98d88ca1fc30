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
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.webgateway.server.GatewayProtocol;

/**
 * A {@code .htaccess} of Apache httpd, for those who may not change its configuration.
 * There is none for SCGI: Apache would take redirects of the application for pages that
 * it is to answer with itself, and only its own configuration can keep it from that.
 */
class HtaccessConfiguration extends ApacheConfiguration {

	HtaccessConfiguration() {
		super("Apache httpd by .htaccess", List.of(GatewayProtocol.FASTCGI, GatewayProtocol.UWSGI));
	}

	@Override
	public String id() {
		return "htaccess";
	}

	@Override
	@Nullable String whyNot(PublishedListener listener) {
		return (listener.fileHeader() != null)
				? "it leaves files to the web server, which a .htaccess cannot tell where they are"
				: super.whyNot(listener);
	}

	@Override
	String protection() {
		return "chmod 640, with the group of the web server";
	}

	@Override
	void writeInstallation(ConfigurationText text, PublishedApplication application, Routes routes) {
		text.comment("Save as .htaccess in the directory that the browser sees as that path: all of it",
				"is the application's then. Apache's own configuration has to have mod_proxy and",
				"mod_proxy_" + String.join(", mod_proxy_", protocols(routes)) + ", AllowOverride All and,",
				"for paths with encoded slashes, AllowEncodedSlashes NoDecode.", "It is in force at once.");
		writePasswords(text, application, routes);
	}

	private static List<String> protocols(Routes routes) {
		return routes.listeners()
			.stream()
			.map((listener) -> listener.protocol().toString().toLowerCase(Locale.ROOT).replace("fastcgi", "fcgi"))
			.toList();
	}

	@Override
	void write(ConfigurationText text, PublishedApplication application, Routes routes) {
		if (routes.all().size() > 1) {
			throw new ConfigurationNotPossibleException(
					"The application is at " + String.join(", ", routes.all().stream().map(Route::pathOrSlash).toList())
							+ ", and a .htaccess is for one path: say which by 'gateway.print-config.context-path'.");
		}
		Route route = routes.all().get(0);
		PublishedListener listener = route.listener();
		writeNote(text, route);
		text.line("SetHandler \"proxy:" + address(route) + "/\"").gap();
		text.comment("The path of a directory is the application's as well").line("DirectorySlash Off").gap();
		if (listener.protocol() == GatewayProtocol.FASTCGI) {
			text.comment("Over FastCGI, what the application writes bit by bit is collected: the word that",
					"changes it, flushpackets=on, is none for a .htaccess. Over uwsgi it leaves at once.")
				.gap();
		}
		writeResponses(text, listener);
		text.gap();
		writeTrust(text, route);
		writeIdentity(text, application, listener);
		writeBodyLimit(text, listener);
		writeTls(text, listener);
	}

}
