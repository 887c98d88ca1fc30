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

package io.webgateway.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * An {@link AbstractFailureAnalyzer} for listeners in a servlet application.
 */
class ServletApplicationFailureAnalyzer extends AbstractFailureAnalyzer<ServletApplicationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ServletApplicationException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"If the controllers of the application can run on WebFlux, set "
						+ "'spring.main.web-application-type=reactive' or remove Spring MVC from the class path. "
						+ "If not, remove the dependency 'gateway-spring-boot-starter' and the properties "
						+ "'gateway.listeners'.",
				cause);
	}

}
