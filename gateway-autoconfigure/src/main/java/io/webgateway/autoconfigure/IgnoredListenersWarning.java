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

import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.core.log.LogMessage;

/**
 * Warns of listeners that are configured in an application that is no web application.
 */
class IgnoredListenersWarning implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(IgnoredListenersWarning.class);

	private final Environment environment;

	IgnoredListenersWarning(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Set<String> names = ListenerNames.in(this.environment);
		if (!names.isEmpty()) {
			logger.warn(LogMessage.format("Gateway listeners %s are configured but not started: "
					+ "they need a reactive web application, and this is no web application", names));
		}
	}

}
