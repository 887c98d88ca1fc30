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

package io.webgateway.it.identity;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;

/**
 * An application that Spring Security protects. Nothing in it knows of listeners, but the
 * type of the user.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebFluxSecurity
@EnableReactiveMethodSecurity
@Import({ UserController.class, TlsController.class })
public class IdentityApplication {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityWebFilterChain certificates(ServerHttpSecurity http) {
		return http.securityMatcher(new PathPatternParserServerWebExchangeMatcher("/certificate"))
			.authorizeExchange((exchanges) -> exchanges.anyExchange().hasRole("CERTIFIED"))
			.x509(Customizer.withDefaults())
			.build();
	}

	@Bean
	SecurityWebFilterChain users(ServerHttpSecurity http) {
		return http
			.authorizeExchange((exchanges) -> exchanges.pathMatchers("/tls", "/anybody")
				.permitAll()
				.pathMatchers("/editors")
				.hasRole("editors")
				.anyExchange()
				.authenticated())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	/** Whom the application knows itself: by his certificate, and with a password. */
	@Bean
	MapReactiveUserDetailsService userDetails() {
		return new MapReactiveUserDetailsService(
				User.withUsername("carol").password("{noop}carol").roles("CERTIFIED").build());
	}

}
