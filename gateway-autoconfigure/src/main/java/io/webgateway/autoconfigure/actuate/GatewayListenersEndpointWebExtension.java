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

package io.webgateway.autoconfigure.actuate;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.MimeType;

import io.webgateway.autoconfigure.status.ListenerStatus;
import io.webgateway.autoconfigure.status.PhpFpmFormat;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} that tells the status of a listener
 * as other application servers do.
 */
@EndpointWebExtension(endpoint = GatewayListenersEndpoint.class)
public class GatewayListenersEndpointWebExtension {

	private static final MimeType JSON = MimeType.valueOf("application/json");

	private final GatewayListenersEndpoint delegate;

	/**
	 * Create a new extension.
	 * @param delegate the endpoint
	 */
	public GatewayListenersEndpointWebExtension(GatewayListenersEndpoint delegate) {
		this.delegate = delegate;
	}

	/**
	 * Tell the status of one listener. Which format of php-fpm is asked for is told as it
	 * is told php-fpm: by parameters without a value.
	 * @param name the name of the listener
	 * @param style whose style to tell it in
	 * @param html whether to tell it as HTML
	 * @param xml whether to tell it as XML
	 * @param json whether to tell it as JSON
	 * @param openmetrics whether to tell it as OpenMetrics
	 * @param full whether to tell of each request in progress
	 * @return the status, or status 404 if there is no such listener
	 */
	@ReadOperation(
			produces = { "application/json", "text/plain", "text/xml", "text/html", "application/openmetrics-text" })
	public WebEndpointResponse<Object> status(@Selector String name, @Selector Style style, @Nullable String html,
			@Nullable String xml, @Nullable String json, @Nullable String openmetrics, @Nullable String full) {
		ListenerStatus status = this.delegate.status(name);
		if (status == null) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		if (style == Style.UWSGI) {
			return new WebEndpointResponse<>(status.uwsgi(), JSON);
		}
		Map<String, @Nullable String> parameters = new HashMap<>();
		parameters.put("html", html);
		parameters.put("xml", xml);
		parameters.put("json", json);
		parameters.put("openmetrics", openmetrics);
		PhpFpmFormat format = PhpFpmFormat.of((parameter) -> parameters.get(parameter) != null);
		return new WebEndpointResponse<>(status.phpFpm(format, full != null),
				MimeType.valueOf(format.getContentType()));
	}

	/**
	 * Application servers in whose style the status can be told.
	 */
	public enum Style {

		/** php-fpm, whose status has several formats. */
		PHP_FPM,

		/** The stats server of uWSGI, which speaks JSON. */
		UWSGI

	}

}
