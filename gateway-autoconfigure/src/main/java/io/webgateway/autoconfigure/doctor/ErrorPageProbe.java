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
 * Whether the application's own error pages get through.
 */
class ErrorPageProbe implements Probe {

	@Override
	public String name() {
		return "error pages";
	}

	@Override
	public Loss loss() {
		return Loss.ERROR_PAGE;
	}

	private static final int[] STATUSES = { 404, 503 };

	@Override
	public Finding examine(Examination examination) throws IOException {
		for (int status : STATUSES) {
			ProbeResponse response = examination.send(ProbeRequest.get().answeredBy(AnswerShape.status(status)));
			if (response.report() == null) {
				return examination.lost(Loss.ERROR_PAGE,
						"the web server puts another in place of that with status " + status);
			}
			if (response.status() != status) {
				return examination.lost(Loss.OTHER, "status " + status + " becomes " + response.status());
			}
		}
		return Finding.ok("those of the application get through");
	}

}
