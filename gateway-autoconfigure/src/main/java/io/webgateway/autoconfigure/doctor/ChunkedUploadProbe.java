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
 * Whether an upload arrives whose length is not known at its beginning.
 */
class ChunkedUploadProbe implements Probe {

	@Override
	public String name() {
		return "chunked upload";
	}

	@Override
	public Loss loss() {
		return Loss.CHUNKED_UPLOAD;
	}

	private static final DataSize SIZE = DataSize.ofKilobytes(256);

	@Override
	public Finding examine(Examination examination) throws IOException {
		ProbeBody body = new ProbeBody(SIZE, ProbeBody.Framing.CHUNKED);
		String size = SIZE.toKilobytes() + " KB";
		ProbeResponse response = examination.send(ProbeRequest.of("POST").withBody(body));
		Report report = response.report();
		if (report == null) {
			return refused(examination, size, response);
		}
		return body.checksum().equals(report.get(Report.BODY_CHECKSUM)) ? Finding.ok(size) : examination
			.lost(Loss.OTHER, "of " + size + ", " + report.get(Report.BODY_LENGTH) + " bytes arrive, or others");
	}

	private static Finding refused(Examination examination, String size, ProbeResponse response) {
		String what = size + ": answered with " + response.status() + " before the application";
		if (examination.isBehind(WebServerKind.HAPROXY)) {
			return Finding.note(what + ": HAProxy takes what fits into tune.bufsize");
		}
		if (examination.isBehind(WebServerKind.APACHE) && examination.isOver("scgi", "uwsgi")) {
			return Finding.note(what + ": Apache takes none over this protocol, but does over FastCGI");
		}
		if (examination.isBehind(WebServerKind.LIGHTTPD) && response.status() == 411) {
			return examination.note(Loss.CHUNKED_UPLOAD, what + ": lighttpd takes none while it streams uploads");
		}
		return examination.lost(Loss.OTHER, what);
	}

}
