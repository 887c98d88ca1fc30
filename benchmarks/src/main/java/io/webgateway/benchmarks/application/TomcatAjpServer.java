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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.ajp.AbstractAjpProtocol;
import org.springframework.util.FileSystemUtils;

/**
 * Tomcat, spoken to by AJP, with a servlet that answers a few bytes.
 */
public final class TomcatAjpServer {

	private TomcatAjpServer() {
	}

	/**
	 * Run the server.
	 * @param args none
	 * @throws IOException if there is no temporary directory
	 * @throws LifecycleException if the server does not start
	 */
	public static void main(String[] args) throws IOException, LifecycleException {
		Tomcat tomcat = new Tomcat();
		Path directory = Files.createTempDirectory("benchmark");
		Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(directory.toFile())));
		tomcat.setBaseDir(directory.toString());
		Connector connector = new Connector("AJP/1.3");
		connector.setPort(0);
		((AbstractAjpProtocol<?>) connector.getProtocolHandler()).setSecretRequired(false);
		tomcat.setConnector(connector);
		Context context = tomcat.addContext("", null);
		Tomcat.addServlet(context, "hello", new HelloServlet());
		context.addServletMappingDecoded("/hello", "hello");
		tomcat.start();
		new Ready().port("ajp", connector.getLocalPort()).announce();
	}

	private static final class HelloServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		private static final byte[] HELLO = "Hello, world!".getBytes(StandardCharsets.US_ASCII);

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.setContentType("text/plain");
			response.setContentLength(HELLO.length);
			response.getOutputStream().write(HELLO);
		}

	}

}
