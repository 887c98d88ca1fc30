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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.TcpListenAddress;

/**
 * Which requests go to which listener. Each path goes to one listener, the best for the
 * web server that can be found.
 *
 * @param all the routes, longer paths first
 * @param others the other listeners that the web server could use
 * @param unusable the listeners that it cannot use, each with the reason
 */
record Routes(List<Route> all, List<PublishedListener> others, List<String> unusable) {

	/**
	 * Choose listeners.
	 * @param application the application
	 * @param protocols the protocols of the web server, better ones first
	 * @param whyNot tells why the web server cannot use a listener of these protocols
	 * @throws ConfigurationNotPossibleException if there is no listener to choose
	 */
	static Routes of(PublishedApplication application, List<GatewayProtocol> protocols,
			Function<PublishedListener, @Nullable String> whyNot) {
		List<PublishedListener> usable = new ArrayList<>();
		List<String> unusable = new ArrayList<>();
		for (PublishedListener listener : candidates(application)) {
			String reason = reason(application, listener, protocols, whyNot);
			if (reason == null) {
				usable.add(listener);
			}
			else {
				unusable.add(listener.name() + ", " + listener + ": " + reason);
			}
		}
		if (usable.isEmpty()) {
			throw new ConfigurationNotPossibleException("There is no listener that the web server could use:"
					+ String.join("", unusable.stream().map((line) -> String.format("%n  %s", line)).toList()));
		}
		usable.sort(Comparator.comparingInt((PublishedListener listener) -> protocols.indexOf(listener.protocol()))
			.thenComparing((listener) -> listener.address() instanceof TcpListenAddress)
			.thenComparing(PublishedListener::name));
		Map<String, Route> routes = new TreeMap<>(
				Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
		for (PublishedListener listener : usable) {
			for (String path : paths(application, listener)) {
				routes.putIfAbsent(path, Route.to(application, listener, path));
			}
		}
		List<PublishedListener> others = new ArrayList<>(usable);
		routes.values().forEach((route) -> others.remove(route.listener()));
		return new Routes(List.copyOf(routes.values()), others, unusable);
	}

	private static List<PublishedListener> candidates(PublishedApplication application) {
		String name = application.listener();
		if (application.listeners().isEmpty()) {
			throw new ConfigurationNotPossibleException("There is no listener. Configure one, such as "
					+ "'gateway.listeners.fastcgi.bind' with the value '127.0.0.1:9000'.");
		}
		if (name == null) {
			return application.listeners();
		}
		return application.listeners()
			.stream()
			.filter((listener) -> listener.name().equals(name))
			.findFirst()
			.map(List::of)
			.orElseThrow(() -> new ConfigurationNotPossibleException("There is no listener '" + name + "', but "
					+ String.join(", ", application.listeners().stream().map(PublishedListener::name).toList()) + "."));
	}

	private static @Nullable String reason(PublishedApplication application, PublishedListener listener,
			List<GatewayProtocol> protocols, Function<PublishedListener, @Nullable String> whyNot) {
		if (listener.management() && application.listener() == null) {
			return "it serves the management endpoints only, and is used where it is asked for by its name";
		}
		if (!protocols.contains(listener.protocol())) {
			return "the web server does not speak " + listener.protocol();
		}
		String unknown = Upstream.whyUnknown(listener.address());
		if (unknown != null) {
			return unknown;
		}
		String unmounted = whyNotMounted(application.contextPath(), listener);
		return (unmounted != null) ? unmounted : whyNot.apply(listener);
	}

	private static @Nullable String whyNotMounted(@Nullable String path, PublishedListener listener) {
		if (path == null) {
			return null;
		}
		return switch (listener.contextPathSource()) {
			case VARIABLE, NONE -> null;
			case PATHS -> listener.contextPaths().contains(path) ? null
					: "its context path is " + String.join(", ", listener.contextPaths()) + ", not " + path;
			case SCRIPT_NAME -> path.isEmpty() ? null
					: "it takes the context path from SCRIPT_NAME, which web servers fill differently: remove "
							+ "'context-path', and it takes it from a variable that is written for it";
		};
	}

	private static List<String> paths(PublishedApplication application, PublishedListener listener) {
		if (application.contextPath() != null) {
			return List.of(application.contextPath());
		}
		return listener.contextPaths().isEmpty() ? List.of("") : listener.contextPaths();
	}

	/**
	 * Return the listeners, each once, in the order of their routes.
	 */
	List<PublishedListener> listeners() {
		return this.all.stream().map(Route::listener).distinct().toList();
	}

	boolean haveSecret() {
		return this.all.stream().anyMatch((route) -> route.listener().secret() != null);
	}

	boolean haveIdentity() {
		return this.all.stream().anyMatch((route) -> route.listener().identity() != null);
	}

}
