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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Whether the header field arrives with which users log in at the application.
 */
class AuthorizationProbe implements Probe {

	@Override
	public String name() {
		return "Authorization";
	}

	@Override
	public Loss loss() {
		return Loss.AUTHORIZATION;
	}

	static final String USER = "gateway-probe";

	/** Nobody's password, for a user whom nobody knows. */
	static final String CREDENTIALS = "Basic "
			+ Base64.getEncoder().encodeToString((USER + ":gateway-probe").getBytes(StandardCharsets.UTF_8));

	@Override
	public Finding examine(Examination examination) throws IOException {
		String own = examination.options().authorization();
		String sent = (own != null) ? own : CREDENTIALS;
		ProbeResponse response = examination.send(ProbeRequest.get().withHeader("Authorization", sent));
		Report report = response.report();
		if (report == null) {
			return (response.status() == 401) ? Finding.note("the web server checks passwords itself")
					: examination.refused(Loss.AUTHORIZATION, "a request with it", response);
		}
		List<String> arrived = report.headers("Authorization");
		if (arrived.isEmpty()) {
			return examination.lost(Loss.AUTHORIZATION, "it does not arrive, so that nobody can log in with it");
		}
		return examination.isSame(arrived.get(0), sent, response) ? Finding.ok("it arrives")
				: examination.lost(Loss.AUTHORIZATION, "it arrives with another value");
	}

}
