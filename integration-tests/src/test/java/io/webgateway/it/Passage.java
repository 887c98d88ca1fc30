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
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A way through a web server by one of the configurations in {@code docs}, changed in
 * what has a say in how requests and responses end: the kind of socket, and whether the
 * response is buffered.
 *
 * @param webServer the web server
 * @param protocol the protocol
 * @param variant the part of the configuration's name after the protocol
 * @param unix whether the application listens on a unix socket
 * @param responseBuffered whether the web server buffers the response
 */
record Passage(WebServer webServer, Protocol protocol, String variant, boolean unix, boolean responseBuffered) {

	private static final String STREAMING = "-streaming";

	/**
	 * Return all passages that there are.
	 * @return the passages, sorted by web server and protocol
	 */
	static List<Passage> all() {
		List<Passage> passages = new ArrayList<>();
		for (WebServer webServer : WebServer.values()) {
			for (Protocol protocol : webServer.allProtocols()) {
				for (boolean unix : new boolean[] { false, true }) {
					addTo(passages, webServer, protocol, unix);
				}
			}
		}
		return passages;
	}

	private static void addTo(List<Passage> passages, WebServer webServer, Protocol protocol, boolean unix) {
		passages.add(new Passage(webServer, protocol, "", unix, false));
		if (webServer == WebServer.HAPROXY) {
			passages.add(new Passage(webServer, protocol, "-multiplexed", unix, false));
			return;
		}
		// Over the others Apache has no buffers, or is told over AJP not to use them
		if (webServer != WebServer.APACHE || protocol == Protocol.FASTCGI) {
			passages.add(new Passage(webServer, protocol, "", unix, true));
		}
		// Over SCGI nginx cannot stream requests
		if (webServer == WebServer.LIGHTTPD || (webServer == WebServer.NGINX && protocol != Protocol.SCGI)) {
			passages.add(new Passage(webServer, protocol, STREAMING, unix, false));
		}
		if (webServer != WebServer.LIGHTTPD && protocol == Protocol.FASTCGI) {
			String keeping = (webServer == WebServer.NGINX) ? "-keepalive" : "-reuse";
			passages.add(new Passage(webServer, protocol, keeping, unix, false));
		}
	}

	/**
	 * Return whether the body of a request is passed on before it has arrived in whole.
	 * @return whether requests are streamed
	 */
	boolean isRequestStreamed() {
		return this.webServer == WebServer.APACHE || this.webServer == WebServer.HAPROXY
				|| this.variant.equals(STREAMING);
	}

	boolean isBehind(WebServer webServer) {
		return this.webServer == webServer;
	}

	/**
	 * Return where the application is to listen.
	 * @return the part of the name of the listener's file after the protocol
	 */
	String listenerVariant() {
		return this.unix ? "-unix" : description().listenerVariant();
	}

	DoorDescription description() {
		return DoorDescription.behind(this.webServer, this.protocol,
				(this.variant.isEmpty() && this.unix) ? "-unix" : "");
	}

	/**
	 * Return the configuration of the web server.
	 * @param address the address of the web server
	 * @param application the address of the application
	 * @return the text of the configuration
	 * @throws IOException if the documented one cannot be read
	 */
	String configuration(InetSocketAddress address, SocketAddress application) throws IOException {
		// Of lighttpd over AJP, only a file with a unix socket streams
		String kind = (isBehind(WebServer.LIGHTTPD) && this.protocol == Protocol.AJP) ? "-unix" : "";
		String file = this.webServer.id() + "/" + this.protocol.id() + kind + this.variant
				+ this.webServer.configurationSuffix();
		String text = Documentation.configuration(file, listenReplacement(address))
			.replace("secret=<secret>", "secret=" + Application.SECRET);
		text = replace(text, applicationReplacement(application));
		return this.responseBuffered ? replace(text, bufferingReplacement()) : text;
	}

	private Map<String, String> listenReplacement(InetSocketAddress address) {
		return switch (this.webServer) {
			case APACHE -> Map.of("*:80>", "127.0.0.1:" + address.getPort() + ">");
			case NGINX -> Map.of("listen 80;", "listen 127.0.0.1:" + address.getPort() + ";");
			case HAPROXY -> Map.of("bind :80\n", "bind 127.0.0.1:" + address.getPort() + "\n");
			case LIGHTTPD -> Map.of();
		};
	}

	private Map<String, String> applicationReplacement(SocketAddress address) {
		if (isBehind(WebServer.LIGHTTPD) && this.protocol == Protocol.AJP) {
			return Map.of("\"socket\" => \"/run/app/ajp.sock\"",
					(address instanceof InetSocketAddress inetAddress)
							? "\"host\" => \"127.0.0.1\", \"port\" => " + inetAddress.getPort()
							: "\"socket\" => \"" + ((UnixDomainSocketAddress) address).getPath() + "\"");
		}
		int port = DocumentedAddress.port(this.protocol);
		if (address instanceof UnixDomainSocketAddress unixAddress) {
			String path = unixAddress.getPath().toString();
			String scheme = (this.protocol == Protocol.FASTCGI) ? "fcgi" : this.protocol.id();
			return switch (this.webServer) {
				case LIGHTTPD ->
					Map.of("\"host\" => \"127.0.0.1\",\n    \"port\" => " + port, "\"socket\" => \"" + path + "\"");
				case APACHE -> (this.protocol == Protocol.UWSGI)
						? Map.of("uwsgi://127.0.0.1:" + port + "$1", "unix:" + path + "|uwsgi://app$1",
								"uwsgi://127.0.0.1:" + port + "\"", "unix:" + path + "|uwsgi://app\"")
						: Map.of(scheme + "://127.0.0.1:" + port + "/", "unix:" + path + "|" + scheme + "://app/");
				case NGINX -> Map.of("127.0.0.1:" + port, "unix:" + path);
				case HAPROXY -> Map.of("127.0.0.1:" + port, "unix@" + path);
			};
		}
		int actualPort = ((InetSocketAddress) address).getPort();
		return (this.webServer == WebServer.LIGHTTPD) ? Map.of("\"port\" => " + port, "\"port\" => " + actualPort)
				: Map.of("127.0.0.1:" + port, "127.0.0.1:" + actualPort);
	}

	private Map<String, String> bufferingReplacement() {
		return switch (this.webServer) {
			case LIGHTTPD -> Map.of("server.stream-response-body = 2", "server.stream-response-body = 0");
			case APACHE -> Map.of(" flushpackets=on", "");
			case HAPROXY -> throw new IllegalStateException("HAProxy does not buffer");
			case NGINX -> Map.of(this.protocol.id() + "_buffering off;", this.protocol.id() + "_buffering on;");
		};
	}

	private static String replace(String text, Map<String, String> replacements) {
		String result = text;
		for (Map.Entry<String, String> replacement : replacements.entrySet()) {
			// The comments tell the address as well
			String code = result.replaceAll("(?m)^#.*$", "");
			if (!code.contains(replacement.getKey())) {
				throw new IllegalArgumentException("There is no '" + replacement.getKey() + "' in " + text);
			}
			result = result.replace(replacement.getKey(), replacement.getValue());
		}
		return result;
	}

	/**
	 * Return the name of a directory for this passage.
	 * @return the name
	 */
	String id() {
		return toString().replaceAll("[^A-Za-z]+", "-");
	}

	@Override
	public String toString() {
		return this.webServer + ", " + this.protocol.id() + this.variant + (this.unix ? ", unix" : ", TCP")
				+ (this.responseBuffered ? ", response buffered" : "");
	}

}
