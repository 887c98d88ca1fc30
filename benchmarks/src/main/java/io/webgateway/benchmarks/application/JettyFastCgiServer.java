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

package io.webgateway.benchmarks.application;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.eclipse.jetty.fcgi.server.ServerFCGIConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Jetty, spoken to by FastCGI, with a handler that answers a few bytes.
 */
public final class JettyFastCgiServer {

	private JettyFastCgiServer() {
	}

	/**
	 * Run the server.
	 * @param args none
	 * @throws Exception if the server does not start
	 */
	public static void main(String[] args) throws Exception {
		Server server = new Server();
		ServerConnector connector = new ServerConnector(server,
				new ServerFCGIConnectionFactory(new HttpConfiguration()));
		connector.setHost("127.0.0.1");
		server.addConnector(connector);
		server.setHandler(new HelloHandler());
		server.start();
		new Ready().port("fastcgi", connector.getLocalPort()).announce();
	}

	private static final class HelloHandler extends Handler.Abstract.NonBlocking {

		private static final byte[] HELLO = "Hello, world!".getBytes(StandardCharsets.US_ASCII);

		@Override
		public boolean handle(Request request, Response response, Callback callback) {
			response.getHeaders().put(HttpHeader.CONTENT_LENGTH, HELLO.length);
			response.write(true, ByteBuffer.wrap(HELLO), callback);
			return true;
		}

	}

}
