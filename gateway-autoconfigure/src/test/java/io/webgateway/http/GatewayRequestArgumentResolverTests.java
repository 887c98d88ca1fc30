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

import java.lang.reflect.Method;

import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.server.ServerWebExchange;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatewayRequestArgumentResolver}.
 */
class GatewayRequestArgumentResolverTests {

	private final GatewayRequestArgumentResolver resolver = new GatewayRequestArgumentResolver();

	private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));

	@Test
	void whenParameterIsGatewayRequestOrMetaVariablesThenItIsSupported() {
		assertThat(this.resolver.supportsParameter(parameter(0))).isTrue();
		assertThat(this.resolver.supportsParameter(parameter(1))).isTrue();
	}

	@Test
	void whenParameterIsOfOtherTypeThenItIsNotSupported() {
		assertThat(this.resolver.supportsParameter(parameter(2))).isFalse();
		assertThat(this.resolver.supportsParameter(parameter(3))).isFalse();
	}

	@Test
	void whenRequestCameThroughListenerThenArgumentsAreThoseOfRequest() {
		GatewayRequest request = new GatewayRequest("shop", GatewayProtocol.SCGI, MetaVariables.empty());
		this.exchange.getAttributes().put(GatewayRequest.ATTRIBUTE, request);
		assertThat(resolve(0)).isSameAs(request);
		assertThat(resolve(1)).isSameAs(request.variables());
	}

	@Test
	void whenFilterHasMutatedRequestThenArgumentIsThatOfOriginal() {
		GatewayRequest request = new GatewayRequest("shop", GatewayProtocol.SCGI, MetaVariables.empty());
		this.exchange.getAttributes().put(GatewayRequest.ATTRIBUTE, request);
		ServerWebExchange mutated = this.exchange.mutate().request((builder) -> builder.path("/other")).build();
		assertThat(this.resolver.resolveArgumentValue(parameter(0), new BindingContext(), mutated)).isSameAs(request);
	}

	@Test
	void whenRequestCameThroughHttpPortThenArgumentsAreNull() {
		assertThat(resolve(0)).isNull();
		assertThat(resolve(1)).isNull();
	}

	private Object resolve(int index) {
		return this.resolver.resolveArgumentValue(parameter(index), new BindingContext(), this.exchange);
	}

	private static MethodParameter parameter(int index) {
		Method method = ReflectionUtils.findMethod(GatewayRequestArgumentResolverTests.class, "handle",
				GatewayRequest.class, MetaVariables.class, Object.class, Record.class);
		return new MethodParameter(method, index);
	}

	@SuppressWarnings("unused")
	void handle(GatewayRequest request, MetaVariables variables, Object object, Record otherRecord) {
	}

}
