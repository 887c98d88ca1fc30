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

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.UnixListenAddress;

/**
 * A minimal WebFlux application. What it listens on, its arguments say.
 */
@SpringBootApplication
public class WebFluxApplication {

	/**
	 * Run the application.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(WebFluxApplication.class, args);
	}

	@EventListener
	void announce(ApplicationReadyEvent event) {
		Environment environment = event.getApplicationContext().getEnvironment();
		Ready ready = new Ready().port("http", environment.getRequiredProperty("local.server.port", Integer.class));
		for (GatewayListener listener : event.getApplicationContext().getBeansOfType(GatewayListener.class).values()) {
			if (listener.getListenAddress() instanceof UnixListenAddress unix) {
				ready.path(listener.getName(), unix.path());
			}
			else {
				ready.port(listener.getName(), listener.getPort());
			}
		}
		ready.announce();
	}

}
