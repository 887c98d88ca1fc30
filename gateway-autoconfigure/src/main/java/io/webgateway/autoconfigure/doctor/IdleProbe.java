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
import java.time.Duration;

/**
 * How long the web server waits for an application that takes its time.
 */
class IdleProbe implements Probe {

	@Override
	public String name() {
		return "slow answer";
	}

	@Override
	public Loss loss() {
		return Loss.IDLE;
	}

	@Override
	public Finding examine(Examination examination) throws IOException {
		Duration idle = examination.options().idle();
		ProbeResponse response = examination.send(ProbeRequest.get().answeredBy(AnswerShape.after(idle)));
		String time = idle.toMillis() / 1000.0 + " s";
		return (response.report() != null) ? Finding.ok("the web server waits for " + time) : examination
			.lost(Loss.IDLE, "the web server does not wait for " + time + ", but answers with " + response.status());
	}

}
