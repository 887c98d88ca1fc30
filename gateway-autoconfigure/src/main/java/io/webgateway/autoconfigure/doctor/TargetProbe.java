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
 * Whether a path or query arrives as it was sent.
 */
class TargetProbe implements Probe {

	private final String name;

	private final String path;

	private final Loss loss;

	TargetProbe(String name, String path, Loss loss) {
		this.name = name;
		this.path = path;
		this.loss = loss;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Loss loss() {
		return this.loss;
	}

	@Override
	public Finding examine(Examination examination) throws IOException {
		ProbeResponse response = examination.send(ProbeRequest.get(this.path));
		Report report = response.report();
		if (report == null) {
			Finding refused = examination.refused(this.loss, this.path, response);
			return byNature(examination) ? Finding.note(refused.what()) : refused;
		}
		String sent = examination.options().path() + this.path;
		String arrived = String.valueOf(report.get(Report.TARGET));
		if (arrived.equals(sent)) {
			return Finding.ok(sent);
		}
		String what = sent + " arrives as " + arrived;
		return byNature(examination) ? Finding.note(what + ", as lighttpd sends the decoded path over AJP")
				: examination.lost(this.loss, what);
	}

	private static boolean byNature(Examination examination) {
		return examination.isBehind(WebServerKind.LIGHTTPD) && examination.isOver("ajp");
	}

}
