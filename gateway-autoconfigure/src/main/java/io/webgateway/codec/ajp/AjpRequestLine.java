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

package io.webgateway.codec.ajp;

/**
 * What a {@link AjpPacketType#FORWARD_REQUEST} packet has fixed places for.
 *
 * @param method the method
 * @param protocol the version of HTTP
 * @param path the path as the browser sent it, without a query
 * @param remoteAddress the address of the browser
 * @param serverName the name by which the browser knows the web server
 * @param serverPort the port on which it does
 * @param secure whether the browser speaks TLS
 */
public record AjpRequestLine(String method, String protocol, String path, String remoteAddress, String serverName,
		int serverPort, boolean secure) {

}
