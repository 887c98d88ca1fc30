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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.webgateway.it.application.ContractApplication;
import io.webgateway.it.client.HttpClient;

/**
 * All ways to the application.
 */
final class Doors {

	private static final Map<DoorDescription, Door> open = new ConcurrentHashMap<>();

	private static ConfigurableApplicationContext application;

	private Doors() {
	}

	static List<DoorDescription> all() {
		List<DoorDescription> doors = new ArrayList<>();
		doors.add(DoorDescription.http());
		return doors;
	}

	static Door open(DoorDescription description) {
		return open.computeIfAbsent(description, (key) -> {
			if (application == null) {
				application = new SpringApplicationBuilder(ContractApplication.class).run("--server.port=0");
			}
			int port = Integer.parseInt(application.getEnvironment().getProperty("local.server.port"));
			return new Door(description, new HttpClient(new InetSocketAddress("127.0.0.1", port)));
		});
	}

	static void close() {
		application.close();
	}

}
