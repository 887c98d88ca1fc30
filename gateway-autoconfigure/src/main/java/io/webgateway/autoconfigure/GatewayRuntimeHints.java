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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What of this a native image cannot find out by itself: Netty looks at the methods of a
 * channel handler to find out which events it leaves to the next, and two classes are
 * looked for by their names.
 */
class GatewayRuntimeHints implements RuntimeHintsRegistrar {

	private static final List<String> CHANNEL_HANDLERS = List.of("io.webgateway.codec.ProtocolDetectionDecoder",
			"io.webgateway.codec.ajp.AjpPacketDecoder", "io.webgateway.codec.fastcgi.FastCgiRecordDecoder",
			"io.webgateway.codec.scgi.ScgiRequestDecoder", "io.webgateway.codec.uwsgi.UwsgiRequestDecoder",
			"io.webgateway.server.Acceptor", "io.webgateway.server.AjpConnection",
			"io.webgateway.server.FastCgiConnection", "io.webgateway.server.ScgiConnection",
			"io.webgateway.server.UndecidedConnection", "io.webgateway.server.UwsgiConnection");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		CHANNEL_HANDLERS.forEach((handler) -> hints.reflection().registerType(TypeReference.of(handler)));
		hints.reflection().registerTypeIfPresent(classLoader, WebServerLogReader.LOGBACK);
		hints.reflection().registerTypeIfPresent(classLoader, ManagementListenerGuard.ACTUATOR);
	}

}
