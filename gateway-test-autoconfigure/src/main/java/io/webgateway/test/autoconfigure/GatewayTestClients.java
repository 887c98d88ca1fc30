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

package io.webgateway.test.autoconfigure;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.test.web.reactive.server.WebTestClient;

import io.webgateway.client.GatewayClientHttpConnector;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.UnixListenAddress;

/**
 * Clients of the listeners of the application that is tested. They find the listeners
 * when they send their first request. Their connections are closed before the listeners
 * stop, so that no response that a test has not read keeps the application running.
 */
public final class GatewayTestClients implements SmartLifecycle {

	private static final String LISTENER_BEAN_SUFFIX = "GatewayListener";

	private final ApplicationContext context;

	private final List<WebTestClientBuilderCustomizer> customizers;

	private final Map<String, GatewayClientHttpConnector> connectors = new ConcurrentHashMap<>();

	private final Collection<GatewayClientHttpConnector> ownConnectors = ConcurrentHashMap.newKeySet();

	private volatile boolean running;

	GatewayTestClients(ApplicationContext context, Collection<WebTestClientBuilderCustomizer> customizers) {
		this.context = context;
		this.customizers = List.copyOf(customizers);
	}

	/**
	 * Return a client of a listener.
	 * @param listener the name of the listener
	 * @return the client
	 */
	public WebTestClient webTestClient(String listener) {
		return webTestClient(connector(listener));
	}

	/**
	 * Return a client of a listener that has its own way of connecting.
	 * @param listener the name of the listener
	 * @param customizer changes how the client connects, such as
	 * {@code (connector) -> connector.connectionCustomizer(Faults.fragments(1))}
	 * @return the client
	 * @see Faults
	 */
	public WebTestClient webTestClient(String listener, UnaryOperator<GatewayClientHttpConnector.Builder> customizer) {
		return webTestClient(connector(listener, customizer));
	}

	private WebTestClient webTestClient(ClientHttpConnector connector) {
		WebTestClient.Builder builder = WebTestClient.bindToServer(connector);
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	/**
	 * Return what connects to a listener, for clients of another kind.
	 * @param listener the name of the listener
	 * @return the connector
	 */
	public ClientHttpConnector connector(String listener) {
		return (method, uri, requestCallback) -> this.connectors
			.computeIfAbsent(listener, (name) -> builder(name).build())
			.connect(method, uri, requestCallback);
	}

	/**
	 * Return what connects to a listener in its own way.
	 * @param listener the name of the listener
	 * @param customizer changes how the client connects
	 * @return the connector
	 */
	public ClientHttpConnector connector(String listener,
			UnaryOperator<GatewayClientHttpConnector.Builder> customizer) {
		GatewayClientHttpConnector connector = customizer.apply(builder(listener)).build();
		this.ownConnectors.add(connector);
		return connector;
	}

	private GatewayClientHttpConnector.Builder builder(String name) {
		GatewayListener listener = listener(name);
		SocketAddress address = address(listener);
		GatewayClientHttpConnector.Builder builder = switch (listener.getProtocol()) {
			case FASTCGI, AUTO -> GatewayClientHttpConnector.fastCgi(address);
			case SCGI -> GatewayClientHttpConnector.scgi(address);
			case UWSGI -> GatewayClientHttpConnector.uwsgi(address);
			case AJP -> GatewayClientHttpConnector.ajp(address);
		};
		withSecret(name, listener, builder);
		return builder;
	}

	private GatewayListener listener(String name) {
		String beanName = name + LISTENER_BEAN_SUFFIX;
		if (!this.context.containsBean(beanName)) {
			throw new IllegalStateException("There is no gateway listener '" + name
					+ "'. Name it in @AutoConfigureGatewayTestClient(listeners = ...)");
		}
		return this.context.getBean(beanName, GatewayListener.class);
	}

	private static SocketAddress address(GatewayListener listener) {
		if (listener.getListenAddress() instanceof UnixListenAddress unix) {
			return UnixDomainSocketAddress.of(unix.path());
		}
		if (listener.getPort() == -1) {
			throw new IllegalStateException("The gateway listener '" + listener.getName()
					+ "' does not run, which takes" + " @SpringBootTest(webEnvironment = RANDOM_PORT) or DEFINED_PORT");
		}
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getPort());
	}

	private void withSecret(String name, GatewayListener listener, GatewayClientHttpConnector.Builder builder) {
		String prefix = "gateway.listeners." + name;
		String[] secrets = this.context.getEnvironment().getProperty(prefix + ".secret", String[].class);
		if (secrets == null || secrets.length == 0) {
			return;
		}
		Consumer<String> secret = switch (listener.getProtocol()) {
			case AJP -> builder::secret;
			default -> (value) -> builder.variables((variables) -> variables
				.set(this.context.getEnvironment().getProperty(prefix + ".secret-variable", "GATEWAY_SECRET"), value));
		};
		secret.accept(secrets[0]);
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.connectors.values().forEach(GatewayClientHttpConnector::close);
		this.connectors.clear();
		this.ownConnectors.forEach(GatewayClientHttpConnector::close);
		this.ownConnectors.clear();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
