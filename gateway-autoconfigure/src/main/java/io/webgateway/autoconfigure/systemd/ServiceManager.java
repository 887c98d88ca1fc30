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

package io.webgateway.autoconfigure.systemd;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.log.LogMessage;
import org.springframework.util.StringUtils;

/**
 * What the service manager has told the process in its environment.
 *
 * @param notifySocket where it wants to be told how the process is, {@code null} for
 * nowhere
 * @param watchdogTimeout for how long it is content to hear nothing, {@code null} for
 * ever
 */
record ServiceManager(@Nullable String notifySocket, @Nullable Duration watchdogTimeout) {

	static final String NOTIFY_SOCKET = "NOTIFY_SOCKET";

	static final String WATCHDOG_USEC = "WATCHDOG_USEC";

	static final String WATCHDOG_PID = "WATCHDOG_PID";

	private static final Log logger = LogFactory.getLog(ServiceManager.class);

	static ServiceManager of(Environment environment) {
		String address = environment.getProperty(NOTIFY_SOCKET);
		return new ServiceManager(StringUtils.hasLength(address) ? address : null, readWatchdogTimeout(environment));
	}

	private static @Nullable Duration readWatchdogTimeout(Environment environment) {
		String microseconds = environment.getProperty(WATCHDOG_USEC);
		if (!StringUtils.hasLength(microseconds) || isOfOtherProcess(environment.getProperty(WATCHDOG_PID))) {
			return null;
		}
		try {
			Duration timeout = Duration.of(Long.parseLong(microseconds), ChronoUnit.MICROS);
			if (!timeout.isNegative() && !timeout.isZero()) {
				return timeout;
			}
		}
		catch (NumberFormatException ex) {
			// As useless as one that is not positive
		}
		logger.warn(LogMessage.format("There is no watchdog, because %s is '%s', and not a number of microseconds",
				WATCHDOG_USEC, microseconds));
		return null;
	}

	/**
	 * The environment is inherited, and the watchdog may be for a parent.
	 */
	private static boolean isOfOtherProcess(@Nullable String processId) {
		return StringUtils.hasLength(processId) && !processId.equals(Long.toString(ProcessHandle.current().pid()));
	}

}
