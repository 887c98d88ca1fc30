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

package io.webgateway.autoconfigure.logback;

import java.lang.System.Logger.Level;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.webgateway.server.CurrentExchange;
import io.webgateway.server.GatewayExchange;
import io.webgateway.server.RequestsInProgress;

import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WebServerLogAppender}.
 */
class WebServerLogAppenderTests {

	private final GatewayExchange named = mock(GatewayExchange.class);

	private final GatewayExchange current = mock(GatewayExchange.class);

	private final RequestsInProgress requests = mock(RequestsInProgress.class);

	private final Logger logger = new LoggerContext().getLogger("com.example.Shop");

	@BeforeEach
	void append() {
		given(this.requests.find("ab12-3")).willReturn(this.named);
		WebServerLogAppender appender = new WebServerLogAppender(this.requests);
		appender.start();
		this.logger.addAppender(appender);
	}

	@AfterEach
	void leaveThread() {
		then(this.named).shouldHaveNoMoreInteractions();
		then(this.current).shouldHaveNoMoreInteractions();
		CurrentExchange.set(null);
	}

	@Test
	void whenMessageBeginsWithIdThenLineGoesToThatRequest() {
		CurrentExchange.set(this.current);
		this.logger.warn("[{}] Payment is late", "ab12-3");
		then(this.named).should().log(Level.WARNING, "WARN com.example.Shop: Payment is late");
	}

	@Test
	void whenMessageBeginsWithUnknownIdThenLineGoesToRequestOfThread() {
		CurrentExchange.set(this.current);
		this.logger.error("[ab12-4] Payment is late");
		then(this.current).should().log(Level.ERROR, "ERROR com.example.Shop: [ab12-4] Payment is late");
	}

	@Test
	void whenMessageHasNoIdThenLineGoesToRequestOfThread() {
		CurrentExchange.set(this.current);
		this.logger.error("[Payment is late");
		then(this.current).should().log(Level.ERROR, "ERROR com.example.Shop: [Payment is late");
	}

	@Test
	void whenNeitherTellsTheRequestThenLineGoesNowhere() {
		this.logger.error("Payment is late");
		this.logger.error(null);
	}

	@Test
	void whenLevelIsLowerThenLineGoesNowhere() {
		CurrentExchange.set(this.current);
		this.logger.info("[ab12-3] Payment is late");
	}

	@Test
	void whenThereIsAnExceptionThenLineTellsWhich() {
		this.logger.error("[ab12-3]  500 Server Error", new IllegalStateException("Out of stock"));
		then(this.named).should()
			.log(Level.ERROR,
					"ERROR com.example.Shop: 500 Server Error (java.lang.IllegalStateException: Out of stock)");
		this.logger.error("[ab12-3] Failed", new IllegalStateException());
		then(this.named).should().log(Level.ERROR, "ERROR com.example.Shop: Failed (java.lang.IllegalStateException)");
	}

}
