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

package io.webgateway.autoconfigure.status;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;
import io.webgateway.server.ListenerStatistics;
import io.webgateway.server.Outcome;

/**
 * What a listener does, in the terms of uWSGI's stats server: the listener is its only
 * socket, the application its only worker, and each request in progress keeps a core of
 * it busy. What has no counterpart is empty or 0.
 */
final class UwsgiStats {

	private static final String VERSION = "webgateway";

	private UwsgiStats() {
	}

	static Map<String, Object> of(GatewayListener listener, int waiting, Instant started, ListenerActivity activity) {
		ProcessStatus process = ProcessStatus.ofThisProcess();
		Map<String, Object> stats = new LinkedHashMap<>();
		stats.put("version", VERSION);
		stats.put("listen_queue", waiting);
		stats.put("listen_queue_errors", 0);
		stats.put("signal_queue", 0);
		stats.put("load", waiting);
		stats.put("pid", process.id());
		stats.put("uid", process.user());
		stats.put("gid", process.group());
		stats.put("cwd", Path.of("").toAbsolutePath().toString());
		stats.put("locks", List.of());
		stats.put("sockets", List.of(socket(listener, waiting)));
		stats.put("workers", List.of(worker(listener, started, activity, process)));
		return stats;
	}

	private static Map<String, Object> socket(GatewayListener listener, int waiting) {
		Map<String, Object> socket = new LinkedHashMap<>();
		socket.put("name", listener.getListenAddress().toString());
		socket.put("proto", listener.getProtocol().name().toLowerCase(Locale.ROOT));
		socket.put("queue", waiting);
		socket.put("max_queue", Math.max(0, listener.getMaxWaitingConnections()));
		socket.put("shared", 0);
		socket.put("can_offload", 0);
		return socket;
	}

	private static Map<String, Object> worker(GatewayListener listener, Instant started, ListenerActivity activity,
			ProcessStatus process) {
		ListenerStatistics statistics = listener.getStatistics();
		long requests = statistics.getRequests();
		long ended = requests - statistics.getActiveRequests();
		long micros = activity.nanos() / 1000;
		Map<String, Object> worker = new LinkedHashMap<>();
		worker.put("id", 1);
		worker.put("pid", process.id());
		worker.put("accepting", (listener.getState() == State.RUNNING) ? 1 : 0);
		worker.put("requests", requests);
		worker.put("delta_requests", requests);
		worker.put("exceptions", activity.count(Outcome.FAILED) + activity.count(Outcome.BROKEN_OFF));
		worker.put("harakiri_count", 0);
		worker.put("signals", 0);
		worker.put("signal_queue", 0);
		worker.put("status", (statistics.getActiveRequests() > 0) ? "busy" : "idle");
		worker.put("rss", process.residentBytes());
		worker.put("vsz", process.virtualBytes());
		worker.put("running_time", micros);
		worker.put("last_spawn", started.getEpochSecond());
		worker.put("respawn_count", 1);
		worker.put("tx", activity.sentBytes());
		worker.put("avg_rt", (ended > 0) ? micros / ended : 0);
		worker.put("apps", List.of());
		worker.put("cores", cores(activity.oldest(ListenerStatus.MAX_REQUESTS)));
		return worker;
	}

	private static List<Map<String, Object>> cores(List<RequestInProgress> requests) {
		List<Map<String, Object>> cores = new ArrayList<>();
		for (RequestInProgress request : requests) {
			Map<String, Object> core = new LinkedHashMap<>();
			core.put("id", cores.size());
			core.put("requests", 1);
			core.put("static_requests", 0);
			core.put("routed_requests", 0);
			core.put("offloaded_requests", 0);
			core.put("write_errors", 0);
			core.put("read_errors", 0);
			core.put("in_request", 1);
			core.put("vars", List.of("REQUEST_METHOD=" + request.method(), "REQUEST_URI=" + request.path()));
			core.put("req_info", Map.of("request_start", start(request.age())));
			cores.add(core);
		}
		return cores;
	}

	private static long start(Duration age) {
		return Instant.now().minus(age).getEpochSecond();
	}

}
