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

package io.webgateway.it;

import java.util.List;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

/**
 * The contract through HAProxy.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("doors")
class HaproxyContractIT extends ContractTestCase {

	static List<DoorDescription> doors() {
		return Doors.behind(WebServer.HAPROXY);
	}

	@Override
	public Response exchange(Request request) {
		return this.description.isVariant("-multiplexed")
				? HaproxyRefusal.repeatWhenRefused(() -> super.exchange(request)) : super.exchange(request);
	}

}
