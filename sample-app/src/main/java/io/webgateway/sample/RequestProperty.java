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

package io.webgateway.sample;

import java.util.List;
import java.util.Objects;

import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A property of a request, as every Spring application sees it.
 *
 * @param name what it is
 * @param accessor how to ask for it
 * @param value its value
 */
record RequestProperty(String name, String accessor, String value) {

	static List<RequestProperty> allOf(ServerHttpRequest request) {
		RequestPath path = request.getPath();
		return List.of(new RequestProperty("Method", "getMethod()", request.getMethod().name()),
				new RequestProperty("URL", "getURI()", request.getURI().toString()),
				new RequestProperty("Scheme", "getURI().getScheme()", Objects.toString(request.getURI().getScheme())),
				new RequestProperty("Context path", "getPath().contextPath()", path.contextPath().value()),
				new RequestProperty("Path in the application", "getPath().pathWithinApplication()",
						path.pathWithinApplication().value()),
				new RequestProperty("Remote address", "getRemoteAddress()", Way.format(request.getRemoteAddress())),
				new RequestProperty("Local address", "getLocalAddress()", Way.format(request.getLocalAddress())));
	}

}
