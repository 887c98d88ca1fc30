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

package io.webgateway.it;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

import io.webgateway.it.application.ContractApplication;
import io.webgateway.it.client.AjpClient;
import io.webgateway.it.client.Client;
import io.webgateway.it.client.FastCgiClient;
import io.webgateway.it.client.ScgiClient;
import io.webgateway.it.client.UwsgiClient;
import io.webgateway.server.GatewayListener;

/**
 * The application with a listener for each protocol and one for all of them, none with a
 * secret.
 */
final class AllListeners implements AutoCloseable {

	static final String AUTO = "auto";

	private static final List<String> NAMES = List.of("fastcgi", "scgi", "uwsgi", "ajp", AUTO);

	private final ConfigurableApplicationContext context;

	/**
	 * Start the application.
	 * @param contextPaths where it is mounted, possibly nowhere
	 */
	AllListeners(List<String> contextPaths) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
		for (String name : NAMES) {
			String listener = "--gateway.listeners." + name;
			arguments.add(listener + ".bind=127.0.0.1:0");
			arguments.add(listener + ".secret-required=false");
			if (!contextPaths.isEmpty()) {
				arguments.add(listener + ".context-path=" + String.join(",", contextPaths));
			}
		}
		this.context = new SpringApplicationBuilder(ContractApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(ReactorResourceFactory.class,
					AllListeners::ownResources))
			.run(arguments.toArray(String[]::new));
	}

	/** No more comes when the tests have ended. */
	private static ReactorResourceFactory ownResources() {
		ReactorResourceFactory resources = EmbeddedApplication.ownResources();
		resources.setShutdownQuietPeriod(Duration.ZERO);
		return resources;
	}

	/**
	 * Return the ports of the listeners by their names.
	 */
	Map<String, Integer> ports() {
		return NAMES.stream()
			.collect(Collectors.toMap((name) -> name, (name) -> listener(name).getPort(), (a, b) -> a,
					LinkedHashMap::new));
	}

	GatewayListener listener(String name) {
		return this.context.getBean(name + "GatewayListener", GatewayListener.class);
	}

	/**
	 * Return a client of the listener for all protocols.
	 */
	Client client(Protocol protocol) {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", listener(AUTO).getPort());
		return switch (protocol) {
			case FASTCGI -> new FastCgiClient(address, true);
			case SCGI -> new ScgiClient(address);
			case UWSGI -> new UwsgiClient(address);
			case AJP -> new AjpClient(address, null, 8192);
			case HTTP -> throw new IllegalArgumentException("No listener speaks " + protocol);
		};
	}

	@Override
	public void close() {
		this.context.close();
	}

}
