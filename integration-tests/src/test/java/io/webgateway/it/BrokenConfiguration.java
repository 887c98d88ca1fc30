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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A configuration of a web server in which something is wrong, or missing. A comment
 * {@code #part} shows where the lines of a part of the configuration go.
 *
 * @param webServer the web server
 * @param text the text of the configuration
 * @param losses the rows of the doctor's table that name something lost
 */
record BrokenConfiguration(WebServer webServer, String text, List<String> losses) {

	private static final BrokenConfiguration NGINX = new BrokenConfiguration(WebServer.NGINX, """
			map $http_host $app_port {
				default            "";
				"~(?<p>:[0-9]+)$"  $p;
			}
			server {
				listen 127.0.0.1:80;
				client_max_body_size 1m;
				large_client_header_buffers 4 2k;
				#server
				location ~ "^/app(/|$)" {
					fastcgi_pass 127.0.0.1:9000;
					fastcgi_buffering on;
					fastcgi_buffer_size 4k;
					fastcgi_buffers 8 4k;
					fastcgi_read_timeout 2s;
					fastcgi_intercept_errors on;
					error_page 404 503 =500 /missing;
					fastcgi_param REQUEST_METHOD    $request_method;
					fastcgi_param QUERY_STRING      $query_string;
					fastcgi_param SERVER_PROTOCOL   $server_protocol;
					fastcgi_param CONTENT_LENGTH    $content_length;
					fastcgi_param CONTENT_TYPE      $content_type;
					fastcgi_param PATH_INFO         $document_uri;
					fastcgi_param HTTP_HOST         $host;
					fastcgi_param HTTP_AUTHORIZATION "";
					fastcgi_param REMOTE_USER       $remote_user;
					fastcgi_param SERVER_SOFTWARE   nginx/$nginx_version;
					#location
				}
			}
			""",
			List.of("scheme, host, port", "mount point", "client address", "encoded slash", "doubled slash",
					"encoded path", "Authorization", "user name", "large request head", "large response head",
					"error pages", "upload", "other streams", "slow answer"));

	private static final BrokenConfiguration APACHE = new BrokenConfiguration(WebServer.APACHE, """
			#   a2enmod proxy proxy_fcgi
			<VirtualHost 127.0.0.1:80>
				ServerName www.example.org
				LimitRequestFieldSize 4000
				ProxyTimeout 2
				ProxyErrorOverride On
				ProxyPass "/app" "fcgi://127.0.0.1:9000/app"
				#<VirtualHost>
				<Location "/app">
					#<Location>
				</Location>
			</VirtualHost>
			""", List.of("mount point", "encoded slash", "HEAD", "Authorization", "large request head", "error pages",
			"stream of events", "other streams", "slow answer"));

	private static final BrokenConfiguration LIGHTTPD = new BrokenConfiguration(WebServer.LIGHTTPD, """
			server.modules += ( "mod_setenv", "mod_fastcgi" )
			server.max-request-size = 1000
			server.max-request-field-size = 4096
			server.error-intercept = "enable"
			#file
			$HTTP["url"] =~ "^/app(/|$)" {
				fastcgi.server = ( "/app" => ((
					"host" => "127.0.0.1",
					"port" => 9000,
					"check-local" => "disable",
					"read-timeout" => 1,
					#fastcgi.server
				)) )
				#$HTTP["url"] =~ "^/app(/|$)"
			}
			""", List.of("mount point", "large request head", "error pages", "upload", "stream of events",
			"other streams", "slow answer"));

	private static final BrokenConfiguration HAPROXY = new BrokenConfiguration(WebServer.HAPROXY, """
			global
				tune.bufsize 4096
				#global
			fcgi-app app
				docroot /
				#fcgi-app
			frontend web
				bind 127.0.0.1:80
				mode http
				default_backend app
			backend app
				mode http
				use-fcgi-app app
				server app 127.0.0.1:9000 proto fcgi
				timeout server 2s
				#backend
			""", List.of("mount point", "Authorization", "user name", "large request head", "large response head",
			"slow answer"));

	/** Directives that set something whose name follows. */
	private static final Set<String> DIRECTIVES_WITH_NAME = Set.of("fastcgi_param", "SetEnv", "set-param", "timeout",
			"pass-header");

	/**
	 * Return a configuration in which nearly everything is wrong.
	 * @param webServer the web server
	 * @return the configuration
	 */
	static BrokenConfiguration of(WebServer webServer) {
		return switch (webServer) {
			case NGINX -> NGINX;
			case APACHE -> APACHE;
			case LIGHTTPD -> LIGHTTPD;
			case HAPROXY -> HAPROXY;
		};
	}

	/**
	 * Return a configuration for a web server behind a proxy, of which it does not know.
	 * @param webServer the web server
	 * @return the configuration
	 * @throws IOException if the documented one cannot be read
	 */
	static BrokenConfiguration behindProxy(WebServer webServer) throws IOException {
		String text = documented(webServer);
		return new BrokenConfiguration(webServer, switch (webServer) {
			case NGINX -> replace(text, "listen 80;", "listen 127.0.0.1:80;\n#server");
			case APACHE -> replace(replace(text, "a2enmod proxy proxy_fcgi", "a2enmod proxy proxy_fcgi remoteip"),
					"*:80>", "127.0.0.1:80>\n#<VirtualHost>");
			case LIGHTTPD -> replace(text, "\"mod_fastcgi\" )", "\"mod_extforward\", \"mod_fastcgi\" )\n#file\n");
			case HAPROXY -> replace(text, "bind :80\n", "bind 127.0.0.1:80\n#frontend\n");
		}, List.of("client address"));
	}

	/**
	 * Return a configuration of nginx for HTTPS that does not tell the application so.
	 * @param certificates the directory of the certificate
	 * @return the configuration
	 * @throws IOException if the documented one cannot be read
	 */
	static BrokenConfiguration withoutScheme(Path certificates) throws IOException {
		String text = replace(documented(WebServer.NGINX), "listen 80;", """
				listen 127.0.0.1:80 ssl;
				ssl_certificate %1$s/server.pem;
				ssl_certificate_key %1$s/server.key;
				""".formatted(certificates));
		return new BrokenConfiguration(WebServer.NGINX, replace(text, "location / {", "location / {\n#location")
			.replaceAll("(?m)^.*(HTTPS|REQUEST_SCHEME) .*$", ""), List.of("scheme, host, port"));
	}

	private static String documented(WebServer webServer) throws IOException {
		return Documentation.configuration(webServer.id() + "/fastcgi" + webServer.configurationSuffix(), Map.of());
	}

	private static String replace(String text, String part, String replacement) {
		if (!text.contains(part)) {
			throw new IllegalArgumentException("There is no '" + part + "' in " + text);
		}
		return text.replace(part, replacement);
	}

	/**
	 * Do what the doctor says, and nothing else.
	 * @param remedies the lines of the table
	 * @return the configuration with these lines, in place of those that say otherwise
	 */
	BrokenConfiguration mend(Collection<DoctorRun.Remedy> remedies) {
		List<String> lines = new ArrayList<>(this.text.lines().toList());
		for (DoctorRun.Remedy remedy : remedies) {
			if (remedy.where().startsWith("end of the line with ")) {
				String directive = remedy.where().substring("end of the line with ".length());
				lines.replaceAll((line) -> line.strip().startsWith(directive) ? line + " " + remedy.line() : line);
				continue;
			}
			lines.removeIf((line) -> !line.strip().startsWith("#") && directive(line).equals(directive(remedy.line())));
			lines.add(marker(lines, remedy.where()), remedy.line());
		}
		return new BrokenConfiguration(this.webServer, String.join("\n", lines) + "\n", List.of());
	}

	private static String directive(String line) {
		String[] words = line.strip().split("\\s+");
		return (words.length > 1 && DIRECTIVES_WITH_NAME.contains(words[0])) ? words[0] + " " + words[1] : words[0];
	}

	private static int marker(List<String> lines, String where) {
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i).strip();
			if (line.startsWith("#") && where.matches("\\Q" + line.substring(1) + "\\E(,.*)?")) {
				return i;
			}
		}
		throw new AssertionError("There is no '" + where + "' in this configuration");
	}

}
