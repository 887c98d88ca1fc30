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
 * Whether an upload arrives, byte for byte.
 */
class UploadProbe implements Probe {

	private final DataSize size;

	UploadProbe(DataSize size) {
		this.size = size;
	}

	@Override
	public String name() {
		return "upload";
	}

	@Override
	public Loss loss() {
		return Loss.UPLOAD;
	}

	@Override
	public Finding examine(Examination examination) throws IOException {
		ProbeBody body = new ProbeBody(this.size, ProbeBody.Framing.LENGTH);
		boolean megabytes = this.size.equals(DataSize.ofMegabytes(this.size.toMegabytes()));
		String size = megabytes ? this.size.toMegabytes() + " MB" : this.size.toBytes() + " bytes";
		ProbeResponse response = examination.send(ProbeRequest.of("POST").withBody(body));
		Report report = response.report();
		if (report == null) {
			return examination.refused(Loss.UPLOAD, size, response);
		}
		return body.checksum().equals(report.get(Report.BODY_CHECKSUM)) ? Finding.ok(size) : examination
			.lost(Loss.OTHER, "of " + size + ", " + report.get(Report.BODY_LENGTH) + " bytes arrive, or others");
	}

}
