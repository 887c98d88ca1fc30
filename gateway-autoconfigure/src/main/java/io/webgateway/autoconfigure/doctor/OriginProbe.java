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

/**
 * Whether scheme, host and port are those of the URL, of which links and redirects are
 * made.
 */
class OriginProbe implements Probe {

	@Override
	public String name() {
		return "scheme, host, port";
	}

	@Override
	public Loss loss() {
		return Loss.HOST;
	}

	@Override
	public Finding examine(Examination examination) {
		String expected = examination.options().origin();
		String arrived = String.valueOf(examination.introduction().get(Report.ORIGIN));
		if (arrived.equalsIgnoreCase(expected)) {
			return Finding.ok(arrived);
		}
		String scheme = arrived.substring(0, Math.max(0, arrived.indexOf(':')));
		return examination.lost(expected.startsWith(scheme + ":") ? Loss.HOST : Loss.SCHEME,
				"the application sees " + arrived + " in place of " + expected);
	}

}
