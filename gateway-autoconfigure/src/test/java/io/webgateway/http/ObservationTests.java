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

package io.webgateway.http;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code http.server.requests} tells of requests through a gateway listener.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class ObservationTests {

	@Parameter
	private GatewayProtocol protocol;

	@Test
	void statusAndRouteAreObserved() throws Exception {
		assertThat(observe(RawRequest.get("/greet/a"))).isEqualTo("http.server.requests GET /greet/{name} 200 SUCCESS");
		assertThat(observe(RawRequest.get("/status/418")))
			.isEqualTo("http.server.requests GET /status/{status} 418 CLIENT_ERROR");
		assertThat(observe(RawRequest.get("/nowhere"))).endsWith(" 404 CLIENT_ERROR");
		assertThat(observe(RawRequest.get("/error"))).endsWith(" 500 SERVER_ERROR");
		assertThat(observe(RawRequest.of("BAZ", "/greet/a"))).endsWith(" 404 CLIENT_ERROR");
	}

	@Test
	void whenNoStatusIsSetThen200IsObserved() throws Exception {
		assertThat(observe(RawRequest.get("/empty"))).isEqualTo("http.server.requests GET /empty 200 SUCCESS");
	}

	@Test
	void whenHeadCannotBeSentThen500IsObserved() throws Exception {
		assertThat(observe(RawRequest.get("/cookie"))).endsWith(" 500 SERVER_ERROR");
	}

	@Test
	void whenApplicationIsMountedThenRouteIsThatBelowTheMountPointAndPathTheWhole() throws Exception {
		List<Field> variables = new ArrayList<>(GatewayDoor.variablesOf(RawRequest.get("/app/greet/a")));
		variables.add(new Field("GATEWAY_CONTEXT_PATH", "/app"));
		try (ObservedApplication application = new ObservedApplication();
				GatewayDoor door = application.open(this.protocol)) {
			assertThat(door.send(variables, null).text()).isEqualTo("hello a");
			ServerRequestObservationContext context = application.await();
			assertThat(ObservedApplication.text(context))
				.isEqualTo("http.server.requests GET /greet/{name} 200 SUCCESS");
			assertThat(context.getHighCardinalityKeyValue("http.url").getValue()).isEqualTo("/app/greet/a");
			assertThat(context.getCarrier().getPath().contextPath().value()).isEqualTo("/app");
		}
	}

	@Test
	void whenRequestIsBadThenApplicationDoesNotObserveIt() throws Exception {
		try (ObservedApplication application = new ObservedApplication();
				GatewayDoor door = application.open(this.protocol)) {
			assertThat(door.send(RawRequest.get("/%zz")).status()).isEqualTo(400);
			assertThat(door.send(RawRequest.get("/empty")).status()).isEqualTo(200);
			assertThat(ObservedApplication.text(application.await())).contains("/empty");
		}
	}

	private String observe(RawRequest request) throws Exception {
		try (ObservedApplication application = new ObservedApplication();
				GatewayDoor door = application.open(this.protocol)) {
			door.send(request);
			return ObservedApplication.text(application.await());
		}
	}

}
