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

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Configurations by which a web server speaks all its protocols to all listeners: what it
 * is to speak is the first segment of the path, and the listener's name is the second.
 */
final class WrongDirectives {

	private static final Map<WebServer, List<String>> SPOKEN = Map.of(WebServer.NGINX,
			List.of("fastcgi", "scgi", "uwsgi", "http", "https", "h2c"), WebServer.APACHE,
			List.of("fastcgi", "scgi", "uwsgi", "ajp", "http", "https"), WebServer.LIGHTTPD,
			List.of("fastcgi", "scgi", "uwsgi", "ajp", "http"), WebServer.HAPROXY,
			List.of("fastcgi", "http", "https", "h2c", "proxy", "proxy2"));

	private WrongDirectives() {
	}

	/**
	 * Return what a web server can speak to a listener.
	 * @param webServer the web server
	 * @return the first segments of paths
	 */
	static List<String> spokenBy(WebServer webServer) {
		return SPOKEN.get(webServer);
	}

	/**
	 * Return the listeners that are to be spoken to: all of them, or one where that takes
	 * the web server long and is the same with each.
	 * @param spoken what is spoken
	 * @param listeners the names of the listeners
	 * @return some of the names
	 */
	static Collection<String> listenersOf(String spoken, Collection<String> listeners) {
		return spoken.matches("https|h2c|proxy2?") ? List.of("fastcgi") : listeners;
	}

	/**
	 * Return the configuration of a web server.
	 * @param webServer the web server
	 * @param address where it is to accept connections
	 * @param listeners the ports of the listeners by their names
	 * @return the text of the configuration
	 */
	static String configuration(WebServer webServer, InetSocketAddress address, Map<String, Integer> listeners) {
		int port = address.getPort();
		return switch (webServer) {
			case NGINX -> "server { listen 127.0.0.1:" + port + ";\n"
					+ each(webServer, listeners, WrongDirectives::nginx) + "}\n";
			case APACHE ->
				"#   a2enmod proxy proxy_fcgi proxy_scgi proxy_uwsgi proxy_ajp proxy_http socache_shmcb ssl\n"
						+ "<VirtualHost 127.0.0.1:" + port + ">\nSSLProxyEngine on\nSSLProxyVerify none\n"
						+ each(webServer, listeners, WrongDirectives::apache) + "</VirtualHost>\n";
			case LIGHTTPD -> "server.modules += ( \"mod_fastcgi\", \"mod_scgi\", \"mod_ajp13\", \"mod_proxy\" )\n"
					+ each(webServer, listeners, WrongDirectives::lighttpd);
			case HAPROXY -> "fcgi-app app\n    docroot /\n    log-stderr global\n" + "frontend web\n    bind 127.0.0.1:"
					+ port + "\n    mode http\n"
					+ each(webServer, listeners,
							(spoken, listener) -> "    use_backend %1$s_%2$s if { path_beg /%1$s/%2$s/ }%n"
								.formatted(spoken, listener.getKey()))
					+ each(webServer, listeners, WrongDirectives::haproxy);
		};
	}

	private static String each(WebServer webServer, Map<String, Integer> listeners,
			BiFunction<String, Map.Entry<String, Integer>, String> configuration) {
		return spokenBy(webServer).stream()
			.flatMap((spoken) -> listeners.entrySet()
				.stream()
				.filter((listener) -> listenersOf(spoken, listeners.keySet()).contains(listener.getKey()))
				.map((listener) -> configuration.apply(spoken, listener)))
			.collect(Collectors.joining());
	}

	private static String nginx(String spoken, Map.Entry<String, Integer> listener) {
		String directive = switch (spoken) {
			case "http" -> "proxy_pass http://";
			case "https" -> "proxy_pass https://";
			case "h2c" -> "grpc_pass grpc://";
			default -> "include " + spoken + "_params; " + spoken + "_pass ";
		};
		return "location /%s/%s/ { %s127.0.0.1:%d; }%n".formatted(spoken, listener.getKey(), directive,
				listener.getValue());
	}

	private static String apache(String spoken, Map.Entry<String, Integer> listener) {
		String scheme = spoken.equals("fastcgi") ? "fcgi" : spoken;
		return "ProxyPass \"/%1$s/%2$s/\" \"%3$s://127.0.0.1:%4$d/%1$s/%2$s/\"%n".formatted(spoken, listener.getKey(),
				scheme, listener.getValue());
	}

	private static String lighttpd(String spoken, Map.Entry<String, Integer> listener) {
		String directive = switch (spoken) {
			case "http" -> "proxy.server";
			case "uwsgi" -> "scgi.protocol = \"uwsgi\"\nscgi.server";
			case "ajp" -> "ajp13.server";
			default -> spoken + ".server";
		};
		String checkLocal = directive.endsWith("cgi.server") ? ", \"check-local\" => \"disable\"" : "";
		return "$HTTP[\"url\"] =~ \"^/%s/%s/\" {%n%s = ( \"\" => (( \"host\" => \"127.0.0.1\", \"port\" => %d%s )) )%n}%n"
			.formatted(spoken, listener.getKey(), directive, listener.getValue(), checkLocal);
	}

	private static String haproxy(String spoken, Map.Entry<String, Integer> listener) {
		String options = switch (spoken) {
			case "fastcgi" -> " proto fcgi\n    use-fcgi-app app";
			case "https" -> " ssl verify none";
			case "h2c" -> " proto h2";
			case "proxy" -> " proto fcgi send-proxy\n    use-fcgi-app app";
			case "proxy2" -> " proto fcgi send-proxy-v2\n    use-fcgi-app app";
			default -> "";
		};
		return "backend %1$s_%2$s%n    mode http%n    retries 0%n    server app 127.0.0.1:%3$d%4$s%n".formatted(spoken,
				listener.getKey(), listener.getValue(), options);
	}

}
