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

import org.springframework.util.unit.DataSize;

/**
 * Whether the application can read an upload while it is sent.
 */
class UploadStreamingProbe implements Probe {

	@Override
	public String name() {
		return "upload while sent";
	}

	@Override
	public Loss loss() {
		return Loss.OTHER;
	}

	private static final DataSize SIZE = DataSize.ofKilobytes(128);

	@Override
	public Finding examine(Examination examination) throws IOException {
		ProbeBody body = new ProbeBody(SIZE, ProbeBody.Framing.LENGTH_AND_PAUSE);
		ProbeResponse response = examination.send(ProbeRequest.of("POST").withBody(body));
		Report report = response.report();
		if (report == null) {
			return examination.refused(Loss.OTHER, "a slow upload", response);
		}
		long millis = Long.parseLong(String.valueOf(report.get(Report.BODY_PAUSE)));
		// Less, because the first half may take its time as well
		if (millis >= ProbeClient.PAUSE.toMillis() / 2) {
			return Finding.ok("the application reads while it is sent");
		}
		String what = "the web server collects it first";
		return (examination.isBehind(WebServerKind.NGINX) && examination.isOver("scgi")) ? Finding.note(what)
				: examination.note(Loss.UPLOAD_BUFFERED, what);
	}

}
