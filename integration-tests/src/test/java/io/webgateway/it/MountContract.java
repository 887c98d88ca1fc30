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

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The path under which the application is mounted is its context path.
 */
interface MountContract extends Contract {

	@Test
	default void contextPathIsTheMount() {
		JsonNode inspection = inspect(Request.get("/inspect/x?y=z"));
		String mount = door().description().mount();
		assertThat(inspection.at("/contextPath").asString()).isEqualTo(mount);
		assertThat(inspection.at("/pathWithinApplication").asString()).isEqualTo("/inspect/x");
		assertThat(inspection.at("/rawPath").asString()).isEqualTo(mount + "/inspect/x");
	}

	@Test
	default void redirectLeadsWithinTheMount() {
		Request request = Request.get("/redirect/within");
		Response response = exchange(request);
		assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(303);
		assertThat(response.headers("Location")).containsExactly(door().description().mount() + "/greeting");
	}

	@Test
	default void linksLeadWithinTheMount() {
		assertThat(exchangeOk(Request.get("/links")).text()).isEqualTo(door().description().mount() + "/greeting");
	}

}
