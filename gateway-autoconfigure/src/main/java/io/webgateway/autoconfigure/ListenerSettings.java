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

import java.lang.System.Logger.Level;

import org.jspecify.annotations.Nullable;

import io.webgateway.http.ContextPathResolver;
import io.webgateway.http.FileOffload;
import io.webgateway.http.HeaderPolicy;
import io.webgateway.http.IdentityVariables;
import io.webgateway.server.AjpOptions;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerAccess;
import io.webgateway.server.ListenerLimits;
import io.webgateway.server.RequestStart;

/**
 * What the properties of one listener mean.
 *
 * @param name the name of the listener
 * @param protocol the protocol that it speaks
 * @param address where it is to listen
 * @param contextPathResolver decides the context path of its requests
 * @param rejectDotSegments whether it refuses paths with dot segments
 * @param limits its bounds
 * @param access who may use it
 * @param headerPolicy which header fields of its requests are believed
 * @param identity the variables that tell who the user is, {@code null} if none does
 * @param fileOffload the files that are left to the web server, {@code null} for none
 * @param applicationInstructsWebServer whether the application may set header fields that
 * instruct the web server
 * @param webServerLogLevel the lowest level of the lines that go to the log of the web
 * server, {@code null} for none
 * @param requestStart where the web server tells when it got a request, {@code null} if
 * nobody wants to know
 * @param statusPath where it tells its status, {@code null} if it does not
 * @param ajp what it and the web servers have to agree on for AJP, {@code null} if it
 * does not speak that
 */
record ListenerSettings(String name, GatewayProtocol protocol, ListenAddress address,
		ContextPathResolver contextPathResolver, boolean rejectDotSegments, ListenerLimits limits,
		ListenerAccess access, HeaderPolicy headerPolicy, @Nullable IdentityVariables identity,
		@Nullable FileOffload fileOffload, boolean applicationInstructsWebServer, @Nullable Level webServerLogLevel,
		@Nullable RequestStart requestStart, @Nullable String statusPath, @Nullable AjpOptions ajp) {

}
