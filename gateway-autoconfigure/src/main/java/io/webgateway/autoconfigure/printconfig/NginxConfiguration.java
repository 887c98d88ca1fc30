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
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.webgateway.http.FileHeader;
import io.webgateway.http.FileRoot;
import io.webgateway.http.IdentityVariables;
import io.webgateway.server.BodyLimits;
import io.webgateway.server.GatewayProtocol;

/**
 * What a {@code server} of nginx includes.
 */
class NginxConfiguration extends ServerConfiguration {

	private static final Pattern PLAIN = Pattern.compile("[\\w/.:@-]+");

	private static final int KILO = 1024;

	private static final int MIN_HEAD = 4 * KILO;

	/** Header fields of a file's response, which nginx drops unless they are named. */
	private static final List<String> FIELDS_OF_FILES = List.of("Content-Language", "Content-Security-Policy",
			"Referrer-Policy", "Strict-Transport-Security", "Vary", "X-Content-Type-Options", "X-Frame-Options",
			"X-XSS-Protection");

	NginxConfiguration() {
		super("nginx", List.of(GatewayProtocol.FASTCGI, GatewayProtocol.UWSGI, GatewayProtocol.SCGI));
	}

	@Override
	public String id() {
		return "nginx";
	}

	@Override
	@Nullable String whyNot(PublishedListener listener) {
		return (listener.fileHeader() == FileHeader.X_SENDFILE)
				? "it leaves files to the web server by X-Sendfile, and nginx wants 'x-accel-redirect'" : null;
	}

	@Override
	void writeInstallation(ConfigurationText text, PublishedApplication application, Routes routes) {
		text.comment("Save as /etc/nginx/snippets/" + application.id() + ".conf, and write into the site's server { }:",
				"    include snippets/" + application.id() + ".conf;", "Then: nginx -t && systemctl reload nginx");
		writePasswords(text, application, routes);
	}

	@Override
	void write(ConfigurationText text, PublishedApplication application, Routes routes) {
		text.comment("The port in the Host header, with its colon");
		text.line("set $gateway_port \"\";");
		text.open("if ($http_host ~ \"(:[0-9]+)$\") {").line("set $gateway_port $1;").close("}");
		for (Route route : routes.all()) {
			text.gap();
			writeLocation(text, application, route);
		}
		for (PublishedListener listener : routes.listeners()) {
			for (FileRoot root : listener.fileRoots()) {
				text.gap();
				writeFiles(text, root);
			}
		}
	}

	private void writeLocation(ConfigurationText text, PublishedApplication application, Route route) {
		PublishedListener listener = route.listener();
		String prefix = listener.protocol().name().toLowerCase(Locale.ROOT) + "_";
		text.open(route.isRoot() ? "location / {" : "location ~ \"" + route.regex() + "\" {");
		writeNote(text, route);
		text.line(prefix + "pass " + pass(route) + ";").gap();
		long maxSize = listener.limits().body().maxSize();
		text.comment("Longer bodies are refused, here as in the application (max-body-size)");
		text.line("client_max_body_size " + ((maxSize == BodyLimits.UNLIMITED) ? "0" : size(maxSize)) + ";").gap();
		text.comment("What the application writes goes to the browser at once");
		text.line(prefix + "buffering off;").gap();
		String head = size(Math.max(MIN_HEAD, roundUp(listener.limits().maxResponseHead())));
		text.comment("The head of a response has to fit in here (max-response-head-size)");
		text.line(prefix + "buffer_size " + head + ";").line(prefix + "buffers 8 " + head + ";").gap();
		text.comment("A response may pause so long, and so long the application may not read a request");
		text.line(prefix + "read_timeout " + PAUSE_SECONDS + "s;")
			.line(prefix + "send_timeout " + PAUSE_SECONDS + "s;");
		text.gap();
		writeIdentity(text, application, listener, prefix);
		writeTrust(text, route, prefix);
		writeVariables(text, listener, prefix);
		text.close("}");
	}

	private String pass(Route route) {
		if (!route.upstream().isUnix()) {
			return route.upstream().authority();
		}
		return quote("unix:" + route.upstream().socket(), pathOf(route.listener()));
	}

	private void writeIdentity(ConfigurationText text, PublishedApplication application, PublishedListener listener,
			String prefix) {
		IdentityVariables identity = listener.identity();
		if (identity == null) {
			return;
		}
		text.comment("The name of the user below is worth nothing without these two lines");
		text.line("auth_basic " + quote(application.name(), "The name of the application") + ";");
		text.line("auth_basic_user_file " + passwords(application) + ";").gap();
		parameter(text, prefix, quote(identity.user(), "The variable of the user"), "$remote_user");
		parameter(text, prefix, "AUTH_TYPE", "Basic");
		text.gap().comment("The password does not reach the application");
		parameter(text, prefix, "HTTP_AUTHORIZATION", "\"\" if_not_empty");
		text.gap();
		writeOtherVariables(text, listener, true);
		text.gap();
	}

	private void writeTrust(ConfigurationText text, Route route, String prefix) {
		PublishedListener.Secret secret = route.listener().secret();
		if (secret != null) {
			text.comment("Known to the application and nobody else");
			parameter(text, prefix, secret.variable(), quoted(secret.value(), secretOf(route.listener())));
			text.gap();
		}
		if (route.variable()) {
			text.comment("The application finds its context path in this variable");
			parameter(text, prefix, "GATEWAY_CONTEXT_PATH", quoted(route.path(), "The context path"));
			text.gap();
		}
	}

	private static void writeVariables(ConfigurationText text, PublishedListener listener, String prefix) {
		text.comment("What nginx knows of TLS, and of a client's certificate where it asks for one");
		for (String name : List.of("protocol", "cipher", "session_id", "client_verify")) {
			parameter(text, prefix, "SSL_" + name.toUpperCase(Locale.ROOT), "$ssl_" + name + " if_not_empty");
		}
		parameter(text, prefix, "SSL_CLIENT_CERT", "$ssl_client_escaped_cert if_not_empty");
		text.gap();
		if (listener.protocol() == GatewayProtocol.SCGI) {
			parameter(text, prefix, "SCGI", "1");
		}
		else {
			parameter(text, prefix, "CONTENT_LENGTH", "$content_length");
		}
		parameter(text, prefix, "REQUEST_METHOD", "$request_method");
		parameter(text, prefix, "REQUEST_URI", "$request_uri");
		parameter(text, prefix, "QUERY_STRING", "$query_string");
		parameter(text, prefix, "SERVER_PROTOCOL", "$server_protocol");
		parameter(text, prefix, "CONTENT_TYPE", "$content_type");
		parameter(text, prefix, "SCRIPT_NAME", "\"\"");
		parameter(text, prefix, "PATH_INFO", "$document_uri");
		parameter(text, prefix, "REQUEST_SCHEME", "$scheme");
		parameter(text, prefix, "HTTPS", "$https if_not_empty");
		parameter(text, prefix, "HTTP_HOST", "$host$gateway_port");
		for (String name : List.of("server_name", "server_addr", "server_port", "remote_addr", "remote_port")) {
			parameter(text, prefix, name.toUpperCase(Locale.ROOT), "$" + name);
		}
		parameter(text, prefix, "SERVER_SOFTWARE", "nginx/$nginx_version");
		parameter(text, prefix, "GATEWAY_INTERFACE", "CGI/1.1");
	}

	private static void parameter(ConfigurationText text, String prefix, String name, String value) {
		text.line(String.format("%sparam %-17s %s;", prefix, name, value));
	}

	private void writeFiles(ConfigurationText text, FileRoot root) {
		text.comment("Files below this directory are sent by nginx, when the application says so");
		text.open("location " + quote(root.location() + "/", "The location of files") + " {");
		text.line("internal;");
		text.line("alias " + quote(root.directory() + "/", "The directory of files") + ";").gap();
		text.comment("They are what the application says, not what nginx would make of the file");
		addField(text, "ETag");
		addField(text, "Last-Modified");
		text.gap()
			.comment("nginx drops all other fields, except for Content-Type, Content-Disposition,",
					"Cache-Control, Expires and Set-Cookie, unless they are named");
		FIELDS_OF_FILES.forEach((name) -> addField(text, name));
		text.close("}");
	}

	private static void addField(ConfigurationText text, String name) {
		text.line(String.format("add_header %-25s $upstream_http_%s;", name,
				name.toLowerCase(Locale.ROOT).replace('-', '_')));
	}

	private String quote(String value, String what) {
		return PLAIN.matcher(value).matches() ? value : quoted(value, what);
	}

	private String quoted(String value, String what) {
		// It begins a variable, and nothing keeps it from that
		refuse(value, what, "$");
		return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
	}

	private static long roundUp(long bytes) {
		return (bytes + KILO - 1) / KILO * KILO;
	}

	private static String size(long bytes) {
		if (bytes > 0 && bytes % (KILO * KILO) == 0) {
			return bytes / (KILO * KILO) + "m";
		}
		return (bytes > 0 && bytes % KILO == 0) ? bytes / KILO + "k" : String.valueOf(bytes);
	}

}
