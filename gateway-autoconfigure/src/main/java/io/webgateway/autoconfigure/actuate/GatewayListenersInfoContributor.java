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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

import io.webgateway.server.GatewayListener;

/**
 * An {@link InfoContributor} that tells which listeners the application has.
 */
class GatewayListenersInfoContributor implements InfoContributor {

	private final List<GatewayListener> listeners;

	GatewayListenersInfoContributor(List<GatewayListener> listeners) {
		this.listeners = listeners;
	}

	@Override
	public void contribute(Info.Builder builder) {
		Map<String, Object> details = new LinkedHashMap<>();
		for (GatewayListener listener : this.listeners) {
			details.put(listener.getName(), Map.of("protocol", listener.getProtocol().toString(), "bind",
					listener.getListenAddress().toString()));
		}
		builder.withDetail("gateway", Map.of("listeners", details));
	}

}
