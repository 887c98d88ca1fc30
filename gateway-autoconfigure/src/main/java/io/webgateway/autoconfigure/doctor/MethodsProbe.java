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

import org.springframework.util.unit.DataSize;

/**
 * Whether requests arrive that do something else than to get and to post.
 */
class MethodsProbe implements Probe {

	@Override
	public String name() {
		return "methods";
	}

	@Override
	public Loss loss() {
		return Loss.OTHER;
	}

	private static final List<String> METHODS = List.of("PUT", "PATCH", "DELETE", "OPTIONS");

	private static final ProbeBody BODY = new ProbeBody(DataSize.ofBytes(1), ProbeBody.Framing.LENGTH);

	@Override
	public Finding examine(Examination examination) throws IOException {
		for (String method : METHODS) {
			ProbeRequest request = ProbeRequest.of(method);
			ProbeResponse response = examination.send(method.startsWith("P") ? request.withBody(BODY) : request);
			if (!response.isAnswerTo(method)) {
				String what = method + ": answered with " + response.status() + " before the application";
				boolean byNature = examination.isBehind(WebServerKind.LIGHTTPD) && examination.isOver("ajp");
				return byNature ? Finding.note(what) : examination.lost(Loss.OTHER, what);
			}
		}
		return Finding.ok(String.join(", ", METHODS));
	}

}
