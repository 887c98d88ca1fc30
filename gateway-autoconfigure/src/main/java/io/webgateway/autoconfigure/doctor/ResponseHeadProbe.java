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
 * Whether a large header field of a response gets through.
 */
class ResponseHeadProbe implements Probe {

	@Override
	public String name() {
		return "large response head";
	}

	@Override
	public Loss loss() {
		return Loss.RESPONSE_HEAD;
	}

	private static final int SIZE = RequestHeadProbe.SIZE;

	@Override
	public Finding examine(Examination examination) throws IOException {
		ProbeResponse response = examination.send(ProbeRequest.get().answeredBy(AnswerShape.headSize(SIZE)));
		String value = response.header(ProbeAnswer.SIZE_HEADER);
		if (response.report() == null) {
			return examination.lost(Loss.RESPONSE_HEAD,
					"a header field of " + SIZE + " bytes becomes a response with status " + response.status());
		}
		return (value != null && value.length() == SIZE) ? Finding.ok("a header field of " + SIZE + " bytes")
				: examination.lost(Loss.RESPONSE_HEAD, "a header field of " + SIZE + " bytes does not get through");
	}

}
