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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerLimits;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatewayIdentities}, as the exchange's principal tells them.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class GatewayIdentitiesTests {

	@Parameter
	private GatewayProtocol protocol;

	@Test
	void whenWebServerTellsUserThenHeIsThePrincipal() throws IOException {
		assertThat(ask(listener("test"), RawRequest.get("/"), new Field("REMOTE_USER", "alice"),
				new Field("AUTH_TYPE", "Basic"), new Field("OIDC_CLAIM_sub", "4711"), new Field("groups", "a;b")))
			.isEqualTo("alice Basic {sub=4711} [a, b]");
	}

	@Test
	void whenWebServerTellsNoUserThenThereIsNoPrincipal() throws IOException {
		assertThat(ask(listener("test"), RawRequest.get("/"))).isEqualTo("nobody");
		assertThat(ask(listener("test"), RawRequest.get("/"), new Field("REMOTE_USER", ""))).isEqualTo("nobody");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Remote-User", "Remote_User", "REMOTE_USER", "remote-user", "X-Remote-User",
			"X-Forwarded-User", "Redirect-Remote-User", "Auth-Type", "Groups", "OIDC_CLAIM_sub" })
	void whenBrowserSendsFieldThenItIsNoIdentity(String header) throws IOException {
		RawRequest request = RawRequest.get("/").header(header, "mallory");
		assertThat(ask(listener("test"), request)).isEqualTo("nobody");
		assertThat(ask(listener("test"), request, new Field("REMOTE_USER", "alice"))).isEqualTo("alice null {} []");
	}

	@Test
	void whenListenerIsNotTrustedThenThereIsNoPrincipal() throws IOException {
		assertThat(ask(listener("other"), RawRequest.get("/"), new Field("REMOTE_USER", "alice"))).isEqualTo("nobody");
	}

	@Test
	void whenNameIsAmbiguousThenThereIsNoPrincipalAndItIsCounted() throws IOException {
		GatewayListener listener = listener("test");
		assertThat(ask(listener, RawRequest.get("/"), new Field("REMOTE_USER", "alice"),
				new Field("REMOTE_USER", "mallory")))
			.isEqualTo("nobody");
		assertThat(listener.getStatistics().getDistrusted(Distrust.USER)).isEqualTo(1);
		assertThat(listener.getStatistics().getDistrusted(Distrust.CLIENT_CERTIFICATE)).isZero();
	}

	private GatewayListener listener(String name) {
		return new GatewayListener(name, this.protocol, ListenAddress.parse("0"), ListenerLimits.DEFAULTS);
	}

	private String ask(GatewayListener trusted, RawRequest request, Field... variables) throws IOException {
		GatewayIdentities identities = new GatewayIdentities(
				Map.of(trusted, new IdentityVariables("REMOTE_USER", "groups", ";", "", List.of("OIDC_CLAIM_"))));
		HttpHandler handler = WebHttpHandlerBuilder.webHandler(GatewayIdentitiesTests::tellPrincipal)
			.filter(new GatewayRequestWebFilter(identities, PrincipalPropagation.ofExchange()))
			.build();
		List<Field> fields = new ArrayList<>(GatewayDoor.variablesOf(request));
		fields.addAll(List.of(variables));
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			return door.send(fields, null).text();
		}
	}

	private static Mono<Void> tellPrincipal(ServerWebExchange exchange) {
		return exchange.<GatewayPrincipal>getPrincipal()
			.map((principal) -> principal.getName() + " " + principal.user().authType() + " "
					+ principal.user().claims() + " " + principal.user().authorities())
			.defaultIfEmpty("nobody")
			.flatMap((text) -> exchange.getResponse()
				.writeWith(Mono.just(DefaultDataBufferFactory.sharedInstance.wrap(AnswerReader.bytes(text)))));
	}

}
