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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.ContextPathCompositeHandler;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is below the mount point of an application, and what is not.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class MountPointTests {

	@Parameter
	private GatewayProtocol protocol;

	private long ignored;

	@ParameterizedTest
	@CsvSource({ "/app, /app/x, /app, /x", "/app, /app, /app, ''", "/app, /app/, /app, /", "/app, /app//x, /app, //x",
			"/app/, /app/x, /app, /x", "/a%20b, /a%20b/x%2Fy, /a%20b, /x%2Fy", "/app;v=1, /app;v=1/x, /app;v=1, /x",
			"/app, /app/x;w=2, /app, /x;w=2", "/a b, /a%20b/x, /a%20b, /x", "/caf%C3%A9, /caf%c3%a9/x, /caf%c3%a9, /x",
			"/app, /%61pp/x, /%61pp, /x", "/, /app/x, '', /app/x", "'', /app/x, '', /app/x" })
	void whenMountPointIsPrefixThenItIsTheContextPath(String variable, String target, String contextPath,
			String pathWithinApplication) throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(new Mirror(),
				ContextPathResolver.gatewayVariable());
		assertThat(send(adapter, target, variable).text()).contains("path: " + target + "\n")
			.contains("contextPath: " + contextPath + "\n")
			.contains("pathWithinApplication: " + pathWithinApplication + "\n");
		assertThat(this.ignored).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "app, /app/x", "/app//, /app//x", "/app, /apple", "/app, /x", "/app, /app;v=1/x", "/app, /app%2Fx",
			"/a/b, /a%2Fb/x", "/App, /app/x", "/app, //app/x", "//app, //app/x",
			"//www.example.org, //www.example.org/x", "//, //x", "/app?a=b, /app/x", "' ', /x", "/app/x/y, /app/x" })
	void whenMountPointIsNoPrefixThenItIsIgnoredAndCounted(String variable, String target) throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(new Mirror(),
				ContextPathResolver.gatewayVariable());
		assertThat(send(adapter, target, variable).text()).contains("contextPath: \n")
			.contains("pathWithinApplication: " + target + "\n");
		assertThat(this.ignored).isOne();
		send(adapter, target, variable);
		assertThat(this.ignored).isEqualTo(2);
	}

	@Test
	void whenScriptNameIsUsedThenItIsTheContextPath() throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(new Mirror(),
				ContextPathResolver.scriptName());
		try (GatewayDoor door = GatewayDoor.open(this.protocol, adapter)) {
			List<Field> variables = new ArrayList<>(GatewayDoor.variablesOf(RawRequest.get("/a%20b/x%2Fy?c")));
			variables.add(new Field("SCRIPT_NAME", "/a b"));
			variables.add(new Field("PATH_INFO", "/x/y"));
			assertThat(door.send(variables, null).text()).contains("contextPath: /a%20b\n")
				.contains("pathWithinApplication: /x%2Fy\n");
		}
	}

	@Test
	void whenPathsAreFixedThenLongestIsTheContextPath() throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(new Mirror(),
				ContextPathResolver.fixed(List.of("/app", "/app/shop")));
		assertThat(send(adapter, "/app/shop/x", "/app").text()).contains("contextPath: /app/shop\n");
		assertThat(send(adapter, "/app/shopping", "/app").text()).contains("contextPath: /app\n");
		assertThat(send(adapter, "/other", "/other").text()).contains("contextPath: \n");
		assertThat(this.ignored).isZero();
	}

	@Test
	void whenThereIsNoneThenNothingIsTheContextPath() throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(new Mirror(), ContextPathResolver.none());
		assertThat(send(adapter, "/app/x", "/app").text()).contains("contextPath: \n");
	}

	@Test
	void applicationRoutesBelowItsMountPoint() throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(greeting(),
				ContextPathResolver.gatewayVariable());
		assertThat(send(adapter, "/app/greet/a%20b", "/app").text()).isEqualTo("/app greets a b");
		assertThat(send(adapter, "/greet/a", "").text()).isEqualTo(" greets a");
		assertThat(send(adapter, "/app/greet/a", "").status()).isEqualTo(404);
		assertThat(send(adapter, "/greet/a", "/app").text()).isEqualTo(" greets a");
	}

	@Test
	void mountPointAndBasePathOfTheApplicationAddUp() throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(
				new ContextPathCompositeHandler(Map.of("/api", greeting())), ContextPathResolver.gatewayVariable());
		assertThat(send(adapter, "/app/api/greet/a", "/app").text()).isEqualTo("/app/api greets a");
		assertThat(send(adapter, "/api/greet/a", "").text()).isEqualTo("/api greets a");
		assertThat(send(adapter, "/%61pp/api/greet/a", "/app").text()).isEqualTo("/%61pp/api greets a");
		assertThat(send(adapter, "/app/greet/a", "/app").status()).isEqualTo(404);
		assertThat(send(adapter, "/api/greet/a", "/api").status()).isEqualTo(404);
	}

	/** WebFlux takes it for the base path, and fails then. */
	@Test
	void whenPathOnlyBeginsLikeTheBasePathThenItIsAnErrorAsOverHttp() throws IOException {
		HttpHandler handler = new ContextPathCompositeHandler(Map.of("/api", greeting()));
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(handler,
				ContextPathResolver.gatewayVariable());
		assertThat(send(adapter, "/app/apix/greet/a", "/app").status()).isEqualTo(500);
		try (HttpDoor http = HttpDoor.open(handler)) {
			assertThat(http.send(RawRequest.get("/apix/greet/a")).status()).isEqualTo(500);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/public/../admin", "/public/%2e%2E/admin", "/a/.", "/a/%2E", "/app/../admin", "/.." })
	void whenPathHasDotSegmentsThenRequestIsRejected(String target) throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(new Mirror(),
				ContextPathResolver.gatewayVariable());
		assertThat(send(adapter, target, "/app").status()).isEqualTo(400);
	}

	@Test
	void whenDotSegmentsAreNotRejectedThenPathIsSeenRaw() throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(new Mirror(),
				ContextPathResolver.gatewayVariable(), false);
		assertThat(send(adapter, "/app/../%2e/admin", "/app").text()).contains("rawPath: /app/../%2e/admin\n")
			.contains("contextPath: /app\n");
	}

	@Test
	void dotSegmentsInQueryAreNoneOfThePath() throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(new Mirror(),
				ContextPathResolver.gatewayVariable());
		assertThat(send(adapter, "/a?b=/../c", "").status()).isEqualTo(200);
	}

	private Answer send(GatewayHttpHandlerAdapter adapter, String target, String contextPath) throws IOException {
		try (GatewayDoor door = GatewayDoor.open(this.protocol, adapter)) {
			List<Field> variables = new ArrayList<>(GatewayDoor.variablesOf(RawRequest.get(target)));
			variables.add(new Field("GATEWAY_CONTEXT_PATH", contextPath));
			Answer answer = door.send(variables, null);
			this.ignored += door.statistics().getDistrusted(Distrust.CONTEXT_PATH);
			return answer;
		}
	}

	private static HttpHandler greeting() {
		RouterFunction<ServerResponse> greeting = RouterFunctions.route()
			.GET("/greet/{name}",
					(request) -> ServerResponse.ok()
						.bodyValue(request.requestPath().contextPath() + " greets " + request.pathVariable("name")))
			.build();
		return RouterFunctions.toHttpHandler(greeting);
	}

}
