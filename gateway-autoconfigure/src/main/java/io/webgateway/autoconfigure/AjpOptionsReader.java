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

package io.webgateway.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.webgateway.server.AjpOptions;
import io.webgateway.server.GatewayProtocol;

/**
 * Reads the properties of one listener that concern AJP, and refuses those that are of no
 * use, each by its full name.
 */
class AjpOptionsReader {

	/** At the end there may be anything, but not in place of the whole name. */
	private static final Pattern ATTRIBUTE = Pattern.compile("[!-)+-~]+\\*?");

	private static final String HEADER_PREFIX = "HTTP_";

	private final String name;

	private final ListenerProperties listener;

	AjpOptionsReader(String name, ListenerProperties listener) {
		this.name = name;
		this.listener = listener;
	}

	AjpOptions read(GatewayProtocol protocol) {
		if (protocol != GatewayProtocol.AJP) {
			return AjpOptions.DEFAULTS;
		}
		if (this.listener.getSecret() == null && this.listener.isSecretRequired()) {
			throw new InvalidListenerPropertyException(property("secret"), null,
					"who can connect to listener '" + this.name + "' is believed everything",
					"Set '" + property("secret") + "' to a value that nobody can guess, such as the output of "
							+ "'openssl rand -hex 24', and the web server to the same. If nobody but the web server "
							+ "can connect, set '" + property("secret-required") + "' to 'false' instead.");
		}
		List<String> attributes = this.listener.getAllowedRequestAttributes();
		attributes.forEach(this::checkAttribute);
		return new AjpOptions(maxPacketSize(), this.listener.getAjpPeer(), new LinkedHashSet<>(attributes));
	}

	private int maxPacketSize() {
		DataSize size = this.listener.getMaxPacketSize();
		if (size.toBytes() < AjpOptions.MIN_PACKET_SIZE || size.toBytes() > AjpOptions.MAX_PACKET_SIZE) {
			throw invalid("max-packet-size", size, "AJP has packets of 8KB to 64KB",
					"a size from 8KB to 64KB, which the web server has as well");
		}
		return (int) size.toBytes();
	}

	private void checkAttribute(String attribute) {
		if (!ATTRIBUTE.matcher(attribute).matches()) {
			throw invalidAttribute(attribute, "it is not the name of a request attribute");
		}
		if (attribute.regionMatches(true, 0, HEADER_PREFIX, 0, HEADER_PREFIX.length())) {
			throw invalidAttribute(attribute, "variables with this name are headers of the client");
		}
	}

	private InvalidListenerPropertyException invalidAttribute(String attribute, String reason) {
		return invalid("allowed-request-attributes", attribute, reason, "names such as GREETING or OIDC_CLAIM_*");
	}

	private InvalidListenerPropertyException invalid(String property, @Nullable Object value, String reason,
			String usefulValue) {
		return new InvalidListenerPropertyException(property(property), value, reason,
				"Set '" + property(property) + "' to " + usefulValue + ".");
	}

	private String property(String property) {
		return ListenerNames.property(this.name, property);
	}

}
