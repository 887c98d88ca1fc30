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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;

import io.webgateway.autoconfigure.status.ListenerActivities;
import io.webgateway.http.AccessLog;
import io.webgateway.http.AccessLogPattern;
import io.webgateway.server.ExchangeObserver;
import io.webgateway.server.ExchangeObserverFactory;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.ListenerReporting;
import io.webgateway.server.RequestsInProgress;
import io.webgateway.server.WebServerLog;

/**
 * Registers each configured listener together with its part in the application's
 * lifecycle.
 */
class GatewayListenerRegistrar implements BeanRegistrar {

	/**
	 * Return the name of the bean that is a listener.
	 * @param listener the name of the listener
	 * @return the name of the bean
	 */
	static String beanName(String listener) {
		return listener + "GatewayListener";
	}

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		String managementListener = ManagementListener.in(environment);
		Set<String> names = ListenerNames.in(environment);
		for (String name : names) {
			registerListener(registry, name);
			if (!name.equals(managementListener)) {
				registerServer(registry, name);
			}
		}
		registerObservers(registry, environment, names);
	}

	private static void registerObservers(BeanRegistry registry, Environment environment, Set<String> names) {
		if (SlowRequests.areLogged(environment)) {
			registry.registerBean("gatewayListenerSlowRequests", SlowRequests.class,
					(spec) -> spec.supplier((context) -> new SlowRequests(context.bean(GatewayProperties.class))));
		}
		Set<String> withStatusPath = names.stream()
			.filter((name) -> environment.containsProperty(ListenerNames.property(name, StatusPathReader.PROPERTY)))
			.collect(Collectors.toSet());
		if (!withStatusPath.isEmpty()) {
			registry.registerBean("gatewayListenerStatusPathActivities", ListenerActivities.class,
					(spec) -> spec.fallback().supplier((context) -> new ListenerActivities(withStatusPath::contains)));
		}
	}

	private static void registerListener(BeanRegistry registry, String name) {
		registry.registerBean(beanName(name), GatewayListener.class,
				(spec) -> spec.description("Gateway listener '" + name + "'")
					.supplier((context) -> listener(context, name)));
	}

	private static void registerServer(BeanRegistry registry, String name) {
		String listener = beanName(name);
		String server = listener + "Server";
		registry.registerBean(server, GatewayWebServer.class,
				(spec) -> spec.supplier((context) -> server(context, name, listener)));
		registry.registerBean(listener + "StartStop", GatewayListenerStartStopLifecycle.class,
				(spec) -> spec.supplier((context) -> startStop(context, listener, server)));
		registry.registerBean(listener + "GracefulShutdown", WebServerGracefulShutdownLifecycle.class,
				(spec) -> spec.supplier((context) -> gracefulShutdown(context, server)));
	}

	private static GatewayListener listener(SupplierContext context, String name) {
		ListenerSettings settings = context.bean(ConfiguredListeners.class).get(name);
		return new GatewayListener(name, settings.protocol(), settings.address(), settings.limits(), settings.access(),
				reporting(context, settings), settings.ajp());
	}

	private static ListenerReporting reporting(SupplierContext context, ListenerSettings settings) {
		Level level = settings.webServerLogLevel();
		return new ListenerReporting(
				(level != null) ? new WebServerLog(level, context.bean(RequestsInProgress.class)) : null,
				settings.requestStart(), observers(context, settings));
	}

	private static List<ExchangeObserver> observers(SupplierContext context, ListenerSettings settings) {
		List<ExchangeObserver> observers = new ArrayList<>();
		context.beanProvider(ExchangeObserverFactory.class).orderedStream().forEach((factory) -> {
			ExchangeObserver observer = factory.create(settings.name());
			if (observer != null) {
				observers.add(observer);
			}
		});
		AccessLogPattern pattern = context.bean(ConfiguredListeners.class).accessLogPattern();
		if (pattern != null) {
			observers.add(new AccessLog(settings.name(), pattern, settings.headerPolicy(), settings.identity()));
		}
		ListenerActivities activities = context.beanProvider(ListenerActivities.class).getIfAvailable();
		if (activities != null && activities.isWanted(settings.name())) {
			observers.add(activities.observer(settings.name()));
		}
		return observers;
	}

	private static GatewayWebServer server(SupplierContext context, String name, String listener) {
		return new GatewayWebServer(context.bean(listener, GatewayListener.class),
				context.bean(ConfiguredListeners.class).get(name), context.beanProvider(HttpHandler.class),
				context.bean(ReactorResourceFactory.class), context.bean(ServerProperties.class),
				context.bean(GatewayKeepAlive.class), context.beanProvider(ListenerActivities.class));
	}

	private static GatewayListenerStartStopLifecycle startStop(SupplierContext context, String listener,
			String server) {
		return new GatewayListenerStartStopLifecycle(context.bean(listener, GatewayListener.class),
				context.bean(server, GatewayWebServer.class));
	}

	private static WebServerGracefulShutdownLifecycle gracefulShutdown(SupplierContext context, String server) {
		return new WebServerGracefulShutdownLifecycle(context.bean(server, GatewayWebServer.class));
	}

}
