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

package io.webgateway.autoconfigure.actuate;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/**
 * Lets operations of {@link GatewayListenersEndpoint} know of parameters that are given
 * without a value, as in {@code ?json&full}: Actuator takes them for missing.
 */
class ParametersWithoutValue implements OperationInvokerAdvisor {

	private static final EndpointId ENDPOINT = EndpointId.of(GatewayListenersEndpoint.ID);

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		if (!endpointId.equals(ENDPOINT) || operationType != OperationType.READ) {
			return invoker;
		}
		return (context) -> invoker.invoke(new Context(context));
	}

	private static final class Context extends InvocationContext {

		private final InvocationContext delegate;

		private Context(InvocationContext delegate) {
			super(SecurityContext.NONE, withoutNull(delegate.getArguments()));
			this.delegate = delegate;
		}

		private static Map<String, Object> withoutNull(Map<String, Object> arguments) {
			Map<String, Object> values = new HashMap<>();
			arguments.forEach((name, value) -> values.put(name, (value != null) ? value : ""));
			return values;
		}

		@Override
		public <T> @Nullable T resolveArgument(Class<T> argumentType) {
			return this.delegate.resolveArgument(argumentType);
		}

		@Override
		public boolean canResolve(Class<?> type) {
			return this.delegate.canResolve(type);
		}

	}

}
