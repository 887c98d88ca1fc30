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

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerBindException;
import io.webgateway.server.ListenerBindException.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerBindFailureAnalyzer}.
 */
class ListenerBindFailureAnalyzerTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"IN_USE | 127.0.0.1:9000 | Identify and stop the process that listens on port 9000, or",
			"ADDRESS_NOT_AVAILABLE | 192.0.2.1:9000 | Give this machine the address 192.0.2.1, use 127.0.0.1 for web servers on this machine or 0.0.0.0 for those on any network, or",
			"NOT_PERMITTED | 127.0.0.1:80 | Choose a port from 1024 upwards, as lower ones need a privilege that the user 'USER' does not have:",
			"NOT_PERMITTED | 127.0.0.1:9000 | Permit the user 'USER' to listen on port 9000, or",
			"OTHER | 127.0.0.1:9000 | Remove the cause, or" })
	void whenTcpAddressCannotBeListenedOnThenActionSaysWhatToDo(Reason reason, String address, String action) {
		FailureAnalysis analysis = analyze(reason, address, null);
		assertThat(analysis.getAction()).isEqualTo(action.replace("USER", System.getProperty("user.name"))
				+ " set 'gateway.listeners.shop.bind' to another address.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"IN_USE | Identify and stop the process that listens on /run/shop/app.sock, possibly another instance of this application, or",
			"DIRECTORY_MISSING | Create the directory /run/shop, such that the user 'USER' can write to it, or",
			"NOT_PERMITTED | Permit the user 'USER' to write to the directory /run/shop, or",
			"PERMISSIONS_NOT_PERMITTED | Run the application as a user that may give its files to that owner and group, which only root may except for groups that the user 'USER' is a member of, or",
			"NOT_A_SOCKET | Remove the file /run/shop/app.sock if it is of no more use, or",
			"OTHER | Remove the cause, or" })
	void whenUnixSocketCannotBeListenedOnThenActionSaysWhatToDo(Reason reason, String action) {
		FailureAnalysis analysis = analyze(reason, "unix:/run/shop/app.sock", null);
		assertThat(analysis.getAction()).isEqualTo(action.replace("USER", System.getProperty("user.name"))
				+ " set 'gateway.listeners.shop.bind' to another path.");
	}

	@ParameterizedTest
	@EnumSource
	void whenListenerCannotListenThenDescriptionNamesListenerAndAddressAndReason(Reason reason) {
		ListenerBindException exception = exception(reason, "9000", null);
		FailureAnalysis analysis = new ListenerBindFailureAnalyzer().analyze(exception);
		assertThat(analysis.getDescription())
			.startsWith("Gateway listener failed to start. Listener 'shop' cannot listen on 127.0.0.1:9000: ");
		assertThat(analysis.getCause()).isSameAs(exception);
	}

	@Test
	void whenReasonIsOtherThenDescriptionHasTheCause() {
		FailureAnalysis analysis = analyze(Reason.OTHER, "9000",
				new IllegalStateException(new IOException("Too many open files")));
		assertThat(analysis.getDescription()).endsWith(": binding failed (Too many open files).");
	}

	private static FailureAnalysis analyze(Reason reason, String address, @Nullable Throwable cause) {
		return new ListenerBindFailureAnalyzer().analyze(new IllegalStateException(exception(reason, address, cause)));
	}

	private static ListenerBindException exception(Reason reason, String address, @Nullable Throwable cause) {
		return new ListenerBindException("shop", ListenAddress.parse(address), reason, cause);
	}

}
