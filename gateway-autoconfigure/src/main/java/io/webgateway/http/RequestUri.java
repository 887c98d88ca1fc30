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

import java.net.URI;
import java.net.URISyntaxException;

import io.webgateway.codec.MetaVariables;

/**
 * The URI that a client asked for, as far as its web server knows it.
 */
final class RequestUri {

	private static final String HTTP = "http";

	private static final int HTTP_PORT = 80;

	private static final String HTTPS = "https";

	private static final int HTTPS_PORT = 443;

	private RequestUri() {
	}

	/**
	 * Return the URI of a request.
	 * @param variables the meta-variables
	 * @param target the target in origin-form
	 * @return the URI
	 * @throws BadRequestException if the meta-variables do not make a URI
	 */
	static URI of(MetaVariables variables, String target) throws BadRequestException {
		boolean secure = isSecure(variables);
		StringBuilder uri = new StringBuilder(target.length() + 48);
		uri.append(secure ? HTTPS : HTTP).append("://");
		RequestAuthority.append(variables, secure ? HTTPS_PORT : HTTP_PORT, uri);
		uri.append(target);
		try {
			return new URI(uri.toString());
		}
		catch (URISyntaxException ex) {
			throw new BadRequestException("The request has no valid URI", ex);
		}
	}

	private static boolean isSecure(MetaVariables variables) {
		String https = variables.get("HTTPS");
		if (https != null && (https.equalsIgnoreCase("on") || https.equals("1") || https.equalsIgnoreCase(HTTPS))) {
			return true;
		}
		int scheme = variables.indexOf("REQUEST_SCHEME");
		if (scheme != -1 && variables.valueEquals(scheme, HTTP)) {
			return false;
		}
		String other = (scheme != -1) ? variables.value(scheme) : null;
		if (HTTPS.equalsIgnoreCase(other) || HTTP.equalsIgnoreCase(other)) {
			return HTTPS.equalsIgnoreCase(other);
		}
		return hasValue(variables, "SSL_PROTOCOL") || hasValue(variables, "SSL_CIPHER");
	}

	private static boolean hasValue(MetaVariables variables, String name) {
		int index = variables.indexOf(name);
		return index != -1 && variables.valueLength(index) > 0;
	}

}
