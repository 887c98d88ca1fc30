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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import io.webgateway.server.ListenAddress;
import io.webgateway.server.TcpListenAddress;

/**
 * Warns of a listener that takes whoever connects for the web server, where not only the
 * web server can connect.
 */
final class OpenListenerWarning {

	private static final Log logger = LogFactory.getLog(OpenListenerWarning.class);

	private OpenListenerWarning() {
	}

	/**
	 * Log a warning if there is reason for one.
	 * @param settings the settings of the listener
	 * @param localAddress where it listens
	 */
	static void log(ListenerSettings settings, @Nullable SocketAddress localAddress) {
		if (!settings.access().isOpen()) {
			return;
		}
		if (localAddress instanceof InetSocketAddress address && !address.getAddress().isLoopbackAddress()) {
			log(settings, "other machines", "allowed-clients", "the addresses of the web servers");
		}
		else if (isForAllUsers(settings.access().socketPermissions().permissions())) {
			log(settings, "all users of this machine", "allowed-peers", "the users of the web servers");
		}
	}

	private static boolean isForAllUsers(@Nullable Set<PosixFilePermission> permissions) {
		return permissions != null && permissions.contains(PosixFilePermission.OTHERS_WRITE);
	}

	private static void log(ListenerSettings settings, String others, String property, String value) {
		logger.warn(LogMessage.format(
				"Gateway listener '%s' can be reached by %s on %s, and takes whoever connects for the web server, "
						+ "whose word it takes for the client's address, the user and everything else. "
						+ "Set '%s' to %s or '%s' to a value that only the web server knows",
				settings.name(), others, address(settings.address()), ListenerNames.property(settings.name(), property),
				value, ListenerNames.property(settings.name(), "secret")));
	}

	private static String address(ListenAddress address) {
		return (address instanceof TcpListenAddress tcpAddress) ? tcpAddress.host() : address.toString();
	}

}
