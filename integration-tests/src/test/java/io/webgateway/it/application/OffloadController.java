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

import java.nio.file.Path;
import java.time.Instant;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers with files of a directory that the web server can read as well.
 */
@RestController
@ConditionalOnProperty("files.directory")
class OffloadController {

	private static final Instant LAST_MODIFIED = Instant.parse("2020-01-01T00:00:00Z");

	private final Path directory;

	OffloadController(@Value("${files.directory}") Path directory) {
		this.directory = directory;
	}

	@GetMapping("/offloaded")
	ResponseEntity<Resource> file(@RequestParam String name) {
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType("application/x-report"))
			.eTag("\"version 1\"")
			.lastModified(LAST_MODIFIED)
			.header("X-Content-Type-Options", "nosniff")
			.header("Set-Cookie", "seen=1")
			.body(new FileSystemResource(this.directory.resolve(name)));
	}

	@GetMapping("/instructing")
	ResponseEntity<String> instructing(@RequestParam String name) {
		return ResponseEntity.ok()
			.header("X-Sendfile", this.directory.resolve(name).toString())
			.header("X-Accel-Redirect", "/protected-files/" + name)
			.body("not the file");
	}

}
