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
 * Whether a header field arrives with its value or values.
 */
class HeaderProbe implements Probe {

	private final String name;

	private final String header;

	private final List<String> values;

	HeaderProbe(String name, String header, List<String> values) {
		this.name = name;
		this.header = header;
		this.values = values;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Loss loss() {
		return Loss.OTHER;
	}

	@Override
	public Finding examine(Examination examination) throws IOException {
		ProbeRequest request = ProbeRequest.get();
		for (String value : this.values) {
			request = request.withHeader(this.header, value);
		}
		ProbeResponse response = examination.send(request);
		Report report = response.report();
		if (report == null) {
			return examination.refused(Loss.OTHER, this.header, response);
		}
		List<String> arrived = report.headers(this.header);
		if (arrived.size() == this.values.size()) {
			for (int i = 0; i < arrived.size(); i++) {
				if (!examination.isSame(arrived.get(i), this.values.get(i), response)) {
					return examination.lost(Loss.OTHER, this.header + " arrives with another value");
				}
			}
			return Finding.ok(this.header);
		}
		if (arrived.isEmpty()) {
			return examination.lost(Loss.OTHER, this.header + " does not arrive");
		}
		// What has commas between its values is a list as well
		return (arrived.size() == 1 && examination.isSame(arrived.get(0), String.join(", ", this.values), response))
				? Finding.ok(this.header + ", joined to one field") : examination.lost(Loss.OTHER,
						"of " + this.values.size() + " fields " + this.header + " " + arrived.size() + " arrive");
	}

}
