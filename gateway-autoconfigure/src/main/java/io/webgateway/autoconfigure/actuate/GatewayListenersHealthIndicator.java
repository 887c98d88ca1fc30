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

import java.util.List;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import io.webgateway.autoconfigure.GatewayListenerControl;

/**
 * A health indicator by which the application is out of service while a listener is
 * paused.
 */
class GatewayListenersHealthIndicator extends AbstractHealthIndicator {

	private final List<GatewayListenerControl> listeners;

	GatewayListenersHealthIndicator(List<GatewayListenerControl> listeners) {
		this.listeners = listeners;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up();
		for (GatewayListenerControl control : this.listeners) {
			if (control.isPaused()) {
				builder.outOfService();
			}
			builder.withDetail(control.getListener().getName(),
					control.isPaused() ? "PAUSED" : control.getListener().getState());
		}
	}

}
