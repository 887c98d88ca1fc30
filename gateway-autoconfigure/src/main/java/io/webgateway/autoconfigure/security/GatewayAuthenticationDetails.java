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

package io.webgateway.autoconfigure.security;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * The details of an authentication by a web server.
 *
 * @param listener the name of the listener through which the web server told it
 * @param remoteAddress the IP address of the client, {@code null} if it is not known
 * @serial exclude
 */
public record GatewayAuthenticationDetails(String listener, @Nullable String remoteAddress) implements Serializable {

	private static final long serialVersionUID = 1L;

}
