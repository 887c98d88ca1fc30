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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.InOrder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenerBindException;
import io.webgateway.server.ListenerBindException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.spy;

/**
 * Tests for {@link GatewayAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class GatewayAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(GatewayAutoConfiguration.class,
			GatewayWebFluxAutoConfiguration.class, NoHttpPortAutoConfiguration.class,
			NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
			WebFluxAutoConfiguration.class, LifecycleAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withConfiguration(AUTO_CONFIGURATIONS)
		.withPropertyValues("server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s");

	private final KeepAliveThreads keepAliveThreads = new KeepAliveThreads();

	@Test
	void whenListenerIsConfiguredThenItListens(CapturedOutput output) {
		this.contextRunner.withPropertyValues("gateway.listeners.fastcgi.bind=0").run((context) -> {
			GatewayListener listener = context.getBean("fastcgiGatewayListener", GatewayListener.class);
			assertThat(listener.getName()).isEqualTo("fastcgi");
			assertThat(listener.getProtocol()).isEqualTo(GatewayProtocol.FASTCGI);
			assertThat(listener.getState()).isEqualTo(State.RUNNING);
			assertThat(listener.getPort()).isPositive();
			connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getPort()));
			assertThat(output).containsOnlyOnce(
					"Gateway listener 'fastcgi' started on 127.0.0.1:" + listener.getPort() + " (FastCGI)");
		});
	}

	@Test
	void whenListenerIsOnUnixSocketThenItListensThere(@TempDir Path directory, CapturedOutput output) {
		Path path = directory.resolve("scgi.sock");
		this.contextRunner.withPropertyValues("gateway.listeners.scgi.bind=unix:" + path).run((context) -> {
			GatewayListener listener = context.getBean("scgiGatewayListener", GatewayListener.class);
			assertThat(listener.getPort()).isEqualTo(-1);
			connect(UnixDomainSocketAddress.of(path));
			assertThat(output).containsOnlyOnce("Gateway listener 'scgi' started on unix:" + path + " (SCGI)");
			assertThat(context.getEnvironment().containsProperty("local.gateway.scgi.port")).isFalse();
		});
		assertThat(path).doesNotExist();
	}

	@Test
	void whenSeveralListenersSpeakOneProtocolThenEachListens() {
		this.contextRunner
			.withPropertyValues("gateway.listeners.uwsgi.bind=0", "gateway.listeners.partner.protocol=uwsgi",
					"gateway.listeners.partner.bind=0", "gateway.listeners.third.protocol=UWSGI",
					"gateway.listeners.third.bind=0", "gateway.listeners.SCGI.bind=0")
			.run((context) -> {
				Map<String, GatewayListener> listeners = context.getBeansOfType(GatewayListener.class);
				assertThat(listeners).containsOnlyKeys("uwsgiGatewayListener", "partnerGatewayListener",
						"thirdGatewayListener", "SCGIGatewayListener");
				assertThat(listeners.values()).extracting(GatewayListener::getProtocol)
					.containsExactlyInAnyOrder(GatewayProtocol.UWSGI, GatewayProtocol.UWSGI, GatewayProtocol.UWSGI,
							GatewayProtocol.SCGI);
				assertThat(listeners.values()).extracting(GatewayListener::getPort).doesNotHaveDuplicates();
				assertThat(listeners.values()).extracting(GatewayListener::getState).containsOnly(State.RUNNING);
			});
	}

	@Test
	void whenNoListenerIsConfiguredThenOneLineSaysHowToAddOne(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(GatewayListener.class);
			assertThat(output).containsOnlyOnce("No gateway listener is configured. Add one with the property "
					+ "'gateway.listeners.<name>.bind', for example 'gateway.listeners.fastcgi.bind=9000'");
		});
	}

	@Test
	void whenNothingIsConfiguredThenNoPropertiesAreBound() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(GatewayProperties.class)
			.doesNotHaveBean(ConfiguredListeners.class));
		this.contextRunner.withPropertyValues("gateway.management.listener=")
			.run((context) -> assertThat(context).hasSingleBean(GatewayProperties.class)
				.hasSingleBean(ConfiguredListeners.class));
	}

	@Test
	void whenListenerIsConfiguredThenNoLineSaysHowToAddOne(CapturedOutput output) {
		this.contextRunner.withPropertyValues("gateway.listeners.fastcgi.bind=0")
			.run((context) -> assertThat(output).doesNotContain("No gateway listener is configured"));
	}

	@Test
	void whenWebEnvironmentIsMockThenNothingListens(@TempDir Path directory, CapturedOutput output) {
		Path path = directory.resolve("scgi.sock");
		new ReactiveWebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues("gateway.listeners.fastcgi.bind=0", "gateway.listeners.scgi.bind=unix:" + path)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBeansOfType(GatewayListener.class).values()).hasSize(2)
					.extracting(GatewayListener::getState)
					.containsOnly(State.STOPPED);
				assertThat(context.getEnvironment().containsProperty("local.gateway.fastcgi.port")).isFalse();
				assertThat(path).doesNotExist();
				this.keepAliveThreads.assertEnded();
			});
		assertThat(output).doesNotContain("Gateway listener");
	}

	@Test
	void whenListenerHasStartedThenItsPortIsPublished() {
		this.contextRunner
			.withPropertyValues("gateway.listeners.fastcgi.bind=0", "gateway.listeners.my-scgi.bind=0",
					"gateway.listeners.my-scgi.protocol=scgi")
			.run((context) -> {
				Environment environment = context.getEnvironment();
				assertThat(environment.getProperty("local.gateway.fastcgi.port", Integer.class))
					.isEqualTo(context.getBean("fastcgiGatewayListener", GatewayListener.class).getPort());
				assertThat(environment.getProperty("local.gateway.my-scgi.port", Integer.class))
					.isEqualTo(context.getBean("my-scgiGatewayListener", GatewayListener.class).getPort());
			});
	}

	@Test
	void whenContextHasParentThenPortIsPublishedThereAsWell() {
		new ApplicationContextRunner().run((parent) -> this.contextRunner.withParent(parent)
			.withPropertyValues("gateway.listeners.fastcgi.bind=0")
			.run((context) -> assertThat(
					parent.getEnvironment().getProperty("local.gateway.fastcgi.port", Integer.class))
				.isEqualTo(context.getBean(GatewayListener.class).getPort())));
	}

	@Test
	void whenListenerHasStartedThenEventIsPublishedWithThePortSet() {
		this.contextRunner.withUserConfiguration(EventConfiguration.class)
			.withPropertyValues("gateway.listeners.fastcgi.bind=0")
			.run((context) -> {
				Events events = context.getBean(Events.class);
				assertThat(events.listenersInitialized).singleElement().satisfies((event) -> {
					assertThat(event.getListener()).isSameAs(context.getBean(GatewayListener.class));
					assertThat(event.getApplicationContext()).isSameAs(context.getSourceApplicationContext());
				});
				assertThat(events.portsAtEvent)
					.containsExactly(String.valueOf(context.getBean(GatewayListener.class).getPort()));
				assertThat(events.webServersInitialized).singleElement()
					.extracting((event) -> event.getWebServer().getPort())
					.isEqualTo(context
						.getSourceApplicationContext(AnnotationConfigReactiveWebServerApplicationContext.class)
						.getWebServer()
						.getPort());
			});
	}

	@Test
	void whenContextIsClosedThenListenerIsDrainedAndThenStopped() {
		List<GatewayListener> listeners = new ArrayList<>();
		this.contextRunner.withBean(ListenerSpy.class, () -> new ListenerSpy(listeners))
			.withPropertyValues("gateway.listeners.fastcgi.bind=0")
			.run((context) -> {
			});
		InOrder inOrder = inOrder(listeners.toArray());
		then(listeners.get(0)).should(inOrder).drain();
		then(listeners.get(0)).should(inOrder).stop();
		assertThat(listeners.get(0).getState()).isEqualTo(State.STOPPED);
	}

	@Test
	void whenShutdownIsImmediateThenListenerIsNotDrained() {
		List<GatewayListener> listeners = new ArrayList<>();
		this.contextRunner.withBean(ListenerSpy.class, () -> new ListenerSpy(listeners))
			.withPropertyValues("gateway.listeners.fastcgi.bind=0", "server.shutdown=immediate")
			.run((context) -> {
			});
		then(listeners.get(0)).should(never()).drain();
		then(listeners.get(0)).should().stop();
		assertThat(listeners.get(0).getState()).isEqualTo(State.STOPPED);
	}

	@Test
	void whenListenerIsConfiguredThenItStartsAndStopsInThePhasesOfTheWebServer() {
		this.contextRunner.withPropertyValues("gateway.listeners.fastcgi.bind=0").run((context) -> {
			GatewayListenerStartStopLifecycle startStop = context.getBean(GatewayListenerStartStopLifecycle.class);
			assertThat(startStop.getPhase()).isEqualTo(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
			assertThat(startStop.isPauseable()).isFalse();
			assertThat(context.getBean("fastcgiGatewayListenerGracefulShutdown"))
				.isInstanceOf(WebServerGracefulShutdownLifecycle.class);
		});
	}

	@Test
	void whenContextIsStoppedAndStartedThenListenerListensAgain() {
		this.contextRunner.withUserConfiguration(EventConfiguration.class)
			.withPropertyValues("gateway.listeners.fastcgi.bind=0")
			.run((context) -> {
				GatewayListener listener = context.getBean(GatewayListener.class);
				int firstPort = listener.getPort();
				context.getSourceApplicationContext().stop();
				assertThat(listener.getState()).isEqualTo(State.STOPPED);
				assertThatIOException()
					.isThrownBy(() -> connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), firstPort)));
				this.keepAliveThreads.assertEnded();
				context.getSourceApplicationContext().start();
				assertThat(listener.getState()).isEqualTo(State.RUNNING);
				connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getPort()));
				assertThat(context.getEnvironment().getProperty("local.gateway.fastcgi.port", Integer.class))
					.isEqualTo(listener.getPort());
				assertThat(context.getBean(Events.class).listenersInitialized).hasSize(2);
				assertThat(this.keepAliveThreads.running()).hasSize(1);
			});
	}

	@Test
	void whenListenersRunThenOneThreadKeepsTheJvmAlive() {
		this.contextRunner.withPropertyValues("gateway.listeners.fastcgi.bind=0", "gateway.listeners.scgi.bind=0")
			.run((context) -> assertThat(this.keepAliveThreads.running()).singleElement()
				.satisfies((thread) -> assertThat(thread.isDaemon()).isFalse()));
		this.keepAliveThreads.assertEnded();
	}

	@Test
	void whenOneListenerCannotListenThenOthersAreStopped() throws IOException {
		List<GatewayListener> listeners = new ArrayList<>();
		try (ServerSocket taken = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
			this.contextRunner.withBean(ListenerSpy.class, () -> new ListenerSpy(listeners))
				.withPropertyValues("gateway.listeners.fastcgi.bind=0",
						"gateway.listeners.scgi.bind=" + taken.getLocalPort())
				.run((context) -> {
					assertThat(context).hasFailed();
					assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(IOException.class)
						.cause()
						.isInstanceOfSatisfying(ListenerBindException.class, (ex) -> {
							assertThat(ex.getReason()).isEqualTo(Reason.IN_USE);
							assertThat(ex.getListener()).isEqualTo("scgi");
						});
				});
		}
		assertThat(listeners).hasSize(2).extracting(GatewayListener::getState).containsOnly(State.STOPPED);
		then(listeners.get(0)).should().stop();
		this.keepAliveThreads.assertEnded();
	}

	@Test
	void whenListenerOfEventFailsThenGatewayListenerIsStopped() {
		List<GatewayListener> listeners = new ArrayList<>();
		this.contextRunner.withBean(ListenerSpy.class, () -> new ListenerSpy(listeners))
			.withBean("failing", FailingEventListener.class)
			.withPropertyValues("gateway.listeners.fastcgi.bind=0")
			.run((context) -> assertThat(context).getFailure().hasRootCauseMessage("listener of event"));
		assertThat(listeners).extracting(GatewayListener::getState).containsExactly(State.STOPPED);
		this.keepAliveThreads.assertEnded();
	}

	@Test
	void whenInitializationIsLazyThenListenerListens() {
		this.contextRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("gateway.listeners.fastcgi.bind=0")
			.run((context) -> assertThat(context.getBean(GatewayListener.class).getState()).isEqualTo(State.RUNNING));
	}

	@Test
	void whenApplicationHasResourceFactoryThenThereIsNoOther() {
		this.contextRunner.withBean("custom", ReactorResourceFactory.class)
			.withPropertyValues("gateway.listeners.fastcgi.bind=0")
			.run((context) -> assertThat(context).getBeanNames(ReactorResourceFactory.class).containsExactly("custom"));
	}

	@Test
	void whenListenersAreConfiguredThenThereIsOneHttpHandler() {
		this.contextRunner.withPropertyValues("gateway.listeners.fastcgi.bind=0")
			.run((context) -> assertThat(context).hasSingleBean(HttpHandler.class));
	}

	/**
	 * Spring Cloud Gateway, which may be in the same application, has many beans whose
	 * names contain 'gateway', but no listeners, and no beans for arguments.
	 */
	@Test
	void whenListenersAreConfiguredThenNamesOfBeansAreNotThoseOfSpringCloudGateway() {
		this.contextRunner.withPropertyValues("gateway.listeners.fastcgi.bind=0").run((context) -> {
			List<String> names = Arrays.stream(context.getBeanDefinitionNames())
				.filter((name) -> context.getType(name).getName().startsWith("io.webgateway."))
				.toList();
			assertThat(names).contains("fastcgiGatewayListener", "gatewayListenerPortInfo")
				.allMatch((name) -> name.matches(".*[gG]ateway(Listener|RequestArgument).*|.*io\\.webgateway\\..*"));
		});
	}

	@Test
	void whenApplicationIsServletApplicationThenItFails() {
		new WebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues("gateway.listeners.fastcgi.bind=0")
			.run((context) -> assertThat(context).getFailure().isInstanceOf(ServletApplicationException.class));
	}

	@Test
	void whenServletApplicationHasNoListenersThenItStarts(CapturedOutput output) {
		new WebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).doesNotContain("gateway listener");
		});
	}

	@Test
	void whenApplicationIsNoWebApplicationThenItStartsWithWarning(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues("gateway.listeners.fastcgi.bind=0", "gateway.listeners.scgi.bind=0")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(GatewayListener.class);
				assertThat(output).containsOnlyOnce("Gateway listeners [fastcgi, scgi] are configured but not started: "
						+ "they need a reactive web application, and this is no web application");
			});
	}

	@Test
	void whenApplicationWithoutListenersIsNoWebApplicationThenNothingIsSaid(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(output).doesNotContainIgnoringCase("gateway listener"));
	}

	private static void connect(SocketAddress address) throws IOException {
		StandardProtocolFamily family = (address instanceof UnixDomainSocketAddress) ? StandardProtocolFamily.UNIX
				: StandardProtocolFamily.INET;
		try (SocketChannel channel = SocketChannel.open(family)) {
			assertThat(channel.connect(address)).isTrue();
		}
	}

	static class ListenerSpy implements BeanPostProcessor {

		private final List<GatewayListener> listeners;

		ListenerSpy(List<GatewayListener> listeners) {
			this.listeners = listeners;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof GatewayListener listener) {
				GatewayListener spy = spy(listener);
				this.listeners.add(spy);
				return spy;
			}
			return bean;
		}

	}

	static class FailingEventListener implements ApplicationListener<GatewayListenerInitializedEvent> {

		@Override
		public void onApplicationEvent(GatewayListenerInitializedEvent event) {
			throw new IllegalStateException("listener of event");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EventConfiguration {

		@Bean
		Events events(Environment environment) {
			return new Events(environment);
		}

	}

	static class Events implements ApplicationListener<ApplicationEvent> {

		private final Environment environment;

		private final List<GatewayListenerInitializedEvent> listenersInitialized = new ArrayList<>();

		private final List<WebServerInitializedEvent> webServersInitialized = new ArrayList<>();

		private final List<String> portsAtEvent = new ArrayList<>();

		Events(Environment environment) {
			this.environment = environment;
		}

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			if (event instanceof GatewayListenerInitializedEvent listenerInitialized) {
				this.listenersInitialized.add(listenerInitialized);
				this.portsAtEvent.add(this.environment.getProperty("local.gateway.fastcgi.port"));
			}
			if (event instanceof WebServerInitializedEvent webServerInitialized) {
				this.webServersInitialized.add(webServerInitialized);
			}
		}

	}

}
