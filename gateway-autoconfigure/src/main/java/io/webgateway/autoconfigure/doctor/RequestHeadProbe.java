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
import java.util.List;

/**
 * Whether a large header field arrives, such as a ticket or a cookie may be.
 */
class RequestHeadProbe implements Probe {

	@Override
	public String name() {
		return "large request head";
	}

	@Override
	public Loss loss() {
		return Loss.REQUEST_HEAD;
	}

	/** What all web servers take that nobody has told otherwise, and packets of AJP. */
	static final int SIZE = 6000;

	@Override
	public Finding examine(Examination examination) throws IOException {
		String value = "x".repeat(SIZE);
		ProbeResponse response = examination.send(ProbeRequest.get().withHeader(ProbeAnswer.SIZE_HEADER, value));
		Report report = response.report();
		if (report == null) {
			return examination.refused(Loss.REQUEST_HEAD, "a header field of " + SIZE + " bytes", response);
		}
		return report.headers(ProbeAnswer.SIZE_HEADER).equals(List.of(value))
				? Finding.ok("a header field of " + SIZE + " bytes")
				: examination.lost(Loss.REQUEST_HEAD, "a header field of " + SIZE + " bytes does not arrive");
	}

}
