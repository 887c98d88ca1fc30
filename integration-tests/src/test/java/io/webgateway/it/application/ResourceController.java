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

package io.webgateway.it.application;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.webgateway.server.GatewayListener;

/**
 * Tells what the process holds.
 */
@RestController
class ResourceController {

	private final List<GatewayListener> listeners;

	ResourceController(ObjectProvider<GatewayListener> listeners) {
		this.listeners = listeners.stream().toList();
	}

	@GetMapping("/resources")
	Mono<Resources> resources() {
		return Mono.fromCallable(this::measure).subscribeOn(Schedulers.boundedElastic());
	}

	private Resources measure() {
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		// What was waiting for the first collection is gone after the second
		memory.gc();
		memory.gc();
		long descriptors = -1;
		if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
			descriptors = system.getOpenFileDescriptorCount();
		}
		return new Resources(memory.getHeapMemoryUsage().getUsed(), PlatformDependent.usedDirectMemory(), descriptors,
				ManagementFactory.getThreadMXBean().getThreadCount(),
				this.listeners.stream().mapToInt((listener) -> listener.getStatistics().getConnections()).sum(),
				this.listeners.stream().mapToInt((listener) -> listener.getStatistics().getActiveRequests()).sum(),
				this.listeners.stream()
					.mapToLong((listener) -> listener.getStatistics().getAcceptedConnections())
					.sum(),
				this.listeners.stream().mapToLong((listener) -> listener.getStatistics().getRequests()).sum());
	}

	record Resources(long heap, long directMemory, long fileDescriptors, int threads, int connections,
			int activeRequests, long acceptedConnections, long requests) {

	}

}
