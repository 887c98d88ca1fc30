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

import java.util.Map;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ContextPathCompositeHandler;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

/**
 * A whole WebFlux application, without Spring Boot.
 */
final class WebFluxApplication implements HttpHandler, AutoCloseable {

	private final AnnotationConfigApplicationContext context;

	private final HttpHandler handler;

	private WebFluxApplication(AnnotationConfigApplicationContext context, HttpHandler handler) {
		this.context = context;
		this.handler = handler;
	}

	static WebFluxApplication of(Class<?>... components) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(WebFlux.class);
		context.register(components);
		context.refresh();
		return new WebFluxApplication(context, WebHttpHandlerBuilder.applicationContext(context).build());
	}

	/**
	 * Return this application as it is with {@code spring.webflux.base-path}.
	 */
	HttpHandler withBasePath(String basePath) {
		return new ContextPathCompositeHandler(Map.of(basePath, this));
	}

	<T> T getBean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		return this.handler.handle(request, response);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class WebFlux implements WebFluxConfigurer {

		@Bean
		GatewayRequestWebFilter gatewayRequestWebFilter() {
			return new GatewayRequestWebFilter();
		}

		@Override
		public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
			configurer.addCustomResolver(new GatewayRequestArgumentResolver());
		}

	}

}
