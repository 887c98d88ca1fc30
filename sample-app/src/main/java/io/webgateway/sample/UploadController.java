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

import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes files of any size: what has been counted is forgotten.
 */
@Controller
@RequestMapping("/upload")
class UploadController {

	@GetMapping
	String form() {
		return "upload";
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	Mono<Rendering> upload(@RequestBody Flux<PartEvent> events) {
		return events.collect(UploadReport::new, UploadReport::add)
			.map((report) -> Rendering.view("upload").modelAttribute("files", report.files()).build());
	}

}
