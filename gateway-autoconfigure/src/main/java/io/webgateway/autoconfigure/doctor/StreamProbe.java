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

package io.webgateway.autoconfigure.doctor;

import java.io.IOException;
import java.time.Duration;

/**
 * Whether parts of a response arrive when they are written.
 */
class StreamProbe implements Probe {

	private final String name;

	private final AnswerShape.Media media;

	StreamProbe(String name, AnswerShape.Media media) {
		this.name = name;
		this.media = media;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Loss loss() {
		return Loss.BUFFERED;
	}

	private static final int PARTS = 4;

	private static final Duration PAUSE = Duration.ofMillis(300);

	@Override
	public Finding examine(Examination examination) throws IOException {
		ProbeResponse response = send(examination);
		if (response.hasParts(PARTS) && isTogether(response)) {
			// A busy machine may have held them back once
			response = send(examination);
		}
		if (!response.hasParts(PARTS)) {
			return response.isAnswerTo("GET") ? examination.lost(Loss.OTHER, "they arrive changed or incomplete")
					: examination.refused(Loss.OTHER, "a request", response);
		}
		String compressed = response.isCompressed() ? ", compressed by the web server" : "";
		if (isTogether(response)) {
			return examination.lost(Loss.BUFFERED, "they arrive together when the last is written" + compressed);
		}
		return Finding.ok("they arrive when they are written" + compressed);
	}

	private ProbeResponse send(Examination examination) throws IOException {
		// As browsers send it: compression may hold back what it compresses
		return examination.send(ProbeRequest.get()
			.withHeader("Accept-Encoding", "gzip")
			.answeredBy(AnswerShape.stream(PARTS, PAUSE, this.media)));
	}

	private static boolean isTogether(ProbeResponse response) {
		return response.spread().compareTo(PAUSE) < 0;
	}

}
