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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * An {@link AbstractFailureAnalyzer} for properties of a listener that are of no use.
 */
class InvalidListenerPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidListenerPropertyException> {

	private final Environment environment;

	InvalidListenerPropertyFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidListenerPropertyException cause) {
		StringBuilder description = new StringBuilder();
		if (cause.getValue() != null) {
			description.append("Invalid value '").append(cause.getValue()).append("' for property '");
			description.append(cause.getProperty()).append("'");
			appendOrigin(description, cause.getProperty());
		}
		else {
			description.append("Property '").append(cause.getProperty()).append("' is not set");
		}
		description.append(": ").append(cause.getReason()).append(".");
		return new FailureAnalysis(description.toString(), cause.getAction(), cause);
	}

	private void appendOrigin(StringBuilder description, String property) {
		Origin origin = findOrigin(ConfigurationPropertyName.adapt(property, '.'));
		if (origin != null) {
			description.append(" (originating from '").append(origin).append("')");
		}
	}

	private @Nullable Origin findOrigin(ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property.getOrigin();
			}
		}
		return null;
	}

}
