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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.client.Request;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the contract says of requests, through one listener for all protocols.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(names = "HTTP", mode = EnumSource.Mode.EXCLUDE)
@ExtendWith(DeviationExtension.class)
class AutoListenerIT implements RequestContract {

	private static AllListeners application;

	@Parameter
	Protocol protocol;

	private Door door;

	@BeforeAll
	static void start() {
		application = new AllListeners(List.of());
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void open() {
		this.door = new Door(DoorDescription.direct(this.protocol, ""), application.client(this.protocol), () -> "");
	}

	@Override
	public Door door() {
		return this.door;
	}

	@Test
	void protocolIsThatOfTheConnection() {
		JsonNode request = json(exchangeOk(Request.get("/gateway/request")));
		assertThat(request.at("/protocol").asString()).isEqualTo(this.protocol.name());
		assertThat(request.at("/listener").asString()).isEqualTo("auto");
	}

}
