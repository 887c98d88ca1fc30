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

package io.webgateway.autoconfigure.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.webgateway.autoconfigure.GatewayAutoConfiguration;
import io.webgateway.autoconfigure.GatewayWebFluxAutoConfiguration;
import io.webgateway.http.GatewayPrincipal;
import io.webgateway.http.GatewayUser;
import io.webgateway.http.PrincipalPropagation;
import io.webgateway.server.GatewayListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatewaySecurityAutoConfiguration}.
 */
class GatewaySecurityAutoConfigurationTests {

	private static final String ALICE = "REMOTE_USER\0alice\0AUTH_TYPE\0Basic\0GROUPS\0staff;editor\0OIDC_CLAIM_sub\0"
			+ "4711\0";

	private static final String BOB = "HTTP_AUTHORIZATION\0Basic "
			+ Base64.getEncoder().encodeToString("bob:secret".getBytes(StandardCharsets.US_ASCII)) + "\0";

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class, GatewayWebFluxAutoConfiguration.class,
				GatewaySecurityAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withPropertyValues("server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s",
				"gateway.listeners.scgi.bind=0", "gateway.listeners.scgi.identity.enabled=true",
				"gateway.listeners.scgi.identity.authorities-variable=GROUPS",
				"gateway.listeners.scgi.identity.authority-prefix=ROLE_",
				"gateway.listeners.scgi.identity.claims-prefixes=OIDC_CLAIM_", "gateway.listeners.other.protocol=scgi",
				"gateway.listeners.other.bind=0");

	private final ReactiveWebApplicationContextRunner securedRunner = this.contextRunner
		.withUserConfiguration(SecuredApplication.class);

	@Test
	void whenThereIsNoSpringSecurityThenUserIsPrincipalOfExchange() {
		this.contextRunner.withUserConfiguration(PlainApplication.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> {
				assertThat(context).doesNotHaveBean(PrincipalPropagation.class);
				assertThat(scgi(context, "scgi", "GET /principal", ALICE)).endsWith("\r\n\r\nGatewayPrincipal alice");
				assertThat(scgi(context, "scgi", "GET /argument", ALICE)).endsWith("\r\n\r\nalice by Basic");
				assertThat(scgi(context, "scgi", "GET /principal", "")).endsWith("\r\n\r\nnobody");
				assertThat(scgi(context, "scgi", "GET /argument", "")).endsWith("\r\n\r\nnobody");
				assertThat(scgi(context, "other", "GET /principal", ALICE)).endsWith("\r\n\r\nnobody");
			});
	}

	@Test
	void whenUserIsNotAuthenticatedByAnybodyThenAccessIsDenied() {
		this.securedRunner.run((context) -> {
			assertThat(scgi(context, "scgi", "GET /user", "")).startsWith("Status: 401 ");
			assertThat(scgi(context, "scgi", "GET /user", "REMOTE_USER\0\0")).startsWith("Status: 401 ");
			assertThat(scgi(context, "scgi", "GET /user", "HTTP_REMOTE_USER\0mallory\0")).startsWith("Status: 401 ");
			assertThat(scgi(context, "scgi", "GET /open", "")).startsWith("Status: 200 ").endsWith("nobody");
		});
	}

	@Test
	void whenWebServerTellsUserThenHeIsAuthenticated() {
		this.securedRunner.run((context) -> {
			assertThat(scgi(context, "scgi", "GET /user", ALICE)).startsWith("Status: 200 ")
				.endsWith("\r\n\r\nalice Basic {sub=4711} [ROLE_staff, ROLE_editor]");
			assertThat(scgi(context, "scgi", "GET /open", ALICE)).endsWith("\r\n\r\nalice");
			assertThat(scgi(context, "scgi", "GET /authentication", ALICE)).endsWith(
					"\r\n\r\ntrue [ROLE_staff, ROLE_editor] GatewayAuthenticationDetails[listener=scgi, remoteAddress=192.0.2.7]");
		});
	}

	@Test
	void whenUserHasAuthorityThenAccessIsGranted() {
		this.securedRunner.run((context) -> {
			assertThat(scgi(context, "scgi", "GET /editors", ALICE)).startsWith("Status: 200 ");
			assertThat(scgi(context, "scgi", "GET /method", ALICE)).startsWith("Status: 200 ");
			String carol = "REMOTE_USER\0carol\0GROUPS\0staff\0";
			assertThat(scgi(context, "scgi", "GET /editors", carol)).startsWith("Status: 403 ");
			assertThat(scgi(context, "scgi", "GET /method", carol)).startsWith("Status: 403 ");
		});
	}

	@Test
	void whenPathIsOutsideOfFilterChainsThenUserIsStillPrincipal() {
		this.securedRunner.run((context) -> assertThat(scgi(context, "scgi", "GET /outside", ALICE))
			.endsWith("\r\n\r\nPreAuthenticatedAuthenticationToken alice"));
	}

	@Test
	void whenListenerIsNotTrustedThenUserIsNobody() {
		this.securedRunner
			.run((context) -> assertThat(scgi(context, "other", "GET /user", ALICE)).startsWith("Status: 401 "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Remote-User", "REMOTE_USER", "X-Remote-User", "X-Forwarded-User" })
	void whenRequestComesThroughHttpPortThenUserIsNobody(String header) {
		this.securedRunner.run((context) -> http(context).get()
			.uri("/user")
			.header(header, "alice")
			.exchange()
			.expectStatus()
			.isUnauthorized());
	}

	@Test
	void whenApplicationAuthenticatesAsWellThenItsAuthenticationCounts() {
		this.securedRunner.run((context) -> {
			http(context).get()
				.uri("/user")
				.headers((headers) -> headers.setBasicAuth("bob", "secret"))
				.exchange()
				.expectStatus()
				.isOk()
				.expectBody(String.class)
				.isEqualTo("User bob");
			assertThat(scgi(context, "scgi", "GET /user", BOB)).endsWith("\r\n\r\nUser bob");
			assertThat(scgi(context, "scgi", "GET /user", ALICE + BOB)).endsWith("\r\n\r\nUser bob");
		});
	}

	@Test
	void whenUserHasLoggedInByFormThenSessionCountsOnlyWithoutWebServersWord() {
		this.securedRunner.run((context) -> {
			String session = "HTTP_COOKIE\0SESSION=" + login(http(context)) + "\0";
			assertThat(scgi(context, "scgi", "GET /user", session)).endsWith("\r\n\r\nUser bob");
			assertThat(scgi(context, "scgi", "GET /user", session + ALICE)).contains("\r\n\r\nalice Basic");
		});
	}

	private static String login(WebTestClient http) {
		var page = http.get().uri("/login").exchange().expectBody(String.class).returnResult();
		String csrf = page.getResponseBody().replaceAll("(?s).*name=\"_csrf\"[^>]*value=\"([^\"]+)\".*", "$1");
		String session = page.getResponseCookies().getFirst("SESSION").getValue();
		return http.post()
			.uri("/login")
			.cookie("SESSION", session)
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.bodyValue("username=bob&password=secret&_csrf=" + csrf)
			.exchange()
			.expectStatus()
			.is3xxRedirection()
			.returnResult(Void.class)
			.getResponseCookies()
			.getFirst("SESSION")
			.getValue();
	}

	@Test
	void whenWebServerTellsUserThenNoSessionIsMade() {
		this.securedRunner
			.run((context) -> assertThat(scgi(context, "scgi", "GET /user", ALICE)).startsWith("Status: 200 ")
				.doesNotContainIgnoringCase("set-cookie"));
	}

	@Test
	void whenRequestChangesSomethingThenItNeedsTokenAsAnyOther() {
		this.securedRunner.run((context) -> {
			assertThat(scgi(context, "scgi", "POST /change", ALICE)).startsWith("Status: 403 ");
			assertThat(scgi(context, "scgi", "POST /change", BOB)).startsWith("Status: 403 ");
		});
	}

	private static String scgi(AssertableReactiveWebApplicationContext context, String listener, String request,
			String variables) throws IOException {
		String[] line = request.split(" ");
		String head = String.join("\0", "CONTENT_LENGTH", "0", "SCGI", "1", "REQUEST_METHOD", line[0], "REQUEST_URI",
				line[1], "SERVER_NAME", "localhost", "SERVER_PORT", "80", "SERVER_PROTOCOL", "HTTP/1.1", "REMOTE_ADDR",
				"192.0.2.7", "HTTP_HOST", "localhost", "") + variables;
		int port = context.getBean(listener + "GatewayListener", GatewayListener.class).getPort();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.getOutputStream().write((head.length() + ":" + head + ",").getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	private static WebTestClient http(AssertableReactiveWebApplicationContext context) {
		int port = context.getSourceApplicationContext(AnnotationConfigReactiveWebServerApplicationContext.class)
			.getWebServer()
			.getPort();
		return WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	@Configuration(proxyBeanMethods = false)
	static class PlainApplication {

		@Bean
		PrincipalController controller() {
			return new PrincipalController();
		}

	}

	@RestController
	static class PrincipalController {

		@GetMapping("/principal")
		Mono<String> principal(ServerWebExchange exchange) {
			return exchange.getPrincipal()
				.map((principal) -> principal.getClass().getSimpleName() + " " + principal.getName())
				.defaultIfEmpty("nobody");
		}

		@GetMapping("/argument")
		String argument(@Nullable GatewayPrincipal principal) {
			return (principal != null) ? principal.getName() + " by " + principal.user().authType() : "nobody";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFluxSecurity
	@EnableReactiveMethodSecurity
	static class SecuredApplication {

		@Bean
		SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity http) {
			return http
				.securityMatcher((exchange) -> exchange.getRequest().getPath().value().equals("/outside")
						? MatchResult.notMatch() : MatchResult.match())
				.authorizeExchange((exchanges) -> exchanges.pathMatchers("/open")
					.permitAll()
					.pathMatchers("/editors")
					.hasRole("editor")
					.anyExchange()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(
					User.withUsername("bob").password("{noop}secret").roles("staff").build());
		}

		@Bean
		SecuredController controller() {
			return new SecuredController();
		}

	}

	@RestController
	static class SecuredController {

		@GetMapping("/user")
		String user(@AuthenticationPrincipal @Nullable GatewayUser user, Principal principal) {
			assertThat(principal).isInstanceOf(Authentication.class);
			return (user != null) ? user.name() + " " + user.authType() + " " + user.claims() + " " + user.authorities()
					: "User " + principal.getName();
		}

		@GetMapping("/authentication")
		String authentication(Authentication authentication) {
			assertThat(authentication).isInstanceOf(PreAuthenticatedAuthenticationToken.class);
			return authentication.isAuthenticated() + " " + authentication.getAuthorities() + " "
					+ authentication.getDetails();
		}

		@GetMapping("/open")
		Mono<String> open(ServerWebExchange exchange) {
			return exchange.getPrincipal().map((principal) -> principal.getName()).defaultIfEmpty("nobody");
		}

		@GetMapping("/outside")
		Mono<String> outside(ServerWebExchange exchange) {
			return exchange.getPrincipal()
				.map((principal) -> principal.getClass().getSimpleName() + " " + principal.getName());
		}

		@GetMapping("/editors")
		String editors() {
			return "for editors";
		}

		@GetMapping("/method")
		@PreAuthorize("hasRole('editor') and principal.claims['sub'] == '4711'")
		Mono<String> method() {
			return Mono.just("for editors");
		}

		@PostMapping("/change")
		String change() {
			return "changed";
		}

	}

}
