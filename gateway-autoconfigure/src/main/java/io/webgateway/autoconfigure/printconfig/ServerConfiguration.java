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

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.webgateway.http.IdentityVariables;
import io.webgateway.server.GatewayProtocol;

/**
 * The configuration of one web server for the routes to an application.
 */
abstract class ServerConfiguration implements Configuration {

	/** For so long a response may pause. */
	static final int PAUSE_SECONDS = 300;

	/** The variable that web servers have for the user. */
	static final String REMOTE_USER = "REMOTE_USER";

	private static final int MAX_TTL_SECONDS = 300;

	private final String server;

	private final List<GatewayProtocol> protocols;

	/**
	 * Create a new configuration.
	 * @param server the name of the web server
	 * @param protocols the protocols that it speaks, better ones first
	 */
	ServerConfiguration(String server, List<GatewayProtocol> protocols) {
		this.server = server;
		this.protocols = protocols;
	}

	@Override
	public String write(PublishedApplication application) {
		Routes routes = Routes.of(application, this.protocols, this::whyNot);
		ConfigurationText text = new ConfigurationText();
		writeHeader(text, application, routes);
		write(text, application, routes);
		return text.toString();
	}

	/**
	 * Return why the web server cannot use a listener of one of its protocols.
	 * @return the reason, or {@code null} if it can
	 */
	@Nullable String whyNot(PublishedListener listener) {
		return null;
	}

	private void writeHeader(ConfigurationText text, PublishedApplication application, Routes routes) {
		text.comment("The application '" + application.name() + "' behind " + this.server
				+ ", written by itself (--gateway.print-config=" + id() + "):");
		for (Route route : routes.all()) {
			text.comment("  " + route.pathOrSlash() + " to the listener '" + route.listener().name() + "', "
					+ route.listener());
		}
		text.comment("");
		writeInstallation(text, application, routes);
		if (routes.haveSecret()) {
			text.comment("", "It has the secret of the application, so that nobody else may read it: " + protection());
		}
		if (!routes.others().isEmpty()) {
			text.comment("", "For another listener, add --gateway.print-config.listener=<name>:");
			routes.others().forEach((listener) -> text.comment("  " + listener.name() + ", " + listener));
		}
		if (!routes.unusable().isEmpty()) {
			text.comment("", "Of no use here:");
			routes.unusable().forEach((listener) -> text.comment("  " + listener));
		}
		text.gap();
	}

	/**
	 * Return how the file is kept from others, where its reader is root.
	 */
	String protection() {
		return "chmod 600";
	}

	/**
	 * Write where the configuration goes, how it is tried and how it comes into force.
	 */
	abstract void writeInstallation(ConfigurationText text, PublishedApplication application, Routes routes);

	abstract void write(ConfigurationText text, PublishedApplication application, Routes routes);

	/**
	 * Say what has to be said about where a listener is found.
	 */
	static void writeNote(ConfigurationText text, Route route) {
		String note = route.upstream().note();
		if (note != null) {
			text.comment(note);
		}
	}

	/**
	 * Say which variables the web server has to be given by a module of its own.
	 */
	static void writeOtherVariables(ConfigurationText text, PublishedListener listener, boolean userIsKnown) {
		IdentityVariables identity = listener.identity();
		if (identity == null) {
			return;
		}
		String authorities = identity.authorities();
		if (!userIsKnown) {
			text.comment("The application takes the user from " + identity.user() + ": whatever authenticates him",
					"here has to set that variable.");
		}
		if (authorities != null) {
			text.comment("It takes his authorities from " + authorities + ".");
		}
		if (!identity.claimsPrefixes().isEmpty()) {
			text.comment("It takes claims from " + String.join("*, ", identity.claimsPrefixes()) + "*.");
		}
	}

	static void writePasswords(ConfigurationText text, PublishedApplication application, Routes routes) {
		if (routes.haveIdentity()) {
			text.comment("", "Users and their passwords are in " + passwords(application) + ", one a line: htpasswd -c "
					+ passwords(application) + " alice");
		}
	}

	static String passwords(PublishedApplication application) {
		return "/etc/" + application.id() + "/passwords";
	}

	/**
	 * Return for how many seconds the web server may keep connections that nobody uses,
	 * so that it gives them up before the listener does.
	 * @return the seconds, 0 if it had better keep none
	 */
	static int ttlSeconds(PublishedListener listener) {
		Duration idle = listener.limits().connections().idleTimeout();
		return (int) Math.min(MAX_TTL_SECONDS, idle.toSeconds() / 2);
	}

	/**
	 * Refuse a value with a part that cannot be written.
	 * @param value the value
	 * @param what what it is, for people
	 * @param refused characters and sequences that cannot be written
	 */
	void refuse(String value, String what, String... refused) {
		for (String sequence : refused) {
			if (value.contains(sequence)) {
				throw new ConfigurationNotPossibleException(
						what + " has '" + sequence + "' in it, which cannot be written into a configuration of "
								+ this.server + ". Choose another one.");
			}
		}
	}

	static String secretOf(PublishedListener listener) {
		return "The secret of listener '" + listener.name() + "'";
	}

	static String pathOf(PublishedListener listener) {
		return "The path of the socket of listener '" + listener.name() + "'";
	}

}
