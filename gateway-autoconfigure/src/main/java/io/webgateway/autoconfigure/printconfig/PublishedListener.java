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

package io.webgateway.autoconfigure.printconfig;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.webgateway.http.FileHeader;
import io.webgateway.http.FileRoot;
import io.webgateway.http.IdentityVariables;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerLimits;

/**
 * What a web server has to know of a listener.
 *
 * @param name the name of the listener
 * @param protocol the protocol that it speaks
 * @param address where it listens
 * @param contextPathSource where it takes the context path from
 * @param contextPaths its context paths, percent-encoded, if they are a list
 * @param secret what it wants each request to have, {@code null} for nothing
 * @param identity the variables that it takes the user from, {@code null} if it does not
 * @param fileHeader the header field by which it leaves files to the web server,
 * {@code null} if it sends them itself
 * @param fileRoots the directories of these files
 * @param limits its bounds
 * @param maxPacketSize the largest size of AJP packets in bytes
 * @param acceptsCertificates whether it accepts the word of AJP's web server that a
 * client's certificate is good
 * @param socketGroup the group that it gives its unix socket to, {@code null} if none
 * @param management whether it serves the management endpoints only
 */
public record PublishedListener(String name, GatewayProtocol protocol, ListenAddress address,
		ContextPathSource contextPathSource, List<String> contextPaths, @Nullable Secret secret,
		@Nullable IdentityVariables identity, @Nullable FileHeader fileHeader, List<FileRoot> fileRoots,
		ListenerLimits limits, int maxPacketSize, boolean acceptsCertificates, @Nullable String socketGroup,
		boolean management) {

	/**
	 * Return the protocol and the address.
	 */
	@Override
	public String toString() {
		return this.protocol + " on " + this.address;
	}

	/**
	 * A shared secret.
	 *
	 * @param variable the variable that has it
	 * @param value its value
	 */
	public record Secret(String variable, String value) {

		/**
		 * Return the name of the variable only.
		 */
		@Override
		public String toString() {
			return "secret in " + this.variable;
		}

	}

}
