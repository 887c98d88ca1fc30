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

package io.webgateway.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.GatewayProtocol;

/**
 * What is known of a request because it came through a gateway listener: the listener,
 * its protocol and the meta-variables of the web server. Meta-variables that begin with
 * {@code HTTP_} are header fields of the client and worth no more than those; all others
 * were set by the web server.
 * <p>
 * It is an attribute of the exchange by the name {@link #ATTRIBUTE}, and a controller
 * method may declare it, or {@link MetaVariables}, as an argument: it is {@code null} for
 * a request that came through the HTTP port.
 *
 * @param listener the name of the listener
 * @param protocol the protocol of the listener
 * @param variables the meta-variables in the order of their arrival
 */
public record GatewayRequest(String listener, GatewayProtocol protocol, MetaVariables variables) {

	/**
	 * Name of the attribute of the exchange.
	 */
	public static final String ATTRIBUTE = GatewayRequest.class.getName();

	/**
	 * Return the version of TLS between the client and the web server.
	 * @return the version as the web server calls it, such as {@code TLSv1.3}, or
	 * {@code null} if it does not say
	 */
	public @Nullable String sslProtocol() {
		return nonEmpty("SSL_PROTOCOL");
	}

	/**
	 * Return the cipher suite between the client and the web server.
	 * @return the cipher suite as the web server calls it, such as
	 * {@code TLS_AES_256_GCM_SHA384}, or {@code null} if it does not say
	 */
	public @Nullable String sslCipher() {
		return nonEmpty("SSL_CIPHER");
	}

	private @Nullable String nonEmpty(String name) {
		String value = this.variables.get(name);
		return (value != null && !value.isEmpty()) ? value : null;
	}

	/**
	 * Return the gateway request behind the given request.
	 * @param request a request, possibly decorated or mutated
	 * @return the gateway request or {@code null} if the request came through another
	 * door
	 */
	public static @Nullable GatewayRequest of(ServerHttpRequest request) {
		if (request.getAttributes().get(ATTRIBUTE) instanceof GatewayRequest gatewayRequest) {
			return gatewayRequest;
		}
		return (nativeRequest(request) instanceof GatewayRequest gatewayRequest) ? gatewayRequest : null;
	}

	/**
	 * Return what is below all decorations and mutations, of which the latter have no
	 * attributes.
	 */
	private static @Nullable Object nativeRequest(ServerHttpRequest request) {
		try {
			return ServerHttpRequestDecorator.getNativeRequest(request);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			// Requests that no server has made, such as mocks
			return null;
		}
	}

}
