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

package io.webgateway.sample;

import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import reactor.core.publisher.Flux;

/**
 * Sends events one by one, evenly: where something on their way collects them, that
 * shows.
 */
@Controller
@RequestMapping("/live")
class LiveController {

	static final int EVENTS = 60;

	static final Duration PERIOD = Duration.ofMillis(250);

	@GetMapping
	String page(Model model) {
		model.addAttribute("events", EVENTS);
		model.addAttribute("period", PERIOD.toMillis());
		return "live";
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@ResponseBody
	Flux<ServerSentEvent<String>> events() {
		return Flux.interval(Duration.ZERO, PERIOD)
			.take(EVENTS)
			.onBackpressureDrop()
			.map((number) -> event("tick", number, LocalTime.now().truncatedTo(ChronoUnit.MILLIS).toString()))
			.concatWith(Flux.just(event("end", EVENTS, "")));
	}

	private ServerSentEvent<String> event(String name, long id, String data) {
		return ServerSentEvent.builder(data).event(name).id(String.valueOf(id)).build();
	}

}
