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

package io.webgateway.it.application;

import java.net.URI;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.config.ViewResolverRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.RedirectView;
import org.springframework.web.reactive.result.view.UrlBasedViewResolver;
import org.springframework.web.server.WebSession;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/**
 * All that an application makes of the path under which it is mounted, in the ways that
 * WebFlux has for it.
 */
@Controller
class MountController {

	private static final String VISITS = "visits";

	/** The path is empty where the mount point is asked for without a slash. */
	@GetMapping({ "", "/" })
	@ResponseBody
	String home() {
		return "Home";
	}

	@GetMapping("/mount/links")
	@ResponseBody
	Map<String, String> links(ServerHttpRequest request, UriComponentsBuilder builder) {
		builder.path("/greeting");
		return Map.of("builder", builder.build(true).toUriString(), "builderEncoding", builder.toUriString(), "request",
				UriComponentsBuilder.fromUri(request.getURI())
					.replacePath(request.getPath().contextPath().value())
					.path("/greeting")
					.build(true)
					.toUriString());
	}

	@GetMapping("/mount/redirect")
	String redirect() {
		return "redirect:/greeting";
	}

	@GetMapping("/mount/created")
	ResponseEntity<Void> created(UriComponentsBuilder builder) {
		return ResponseEntity.created(builder.path("/greeting").build(true).toUri()).build();
	}

	/** The visits are in the session, and the second cookie has no path. */
	@GetMapping("/mount/visits")
	@ResponseBody
	Mono<String> visits(WebSession session, ServerHttpResponse response) {
		Integer visits = session.getAttributeOrDefault(VISITS, 0) + 1;
		session.getAttributes().put(VISITS, visits);
		response.addCookie(ResponseCookie.from("plain", "1").build());
		return Mono.just(visits.toString());
	}

	@Configuration(proxyBeanMethods = false)
	static class Routes implements WebFluxConfigurer {

		@Bean
		RouterFunction<ServerResponse> redirects() {
			return RouterFunctions.route()
				.GET("/mount/see-other/relative",
						(request) -> ServerResponse.seeOther(URI.create("../../greeting")).build())
				.GET("/mount/see-other/path", Routes::seePath)
				.GET("/mount/see-other/absolute", Routes::seeAbsolute)
				.build();
		}

		private static Mono<ServerResponse> seePath(ServerRequest request) {
			return ServerResponse.seeOther(URI.create(request.requestPath().contextPath().value() + "/greeting"))
				.build();
		}

		private static Mono<ServerResponse> seeAbsolute(ServerRequest request) {
			return ServerResponse
				.seeOther(request.uri().resolve(request.requestPath().contextPath().value() + "/greeting"))
				.build();
		}

		/** Only for redirects: pages are none of this application's. */
		@Override
		public void configureViewResolvers(ViewResolverRegistry registry) {
			UrlBasedViewResolver resolver = new UrlBasedViewResolver();
			resolver.setViewClass(RedirectView.class);
			resolver.setViewNames("redirect:*");
			registry.viewResolver(resolver);
		}

	}

}
