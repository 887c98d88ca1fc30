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

import org.springframework.http.HttpMethod;

import io.webgateway.codec.MetaVariables;

/**
 * The method of a request, which may be one that nobody knows.
 */
final class RequestMethod {

	private static final String OTHER_TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~";

	private RequestMethod() {
	}

	/**
	 * Return the method of a request.
	 * @param variables the meta-variables
	 * @return the method
	 * @throws BadRequestException if there is none, or none that is a token (RFC 9110,
	 * section 9.1)
	 */
	static HttpMethod of(MetaVariables variables) throws BadRequestException {
		if (variables.valueEquals("REQUEST_METHOD", "GET")) {
			return HttpMethod.GET;
		}
		String method = variables.get("REQUEST_METHOD");
		if (method == null || method.isEmpty()) {
			throw new BadRequestException("REQUEST_METHOD is missing");
		}
		for (int i = 0; i < method.length(); i++) {
			if (!isTokenCharacter(method.charAt(i))) {
				throw new BadRequestException("REQUEST_METHOD is not a token");
			}
		}
		return HttpMethod.valueOf(method);
	}

	private static boolean isTokenCharacter(char character) {
		return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z')
				|| (character >= '0' && character <= '9') || OTHER_TOKEN_CHARACTERS.indexOf(character) != -1;
	}

}
