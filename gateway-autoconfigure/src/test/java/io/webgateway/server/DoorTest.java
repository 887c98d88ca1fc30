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

package io.webgateway.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test that runs once for each {@link Door}: every protocol, over TCP and over a unix
 * domain socket, on native event loops and on those of the JDK.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(DoorTest.Doors.class)
@interface DoorTest {

	/**
	 * The protocols that the test concerns.
	 */
	GatewayProtocol[] value() default { GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI };

	/**
	 * The kinds of sockets that the test concerns.
	 */
	SocketKind[] sockets() default { SocketKind.TCP, SocketKind.UNIX };

	final class Doors extends AnnotationBasedArgumentsProvider<DoorTest> {

		@Override
		protected Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters,
				ExtensionContext context, DoorTest annotation) {
			return Door.all(Arrays.asList(annotation.value()), Arrays.asList(annotation.sockets())).map(Arguments::of);
		}

	}

}
