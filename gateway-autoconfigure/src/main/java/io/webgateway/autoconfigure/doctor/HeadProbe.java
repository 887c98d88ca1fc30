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

/**
 * Whether HEAD arrives as HEAD, and its answer tells the length.
 */
class HeadProbe implements Probe {

	@Override
	public String name() {
		return "HEAD";
	}

	@Override
	public Loss loss() {
		return Loss.CONTENT_LENGTH;
	}

	@Override
	public Finding examine(Examination examination) throws IOException {
		ProbeResponse response = examination.send(ProbeRequest.of("HEAD"));
		if (response.isAnswerTo("GET")) {
			return examination.lost(Loss.OTHER, "it arrives as GET");
		}
		if (!response.isAnswerTo("HEAD")) {
			return examination.refused(Loss.OTHER, "HEAD", response);
		}
		return (response.header("Content-Length") != null) ? Finding.ok("it arrives, and the length comes back")
				: examination.lost(Loss.CONTENT_LENGTH, "it arrives, but the length of the response is left out");
	}

}
