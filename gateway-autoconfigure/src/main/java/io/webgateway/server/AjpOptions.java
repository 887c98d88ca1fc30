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

package io.webgateway.server;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.ajp.AjpVariant;

/**
 * What a listener and the web servers have to agree on for AJP.
 *
 * @param maxPacketSize the largest size of a packet in bytes
 * @param peer which web server it is
 * @param allowedAttributes the names of the request attributes that become
 * meta-variables, besides those of AJP; an asterisk at the end stands for anything
 */
public record AjpOptions(int maxPacketSize, AjpPeer peer, Set<String> allowedAttributes) {

	/**
	 * The smallest size of a packet that both sides have to accept.
	 */
	public static final int MIN_PACKET_SIZE = 8192;

	/**
	 * The largest size of a packet.
	 */
	public static final int MAX_PACKET_SIZE = 65536;

	/**
	 * The options of a listener that is not configured otherwise.
	 */
	public static final AjpOptions DEFAULTS = new AjpOptions(MIN_PACKET_SIZE, AjpPeer.AUTO, Set.of());

	/** By which a web server tells where it has mounted the application. */
	private static final String CONTEXT_PATH = "GATEWAY_CONTEXT_PATH";

	private static final String ANYTHING = "*";

	/**
	 * Create new options.
	 * @param maxPacketSize the largest size of a packet in bytes
	 * @param peer which web server it is
	 * @param allowedAttributes the names of the request attributes that become
	 * meta-variables
	 * @throws IllegalArgumentException if there is no such size of a packet
	 */
	public AjpOptions {
		if (maxPacketSize < MIN_PACKET_SIZE || maxPacketSize > MAX_PACKET_SIZE) {
			throw new IllegalArgumentException("Size of an AJP packet must be between 8192 and 65536");
		}
		allowedAttributes = Set.copyOf(allowedAttributes);
	}

	boolean isAllowed(String attribute) {
		if (attribute.equals(CONTEXT_PATH) || this.allowedAttributes.contains(attribute)) {
			return true;
		}
		for (String allowed : this.allowedAttributes) {
			if (allowed.endsWith(ANYTHING) && attribute.startsWith(allowed.substring(0, allowed.length() - 1))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return how the web server understands AJP.
	 * @return the variant, or {@code null} if a request has to tell
	 */
	@Nullable AjpVariant variant() {
		return switch (this.peer) {
			case AUTO -> null;
			case STANDARD -> AjpVariant.STANDARD;
			case LIGHTTPD -> AjpVariant.LIGHTTPD;
		};
	}

}
