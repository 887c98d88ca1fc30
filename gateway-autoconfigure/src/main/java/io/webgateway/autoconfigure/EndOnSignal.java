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

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.util.ReflectionUtils;

import io.webgateway.server.DescriptorListenAddress;

/**
 * Ends an application that a web server has spawned when it receives {@code SIGUSR1},
 * which says the same to FastCGI applications as {@code SIGTERM}. The JDK has no public
 * class for signals, and the compiler warns of the one that there is.
 */
@ImportRuntimeHints(EndOnSignal.Hints.class)
class EndOnSignal implements ApplicationListener<GatewayListenerInitializedEvent> {

	private static final Log logger = LogFactory.getLog(EndOnSignal.class);

	private static final String SIGNAL = "sun.misc.Signal";

	private static final String HANDLER = "sun.misc.SignalHandler";

	@Override
	public void onApplicationEvent(GatewayListenerInitializedEvent event) {
		if (event.getListener().getListenAddress().equals(new DescriptorListenAddress(0))) {
			try {
				handleSignal();
			}
			catch (ReflectiveOperationException | IllegalArgumentException ex) {
				logger.debug("The process ends at once when it receives SIGUSR1", ex);
			}
		}
	}

	private void handleSignal() throws ReflectiveOperationException {
		ClassLoader classLoader = getClass().getClassLoader();
		Class<?> signal = Class.forName(SIGNAL, false, classLoader);
		Class<?> handler = Class.forName(HANDLER, false, classLoader);
		Object exit = Proxy.newProxyInstance(classLoader, new Class<?>[] { handler },
				(proxy, method, arguments) -> handle(proxy, method, arguments));
		signal.getMethod("handle", signal, handler)
			.invoke(null, signal.getConstructor(String.class).newInstance("USR1"), exit);
	}

	private @Nullable Object handle(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		if (ReflectionUtils.isObjectMethod(method)) {
			return method.invoke(this, arguments);
		}
		logger.info("Ending because of SIGUSR1");
		System.exit(0);
		return null;
	}

	static class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection()
				.registerType(TypeReference.of(SIGNAL), MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS,
						MemberCategory.INVOKE_PUBLIC_METHODS);
			hints.proxies().registerJdkProxy(TypeReference.of(HANDLER));
		}

	}

}
