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
 * Whether header fields of a response get through that are there twice.
 */
class ResponseHeaderProbe implements Probe {

	@Override
	public String name() {
		return "response fields";
	}

	@Override
	public Loss loss() {
		return Loss.OTHER;
	}

	@Override
	public Finding examine(Examination examination) throws IOException {
		ProbeResponse response = examination.send(ProbeRequest.get());
		String values = String.join(", ", response.headers(ProbeAnswer.REPEATED_HEADER));
		int cookies = (int) response.headers("Set-Cookie")
			.stream()
			.filter((cookie) -> cookie.startsWith("gateway-probe-"))
			.count();
		if (!values.equals("1, 2")) {
			return examination.lost(Loss.OTHER, "of two fields of one name arrives '" + values + "'");
		}
		return (cookies == 2) ? Finding.ok("two of one name, two cookies")
				: examination.lost(Loss.OTHER, "of two cookies " + cookies + " arrive");
	}

}
