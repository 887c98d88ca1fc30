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
 * Whether the web server tells of a user whose password it has not checked.
 */
class UserProbe implements Probe {

	@Override
	public String name() {
		return "user name";
	}

	@Override
	public Loss loss() {
		return Loss.UNCHECKED_USER;
	}

	@Override
	public Finding examine(Examination examination) throws IOException {
		boolean ownUser = examination.options().authorization() != null;
		ProbeResponse response = examination.send(ownUser ? ProbeRequest.get()
				: ProbeRequest.get().withHeader("Authorization", AuthorizationProbe.CREDENTIALS));
		Report report = response.report();
		if (report == null) {
			return (response.status() == 401) ? Finding.ok("a wrong password is refused")
					: examination.refused(Loss.OTHER, "a request with a password", response);
		}
		List<String> users = report.variables("REMOTE_USER");
		// Of several names none is believed, and an empty one is the last word
		String user = (users.size() == 1) ? users.get(0) : "";
		if (user.isEmpty()) {
			return Finding.ok("REMOTE_USER tells of nobody");
		}
		return (user.equals(AuthorizationProbe.USER) && !ownUser)
				? examination.lost(Loss.UNCHECKED_USER, "REMOTE_USER is whoever the browser claims to be, unchecked")
				: Finding.ok("REMOTE_USER is " + user);
	}

}
