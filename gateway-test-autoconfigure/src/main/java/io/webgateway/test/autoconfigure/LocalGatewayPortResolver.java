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

package io.webgateway.test.autoconfigure;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Makes the property of a listener's port of {@link LocalGatewayPort}, which
 * {@code @Value} alone could not.
 */
class LocalGatewayPortResolver extends ContextAnnotationAutowireCandidateResolver {

	@Override
	public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
		LocalGatewayPort port = find(descriptor.getAnnotations());
		MethodParameter parameter = descriptor.getMethodParameter();
		if (port == null && parameter != null) {
			port = find(parameter.getMethodAnnotations());
		}
		return (port != null) ? "${local.gateway." + port.value() + ".port}" : super.getSuggestedValue(descriptor);
	}

	private static @Nullable LocalGatewayPort find(Annotation[] annotations) {
		AnnotatedElement element = AnnotatedElementUtils.forAnnotations(annotations);
		return AnnotatedElementUtils.findMergedAnnotation(element, LocalGatewayPort.class);
	}

}
