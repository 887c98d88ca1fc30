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

package io.webgateway.it;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Requires a deviation where one is written down: neither may a behaviour deviate unsaid,
 * nor may it be said of one that does not.
 */
class DeviationExtension implements InvocationInterceptor {

	@Override
	public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> invocationContext,
			ExtensionContext extensionContext) throws Throwable {
		intercept(invocation, invocationContext);
	}

	@Override
	public void interceptTestTemplateMethod(Invocation<Void> invocation,
			ReflectiveInvocationContext<Method> invocationContext, ExtensionContext extensionContext) throws Throwable {
		intercept(invocation, invocationContext);
	}

	private void intercept(Invocation<Void> invocation, ReflectiveInvocationContext<Method> context) throws Throwable {
		Door door = ((Contract) context.getTarget().orElseThrow()).door();
		String behaviour = behaviour(context);
		ContractSummary.Outcome outcome = ContractSummary.Outcome.FAILED;
		try {
			Optional<Deviation> deviation = Deviations.find(door.description(), behaviour);
			if (deviation.isEmpty()) {
				proceed(invocation, door);
				outcome = ContractSummary.Outcome.PASSED;
			}
			else {
				outcome = requireDeviation(invocation, door, deviation.get());
			}
		}
		finally {
			ContractSummary.add(door.description(), behaviour, outcome);
		}
	}

	private static void proceed(Invocation<Void> invocation, Door door) throws Throwable {
		String before = door.log();
		try {
			invocation.proceed();
		}
		catch (Throwable ex) {
			String log = door.log().substring(before.length());
			if (!log.isEmpty()) {
				ex.addSuppressed(new AssertionError("Log of the web server: " + log));
			}
			throw ex;
		}
	}

	private static String behaviour(ReflectiveInvocationContext<Method> context) {
		String name = context.getExecutable().getName();
		if (context.getArguments().isEmpty()) {
			return name;
		}
		return context.getArguments().stream().map(String::valueOf).collect(Collectors.joining(", ", name + "(", ")"));
	}

	private static ContractSummary.Outcome requireDeviation(Invocation<Void> invocation, Door door, Deviation deviation)
			throws Throwable {
		try {
			invocation.proceed();
		}
		catch (AssertionError ex) {
			try {
				deviation.observed().accept(door.lastResponse());
			}
			catch (AssertionError other) {
				other.addSuppressed(ex);
				throw other;
			}
			return ContractSummary.Outcome.DEVIATED;
		}
		if (deviation.always()) {
			throw new AssertionError("The deviation is gone, take it from the list: " + deviation.reason());
		}
		return ContractSummary.Outcome.PASSED;
	}

}
