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

import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What can be lost or changed on the way through a web server, and the line of its
 * configuration that mends it. The page of the doctor has the same lines, and a test sees
 * to it.
 * <p>
 * In the lines, <code>{protocol}</code> is the protocol of the listener,
 * <code>{path}</code> the mount point, <code>{kilobytes}</code> and
 * <code>{megabytes}</code> the size of an upload, <code>{seconds}</code> a time,
 * <code>{address}</code> the address of a proxy and <code>{ajp}</code> what Apache takes
 * off the names of variables over AJP.
 */
enum Loss {

	AUTHORIZATION(new Lines().apache("<Location>", "CGIPassAuth On")
		.haproxy("fcgi-app", "pass-header Authorization")
		.nginx("location, in place of any other with its name",
				"{protocol}_param HTTP_AUTHORIZATION $http_authorization;")),

	UNCHECKED_USER(new Lines().nginx("location", "{protocol}_param REMOTE_USER \"\";")
		.haproxy("fcgi-app", "set-param REMOTE_USER %[str()]")),

	TARGET(new Lines().nginx("location", "{protocol}_param REQUEST_URI $request_uri;")),

	ENCODED_SLASH(new Lines().nginx("location", "{protocol}_param REQUEST_URI $request_uri;")
		.apache("<VirtualHost>", "AllowEncodedSlashes NoDecode")),

	MOUNT_POINT(new Lines().nginx("location", "{protocol}_param GATEWAY_CONTEXT_PATH {path};")
		.apache("<Location>", "SetEnv {ajp}GATEWAY_CONTEXT_PATH {path}")
		.lighttpd("$HTTP[\"url\"] =~ \"^{path}(/|$)\"",
				"setenv.add-environment = ( \"GATEWAY_CONTEXT_PATH\" => \"{path}\" )")
		.haproxy("fcgi-app", "set-param GATEWAY_CONTEXT_PATH {path}")),

	HOST(new Lines().nginx("location, with the map that the page of nginx has",
			"{protocol}_param HTTP_HOST $host$app_port;")),

	// Of the others each tells it by itself
	SCHEME(new Lines().nginx("location", "{protocol}_param REQUEST_SCHEME $scheme;")),

	CLIENT_ADDRESS(new Lines().nginx("server", "set_real_ip_from {address}; real_ip_header X-Forwarded-For;")
		.apache("<VirtualHost>, with mod_remoteip", "RemoteIPHeader X-Forwarded-For", "RemoteIPInternalProxy {address}")
		.lighttpd("file, with mod_extforward", "extforward.forwarder = ( \"{address}\" => \"trust\" )")
		.haproxy("frontend", "http-request set-src hdr_ip(x-forwarded-for,-1) if { src {address} }")),

	CLIENT_ADDRESS_MISSING(new Lines().nginx("location", "{protocol}_param REMOTE_ADDR $remote_addr;",
			"{protocol}_param REMOTE_PORT $remote_port;")),

	REQUEST_HEAD(new Lines().nginx("server", "large_client_header_buffers 4 8k;")
		.apache("<VirtualHost>", "LimitRequestFieldSize 8190")
		.lighttpd("file", "server.max-request-field-size = 8192")
		.haproxy("global", "tune.bufsize 16384")),

	RESPONSE_HEAD(new Lines().nginx("location", "{protocol}_buffer_size 32k;", "{protocol}_buffers 8 32k;")
		.haproxy("global", "tune.bufsize 16384")),

	CONTENT_LENGTH(new Lines().apache("<VirtualHost>", "SetEnv ap_trust_cgilike_cl 1")),

	ERROR_PAGE(new Lines().nginx("location", "{protocol}_intercept_errors off;")
		.apache("<VirtualHost>", "ProxyErrorOverride Off")
		.lighttpd("file", "server.error-intercept = \"disable\"")),

	UPLOAD(new Lines().nginx("server", "client_max_body_size {megabytes}m;")
		// Apache's LimitRequestBody has no say in what is passed on
		.apache("the application's listener", "max-body-size: {megabytes}MB")
		.lighttpd("file", "server.max-request-size = {kilobytes}")),

	CHUNKED_UPLOAD(new Lines().lighttpd("file", "server.stream-request-body = 0")),

	UPLOAD_BUFFERED(new Lines().nginx("location", "{protocol}_request_buffering off;")
		.lighttpd("file", "server.stream-request-body = 2")),

	BUFFERED(new Lines().nginx("location", "{protocol}_buffering off;")
		.apache("end of the line with ProxyPass", "flushpackets=on")
		.lighttpd("file", "server.stream-response-body = 2")),

	IDLE(new Lines().nginx("location", "{protocol}_read_timeout {seconds}s;")
		.apache("<VirtualHost>", "ProxyTimeout {seconds}")
		.lighttpd("{protocol}.server", "\"read-timeout\" => {seconds},")
		.haproxy("backend", "timeout server {seconds}s")),

	OTHER(new Lines());

	private final Map<WebServerKind, Remedy[]> remedies;

	Loss(Lines lines) {
		this.remedies = lines.remedies;
	}

	/**
	 * Return the lines that mend this loss.
	 * @param webServer the web server, {@code null} if it is not known
	 * @return the lines, none if none are known
	 */
	Remedy[] remedies(@Nullable WebServerKind webServer) {
		return (webServer != null) ? this.remedies.getOrDefault(webServer, new Remedy[0]) : new Remedy[0];
	}

	/**
	 * Lines for each web server.
	 */
	private static final class Lines {

		private final Map<WebServerKind, Remedy[]> remedies = new EnumMap<>(WebServerKind.class);

		Lines nginx(String where, String... lines) {
			return add(WebServerKind.NGINX, where, lines);
		}

		Lines apache(String where, String... lines) {
			return add(WebServerKind.APACHE, where, lines);
		}

		Lines lighttpd(String where, String... lines) {
			return add(WebServerKind.LIGHTTPD, where, lines);
		}

		Lines haproxy(String where, String... lines) {
			return add(WebServerKind.HAPROXY, where, lines);
		}

		private Lines add(WebServerKind webServer, String where, String... lines) {
			Remedy[] remedies = new Remedy[lines.length];
			for (int i = 0; i < lines.length; i++) {
				remedies[i] = new Remedy(where, lines[i]);
			}
			this.remedies.put(webServer, remedies);
			return this;
		}

	}

}
