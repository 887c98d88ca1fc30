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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * Says how to configure a listener if there is none.
 */
class NoListenerHint implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(NoListenerHint.class);

	private final ObjectProvider<ConfiguredListeners> listeners;

	private final ApplicationContext applicationContext;

	NoListenerHint(ObjectProvider<ConfiguredListeners> listeners, ApplicationContext applicationContext) {
		this.listeners = listeners;
		this.applicationContext = applicationContext;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.applicationContext instanceof WebServerApplicationContext
				&& this.listeners.stream().allMatch(ConfiguredListeners::isEmpty)) {
			logger.info("No gateway listener is configured. Add one with the property "
					+ "'gateway.listeners.<name>.bind', for example 'gateway.listeners.fastcgi.bind=9000'");
		}
	}

}
