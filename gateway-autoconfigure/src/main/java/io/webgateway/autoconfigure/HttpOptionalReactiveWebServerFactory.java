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

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * A factory whose web server opens no port where the port is negative. It is a factory of
 * ordinary web servers otherwise, because an actuator that listens on a port of its own
 * makes a second factory of the class of the application's.
 */
class HttpOptionalReactiveWebServerFactory extends NettyReactiveWebServerFactory {

	@Override
	public WebServer getWebServer(HttpHandler httpHandler) {
		return (getPort() < 0) ? new NoWebServer() : super.getWebServer(httpHandler);
	}

	private static final class NoWebServer implements WebServer {

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public int getPort() {
			return -1;
		}

	}

}
