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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Annotation for a test class of a running application
 * ({@code @SpringBootTest(webEnvironment = RANDOM_PORT)}), which opens gateway listeners
 * and has a {@link WebTestClient} that talks to one of them as a web server would.
 * <p>
 * All listeners of the application are bound to free ports of the loopback interface,
 * whatever address they have in its configuration, or to sockets in temporary directories
 * if they are configured for unix domain sockets.
 *
 * @see GatewayProtocolTest
 * @see GatewayTestClients
 * @see LocalGatewayPort
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureGatewayTestClient {

	/**
	 * The name of the listener that the {@link WebTestClient} talks to.
	 * @return the name of a listener
	 */
	String value() default "fastcgi";

	/**
	 * The names of listeners to open besides those that the application has configured.
	 * @return the names of listeners, by default one for each protocol
	 */
	String[] listeners() default { "fastcgi", "scgi", "uwsgi", "ajp" };

}
