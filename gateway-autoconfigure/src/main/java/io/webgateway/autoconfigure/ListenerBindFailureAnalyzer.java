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

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

import io.webgateway.server.InheritedListenAddress;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerBindException;
import io.webgateway.server.ListenerBindException.Reason;
import io.webgateway.server.TcpListenAddress;
import io.webgateway.server.UnixListenAddress;

/**
 * An {@link AbstractFailureAnalyzer} for listeners that cannot listen where they are
 * configured to.
 */
class ListenerBindFailureAnalyzer extends AbstractFailureAnalyzer<ListenerBindException> {

	private static final int FIRST_UNPRIVILEGED_PORT = 1024;

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ListenerBindException cause) {
		StringBuilder description = new StringBuilder("Gateway listener failed to start. ");
		description.append(cause.getMessage());
		Throwable rootCause = NestedExceptionUtils.getRootCause(cause);
		if (cause.getReason() == Reason.OTHER && rootCause != null) {
			description.append(" (").append(rootCause.getMessage()).append(")");
		}
		// Every action ends with the way out that is always open
		String property = ListenerNames.property(cause.getListener(), "bind");
		String action = action(cause.getReason(), cause.getAddress()) + " set '" + property + "' to another "
				+ ((cause.getAddress() instanceof UnixListenAddress) ? "path." : "address.");
		return new FailureAnalysis(description.append(".").toString(), action, cause);
	}

	private String action(Reason reason, ListenAddress address) {
		if (address instanceof UnixListenAddress unixAddress) {
			return action(reason, unixAddress);
		}
		if (address instanceof InheritedListenAddress inheritedAddress) {
			return action(reason, inheritedAddress);
		}
		return action(reason, (TcpListenAddress) address);
	}

	private String action(Reason reason, InheritedListenAddress address) {
		return switch (reason) {
			case NOT_INHERITED -> "Have the application started by what opens the socket, a web server or systemd, "
					+ "give it an HTTP port for when it is started by hand, or";
			case AMBIGUOUS -> "Give each socket a unit of its own with another FileDescriptorName=, or";
			case BLOCKING -> "Add NonBlocking=yes to the unit of the service, or";
			case NATIVE_TRANSPORT_MISSING -> "Have the socket passed as standard input, with StandardInput=socket, and";
			default -> "Remove the cause, or";
		};
	}

	private String action(Reason reason, UnixListenAddress address) {
		return switch (reason) {
			case IN_USE -> "Identify and stop the process that listens on " + address.path()
					+ ", possibly another instance of this application, or";
			case DIRECTORY_MISSING -> "Create the directory " + address.path().getParent() + ", such that the user '"
					+ user() + "' can write to it, or";
			case NOT_PERMITTED ->
				"Permit the user '" + user() + "' to write to the directory " + address.path().getParent() + ", or";
			case PERMISSIONS_NOT_PERMITTED ->
				"Run the application as a user that may give its files to that owner and group, which only root may "
						+ "except for groups that the user '" + user() + "' is a member of, or";
			case NOT_A_SOCKET -> "Remove the file " + address.path() + " if it is of no more use, or";
			default -> "Remove the cause, or";
		};
	}

	private String action(Reason reason, TcpListenAddress address) {
		return switch (reason) {
			case IN_USE -> "Identify and stop the process that listens on port " + address.port() + ", or";
			case ADDRESS_NOT_AVAILABLE -> "Give this machine the address " + address.host()
					+ ", use 127.0.0.1 for web servers on this machine or 0.0.0.0 for those on any network, or";
			case NOT_PERMITTED -> notPermittedAction(address.port());
			default -> "Remove the cause, or";
		};
	}

	private String notPermittedAction(int port) {
		if (port < FIRST_UNPRIVILEGED_PORT) {
			return "Choose a port from " + FIRST_UNPRIVILEGED_PORT + " upwards, as lower ones need a privilege that "
					+ "the user '" + user() + "' does not have:";
		}
		return "Permit the user '" + user() + "' to listen on port " + port + ", or";
	}

	private String user() {
		return System.getProperty("user.name");
	}

}
