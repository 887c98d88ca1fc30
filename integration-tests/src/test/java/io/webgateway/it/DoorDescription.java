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

import org.jspecify.annotations.Nullable;

/**
 * What is known of a door before it is opened.
 *
 * @param protocol the protocol that the application is spoken to
 * @param webServer the web server in front, {@code null} where the test's own client
 * speaks the protocol
 * @param configuration the file of the web server's configuration below {@code docs}
 * @param listener the file of the listener's configuration below {@code docs}
 * @param mount the path under which the application is mounted, empty for the root
 */
record DoorDescription(Protocol protocol, @Nullable WebServer webServer, @Nullable String configuration,
		@Nullable String listener, String mount) {

	static DoorDescription http() {
		return new DoorDescription(Protocol.HTTP, null, null, null, "");
	}

	static DoorDescription direct(Protocol protocol, String variant) {
		return new DoorDescription(protocol, null, null, "application/" + protocol.id() + variant + ".yml", "");
	}

	/**
	 * Describe a door that one of the configurations in {@code docs} opens.
	 * @param webServer the web server
	 * @param protocol the protocol
	 * @param variant the part of the file's name after the protocol
	 * @return the description
	 */
	static DoorDescription behind(WebServer webServer, Protocol protocol, String variant) {
		String listenerVariant = switch (variant) {
			case "-script-name", "-secret", "-packets" -> variant;
			case "-unix", "-unix-keepalive", "-unix-reuse", "-unix-streaming" -> "-unix";
			// lighttpd tells none over plain HTTP
			default -> (webServer == WebServer.LIGHTTPD && protocol == Protocol.AJP) ? "-without-secret" : "";
		};
		String mount = switch (variant) {
			case "-app", "-script-name" -> "/app";
			default -> "";
		};
		return new DoorDescription(protocol, webServer,
				webServer.id() + "/" + protocol.id() + variant + webServer.configurationSuffix(),
				"application/" + protocol.id() + listenerVariant + ".yml", mount);
	}

	/**
	 * Return the part of the name of the listener's file after the protocol.
	 * @return the variant, empty for TCP and for the HTTP port
	 */
	String listenerVariant() {
		return (this.listener != null)
				? this.listener.substring(this.listener.indexOf(this.protocol.id()) + this.protocol.id().length())
					.replace(".yml", "")
				: "";
	}

	boolean isBehind(WebServer webServer) {
		return this.webServer == webServer;
	}

	boolean isBehind(WebServer webServer, Protocol protocol) {
		return this.webServer == webServer && this.protocol == protocol;
	}

	boolean isVariant(String variant) {
		return this.webServer != null && this.configuration != null
				&& this.configuration.endsWith(variant + this.webServer.configurationSuffix());
	}

	boolean isDirect() {
		return this.webServer == null;
	}

	boolean isUnix() {
		return this.listener != null && this.listener.endsWith("-unix.yml");
	}

	/**
	 * Return the line of the summary to which the door belongs.
	 * @return the web server and the protocol
	 */
	String pair() {
		return pair(this.webServer, this.protocol);
	}

	static String pair(@Nullable WebServer webServer, Protocol protocol) {
		if (protocol == Protocol.HTTP) {
			return "HTTP port";
		}
		return ((webServer != null) ? webServer.toString() : "direct") + ", " + protocol.id();
	}

	@Override
	public String toString() {
		if (this.configuration != null) {
			return this.configuration;
		}
		return (this.listener != null) ? "direct, " + this.listener : "HTTP port";
	}

}
