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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * php-fpm's status as OpenMetrics, which tells of single requests under no circumstances.
 */
final class PhpFpmOpenMetricsPage implements PhpFpmPage {

	private static final List<Metric> METRICS = List.of(
			new Metric("start_since", "start since", "counter", "Seconds since the listener was started"),
			new Metric("accepted_connections", "accepted conn", "counter",
					"Requests that have been handed to the application"),
			new Metric("listen_queue", "listen queue", "gauge", "Connections that wait to be accepted"),
			new Metric("max_listen_queue", "max listen queue", "counter",
					"Most connections that have been seen to wait"),
			new Metric("listen_queue_length", "listen queue len", "gauge", "Connections that may wait"),
			new Metric("idle_processes", "idle processes", "gauge",
					"Requests that may begin besides those in progress"),
			new Metric("active_processes", "active processes", "gauge", "Requests in progress"),
			new Metric("total_processes", "total processes", "gauge", "Requests that may be in progress"),
			new Metric("max_active_processes", "max active processes", "counter",
					"Most requests that have been in progress at the same time"),
			new Metric("max_children_reached", "max children reached", "counter",
					"Requests that were refused as too many"),
			new Metric("slow_requests", "slow requests", "counter", "Requests that were found to be slow"));

	@Override
	public String write(PhpFpmStatus status, boolean full) {
		Map<String, PhpFpmField> fields = status.fields()
			.stream()
			.collect(Collectors.toMap(PhpFpmField::name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
		StringBuilder page = new StringBuilder();
		append("up", "gauge", "Whether listener " + status.pool() + " can be reached", "1", page);
		for (Metric metric : METRICS) {
			PhpFpmField field = fields.get(metric.field());
			if (field != null) {
				append(metric.name(), metric.type(), metric.help(), field.data(), page);
			}
		}
		return page.append("# EOF\n").toString();
	}

	private static void append(String name, String type, String help, String value, StringBuilder page) {
		page.append("# HELP phpfpm_").append(name).append(' ').append(help).append('\n');
		page.append("# TYPE phpfpm_").append(name).append(' ').append(type).append('\n');
		page.append("phpfpm_").append(name).append(' ').append(value).append('\n');
	}

	private record Metric(String name, String field, String type, String help) {

	}

}
