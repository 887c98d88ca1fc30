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

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.InOrder;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.netty.resources.LoopResources;

import io.webgateway.autoconfigure.status.ListenerActivities;
import io.webgateway.http.ContextPathResolver;
import io.webgateway.http.GatewayHttpHandlerAdapter;
import io.webgateway.http.HeaderPolicy;
import io.webgateway.server.AjpOptions;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerAccess;
import io.webgateway.server.ListenerBindException;
import io.webgateway.server.ListenerBindException.Reason;
import io.webgateway.server.ListenerLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.isA;
import static org.mockito.ArgumentMatchers.same;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link GatewayWebServer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class GatewayWebServerTests {

	private static final ListenerSettings SETTINGS = new ListenerSettings("shop", GatewayProtocol.FASTCGI,
			ListenAddress.parse("0.0.0.0:0"), ContextPathResolver.none(), true, ListenerLimits.DEFAULTS,
			ListenerAccess.OPEN, HeaderPolicy.DEFAULTS, null, null, false, null, null, null, AjpOptions.DEFAULTS);

	private final GatewayListener listener = mock(GatewayListener.class);

	private final ReactorResourceFactory resourceFactory = mock(ReactorResourceFactory.class);

	private final GatewayKeepAlive keepAlive = mock(GatewayKeepAlive.class);

	private final List<GracefulShutdownResult> results = new ArrayList<>();

	@BeforeEach
	void setUp() {
		given(this.listener.getName()).willReturn("shop");
		given(this.listener.getProtocol()).willReturn(GatewayProtocol.FASTCGI);
		given(this.listener.getListenAddress()).willReturn(ListenAddress.parse("0.0.0.0:0"));
		given(this.listener.getState()).willReturn(State.STOPPED);
		given(this.resourceFactory.getLoopResources()).willReturn(mock(LoopResources.class));
	}

	@AfterEach
	void nothingElseKeepsTheJvmAlive() {
		then(this.keepAlive).shouldHaveNoMoreInteractions();
	}

	@Test
	void whenStartedThenListenerListensAndJvmIsKeptAlive(CapturedOutput output) {
		given(this.listener.getPort()).willReturn(4711);
		LoopResources loopResources = this.resourceFactory.getLoopResources();
		server(Shutdown.GRACEFUL).start();
		InOrder inOrder = inOrder(this.listener, this.keepAlive);
		then(this.listener).should(inOrder).start(same(loopResources), isA(GatewayHttpHandlerAdapter.class));
		then(this.keepAlive).should(inOrder).hold(this.listener);
		assertThat(output).contains("Gateway listener 'shop' started on 0.0.0.0:4711 (FastCGI)");
	}

	@Test
	void whenStartedForAllProtocolsThenTheyAreTold(CapturedOutput output) {
		given(this.listener.getPort()).willReturn(4711);
		given(this.listener.getProtocol()).willReturn(GatewayProtocol.AUTO);
		given(this.listener.getProtocols()).willReturn(List.of(GatewayProtocol.SCGI, GatewayProtocol.AJP));
		server(Shutdown.GRACEFUL).start();
		then(this.keepAlive).should().hold(this.listener);
		assertThat(output).contains("Gateway listener 'shop' started on 0.0.0.0:4711 (auto: SCGI, AJP)");
	}

	@Test
	void whenStartedForAllProtocolsButAjpThenItIsToldWhatThatNeeds(CapturedOutput output) {
		given(this.listener.getPort()).willReturn(4711);
		given(this.listener.getProtocol()).willReturn(GatewayProtocol.AUTO);
		given(this.listener.getProtocols()).willReturn(List.of(GatewayProtocol.FASTCGI, GatewayProtocol.SCGI));
		server(Shutdown.GRACEFUL).start();
		then(this.keepAlive).should().hold(this.listener);
		assertThat(output).contains("Gateway listener 'shop' started on 0.0.0.0:4711 "
				+ "(auto: FastCGI, SCGI; AJP needs 'gateway.listeners.shop.secret')");
	}

	@Test
	void whenStartedOnAllAddressesThenThereIsWarning(CapturedOutput output) {
		given(this.listener.getLocalAddress()).willReturn(new InetSocketAddress(4711));
		server(Shutdown.GRACEFUL).start();
		then(this.keepAlive).should().hold(this.listener);
		assertThat(output).contains("WARN").contains("Gateway listener 'shop' can be reached by other machines");
	}

	@Test
	void whenCreatedThenNeitherHandlerNorEventLoopsAreAskedFor() {
		GatewayWebServer server = new GatewayWebServer(this.listener, SETTINGS,
				new StaticListableBeanFactory().getBeanProvider(HttpHandler.class), this.resourceFactory,
				new ServerProperties(), this.keepAlive,
				new StaticListableBeanFactory().getBeanProvider(ListenerActivities.class));
		then(this.resourceFactory).shouldHaveNoInteractions();
		assertThatExceptionOfType(NoSuchBeanDefinitionException.class).isThrownBy(server::start);
	}

	@Test
	void whenAlreadyStartedThenStartHasNoEffect(CapturedOutput output) {
		given(this.listener.getState()).willReturn(State.RUNNING);
		server(Shutdown.GRACEFUL).start();
		then(this.listener).should(never()).start(any(), any());
		assertThat(output).doesNotContain("started");
	}

	@Test
	void whenListenerCannotListenThenJvmIsNotKeptAlive(CapturedOutput output) {
		ListenerBindException failure = new ListenerBindException("shop", ListenAddress.parse("9000"), Reason.IN_USE,
				null);
		willThrow(failure).given(this.listener).start(any(), any());
		GatewayWebServer server = server(Shutdown.GRACEFUL);
		assertThatExceptionOfType(ListenerBindException.class).isThrownBy(server::start).isSameAs(failure);
		assertThat(output).doesNotContain("started");
	}

	@Test
	void whenStoppedThenListenerIsStoppedAndJvmIsNoLongerKeptAlive() {
		server(Shutdown.GRACEFUL).stop();
		then(this.listener).should().stop();
		then(this.keepAlive).should().release(this.listener);
	}

	@Test
	void whenListenerCannotBeStoppedThenJvmIsNoLongerKeptAlive() {
		willThrow(new IllegalStateException()).given(this.listener).stop();
		GatewayWebServer server = server(Shutdown.GRACEFUL);
		assertThatIllegalStateException().isThrownBy(server::stop);
		then(this.keepAlive).should().release(this.listener);
	}

	@Test
	void whenShutDownGracefullyWithoutRequestsThenResultIsIdle(CapturedOutput output) {
		given(this.listener.getState()).willReturn(State.RUNNING);
		given(this.listener.drain()).willReturn(CompletableFuture.completedFuture(true));
		server(Shutdown.GRACEFUL).shutDownGracefully(this.results::add);
		assertThat(this.results).containsExactly(GracefulShutdownResult.IDLE);
		assertThat(output).doesNotContain("Gateway listener");
	}

	@Test
	void whenShutDownGracefullyWithRequestsThenResultComesWhenTheyEnd(CapturedOutput output) {
		CompletableFuture<Boolean> drained = new CompletableFuture<>();
		given(this.listener.getState()).willReturn(State.RUNNING);
		given(this.listener.drain()).willReturn(drained);
		server(Shutdown.GRACEFUL).shutDownGracefully(this.results::add);
		assertThat(this.results).isEmpty();
		assertThat(output).containsOnlyOnce("Gateway listener 'shop' is waiting for its active requests to complete");
		drained.complete(true);
		assertThat(this.results).containsExactly(GracefulShutdownResult.IDLE);
	}

	@Test
	void whenStoppedWhileShuttingDownGracefullyThenResultIsThatRequestsAreActive(CapturedOutput output) {
		CompletableFuture<Boolean> drained = new CompletableFuture<>();
		given(this.listener.getState()).willReturn(State.RUNNING);
		given(this.listener.drain()).willReturn(drained);
		server(Shutdown.GRACEFUL).shutDownGracefully(this.results::add);
		drained.complete(false);
		assertThat(this.results).containsExactly(GracefulShutdownResult.REQUESTS_ACTIVE);
		assertThat(output)
			.containsOnlyOnce("Gateway listener 'shop' is stopped with one or more requests still active");
	}

	@Test
	void whenDrainFailsThenShutdownIsNotHeldUp() {
		given(this.listener.getState()).willReturn(State.RUNNING);
		given(this.listener.drain()).willReturn(CompletableFuture.failedFuture(new IllegalStateException()));
		server(Shutdown.GRACEFUL).shutDownGracefully(this.results::add);
		assertThat(this.results).containsExactly(GracefulShutdownResult.REQUESTS_ACTIVE);
	}

	@Test
	void whenShutdownIsImmediateThenListenerIsNotDrained() {
		given(this.listener.getState()).willReturn(State.RUNNING);
		server(Shutdown.IMMEDIATE).shutDownGracefully(this.results::add);
		assertThat(this.results).containsExactly(GracefulShutdownResult.IMMEDIATE);
		then(this.listener).should(never()).drain();
	}

	@Test
	void whenNeverStartedThenListenerIsNotDrained() {
		server(Shutdown.GRACEFUL).shutDownGracefully(this.results::add);
		assertThat(this.results).containsExactly(GracefulShutdownResult.IMMEDIATE);
		then(this.listener).should(never()).drain();
	}

	@Test
	void whenListenerHasPortThenItIsThatOfServer() {
		given(this.listener.getPort()).willReturn(4711);
		assertThat(server(Shutdown.GRACEFUL).getPort()).isEqualTo(4711);
	}

	@Test
	void whenNobodyHasPassedSocketThenApplicationHasItsHttpPortOnly(CapturedOutput output) {
		given(this.listener.getListenAddress()).willReturn(ListenAddress.parse("systemd:shop.socket"));
		server(Shutdown.GRACEFUL).start();
		then(this.listener).should(never()).start(any(), any());
		assertThat(output).contains("INFO")
			.contains("Gateway listener 'shop' is not started, as nobody has passed a socket to this process "
					+ "(bind: systemd:shop.socket)");
	}

	@Test
	void whenNobodyHasPassedSocketAndThereIsNoHttpPortThenStartFails() {
		given(this.listener.getListenAddress()).willReturn(ListenAddress.parse("systemd:shop.socket"));
		ServerProperties properties = new ServerProperties();
		properties.setPort(-1);
		ListenerBindException failure = new ListenerBindException("shop", ListenAddress.parse("systemd:shop.socket"),
				Reason.NOT_INHERITED, null);
		willThrow(failure).given(this.listener).start(any(), any());
		GatewayWebServer server = server(properties);
		assertThatExceptionOfType(ListenerBindException.class).isThrownBy(server::start).isSameAs(failure);
	}

	private GatewayWebServer server(Shutdown shutdown) {
		ServerProperties properties = new ServerProperties();
		properties.setShutdown(shutdown);
		return server(properties);
	}

	private GatewayWebServer server(ServerProperties properties) {
		StaticListableBeanFactory beanFactory = new StaticListableBeanFactory();
		beanFactory.addBean("httpHandler", mock(HttpHandler.class));
		ObjectProvider<HttpHandler> handlers = beanFactory.getBeanProvider(HttpHandler.class);
		return new GatewayWebServer(this.listener, SETTINGS, handlers, this.resourceFactory, properties, this.keepAlive,
				beanFactory.getBeanProvider(ListenerActivities.class));
	}

}
