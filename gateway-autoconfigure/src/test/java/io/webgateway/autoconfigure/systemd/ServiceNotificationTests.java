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

package io.webgateway.autoconfigure.systemd;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import io.webgateway.autoconfigure.GatewayAutoConfiguration;
import io.webgateway.autoconfigure.NoHttpPortAutoConfiguration;
import io.webgateway.server.GatewayListener;
import io.webgateway.testsupport.NotificationReceiver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceNotificationAutoConfiguration} and what it configures.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServiceNotificationTests {

	private static final Duration WATCHDOG = Duration.ofMillis(200);

	@TempDir
	Path directory;

	@Test
	void whenApplicationStartsAndStopsThenServiceManagerIsTold() throws InterruptedException {
		assertToldAt(this.directory.resolve("notify").toString());
	}

	@Test
	void whenSocketIsAbstractThenServiceManagerIsTold() throws InterruptedException {
		assertToldAt("@webgateway/" + UUID.randomUUID());
	}

	private void assertToldAt(String path) throws InterruptedException {
		try (NotificationReceiver receiver = new NotificationReceiver(path)) {
			ConfigurableApplicationContext context = run("NOTIFY_SOCKET=" + path, "server.port=0",
					"gateway.listeners.scgi.bind=0",
					"gateway.listeners.fastcgi.bind=unix:" + this.directory.resolve("f.sock"));
			StopRecorder recorder = context.getBean(StopRecorder.class);
			try (context) {
				int port = context.getBean("scgiGatewayListener", GatewayListener.class).getPort();
				assertThat(receiver.next()).startsWith("READY=1\nSTATUS=Serving ")
					.contains("SCGI on 127.0.0.1:" + port, "FastCGI on unix:" + this.directory.resolve("f.sock"))
					.endsWith(", HTTP on port " + context.getEnvironment().getProperty("local.server.port"));
				AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				recorder.receiver = receiver;
			}
			assertThat(recorder.toldWhenStopped)
				.containsExactly("STOPPING=1\nSTATUS=Completing the requests in progress");
			assertThat(receiver.next(Duration.ZERO)).isNull();
		}
	}

	@Test
	void whenNameOfSocketHasLineBreakThenItIsNoAssignment() throws InterruptedException {
		String path = this.directory.resolve("notify").toString();
		try (NotificationReceiver receiver = new NotificationReceiver(path);
				ConfigurableApplicationContext context = run("NOTIFY_SOCKET=" + path,
						"gateway.listeners.scgi.bind=unix:" + this.directory.resolve("a\nMAINPID=1"))) {
			assertThat(context.isRunning()).isTrue();
			assertThat(receiver.next()).endsWith("STATUS=Serving SCGI on unix:" + this.directory + "/a?MAINPID=1");
		}
	}

	@Test
	void whenWatchdogWantsToKnowThenItIsToldAsLongAsAllEventLoopsRun() throws InterruptedException {
		String path = this.directory.resolve("notify").toString();
		try (NotificationReceiver receiver = new NotificationReceiver(path);
				ConfigurableApplicationContext context = run("NOTIFY_SOCKET=" + path,
						"WATCHDOG_USEC=" + WATCHDOG.toNanos() / 1000)) {
			for (EventLoop eventLoop : eventLoops(context)) {
				List<String> notifications = new ArrayList<>();
				while (notifications.stream().filter(Watchdog.ALIVE::equals).count() < 3) {
					notifications.add(receiver.next());
				}
				assertNothingIsToldWhileBlocked(eventLoop, receiver);
			}
			assertThat(receiver.next()).isEqualTo(Watchdog.ALIVE);
		}
	}

	private static void assertNothingIsToldWhileBlocked(EventLoop eventLoop, NotificationReceiver receiver)
			throws InterruptedException {
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		eventLoop.execute(() -> {
			blocked.countDown();
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		try {
			blocked.await();
			discardWhatIsOnItsWay(receiver);
			assertThat(receiver.next(WATCHDOG.multipliedBy(2))).isNull();
		}
		finally {
			end.countDown();
		}
	}

	private static void discardWhatIsOnItsWay(NotificationReceiver receiver) throws InterruptedException {
		receiver.next(WATCHDOG.dividedBy(2));
		receiver.next(WATCHDOG.dividedBy(2));
	}

	private static List<EventLoop> eventLoops(ConfigurableApplicationContext context) {
		EventLoopGroup group = context.getBean(ReactorResourceFactory.class)
			.getLoopResources()
			.onServer(LoopResources.DEFAULT_NATIVE);
		List<EventLoop> eventLoops = new ArrayList<>();
		group.forEach((eventLoop) -> eventLoops.add((EventLoop) eventLoop));
		return eventLoops;
	}

	@Test
	void whenContextIsStoppedAndStartedThenWatchdogGoesOn() throws InterruptedException {
		String path = this.directory.resolve("notify").toString();
		try (NotificationReceiver receiver = new NotificationReceiver(path);
				ConfigurableApplicationContext context = run("NOTIFY_SOCKET=" + path,
						"WATCHDOG_USEC=" + WATCHDOG.toNanos() / 1000)) {
			context.stop();
			discardWhatIsOnItsWay(receiver);
			assertThat(receiver.next(WATCHDOG.multipliedBy(2))).isNull();
			context.start();
			assertThat(receiver.next()).isEqualTo(Watchdog.ALIVE);
		}
	}

	@Test
	void whenNobodyWantsToKnowThenThereIsNothing() {
		try (ConfigurableApplicationContext context = run("server.port=-1")) {
			assertThat(context.getBeansOfType(NotifySocket.class)).isEmpty();
			assertThat(context.getBeansOfType(Watchdog.class)).isEmpty();
		}
	}

	@Test
	void whenServiceManagerIsNotThereThenApplicationStartsAndLogSaysSoOnce(CapturedOutput output) {
		String path = this.directory.resolve("notify").toString();
		run("NOTIFY_SOCKET=" + path, "WATCHDOG_USEC=1000").close();
		assertThat(output).containsOnlyOnce(
				"The service manager cannot be told how the application is (NOTIFY_SOCKET=" + path + "): ");
	}

	@Test
	void whenSocketIsNoUnixSocketThenLogSaysSo(CapturedOutput output) {
		run("NOTIFY_SOCKET=vsock:2:1234").close();
		assertThat(output).containsOnlyOnce("(NOTIFY_SOCKET=vsock:2:1234): 'vsock:2:1234' is not a unix socket");
	}

	@Test
	void whenThereIsNoNativeTransportThenLogSaysSoOnce(CapturedOutput output) {
		EventLoopGroup nio = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
		ReactorResourceFactory resourceFactory = new ReactorResourceFactory();
		resourceFactory.setUseGlobalResources(false);
		resourceFactory.setLoopResourcesSupplier(() -> (useNative) -> nio);
		resourceFactory.start();
		try {
			NotifySocket socket = new NotifySocket("/run/notify", resourceFactory);
			assertThat(socket.send("READY=1")).isDone();
			assertThat(socket.send("STOPPING=1")).isDone();
			assertThat(output).containsOnlyOnce("The service manager cannot be told how the application is "
					+ "(NOTIFY_SOCKET=/run/notify): that needs Netty's native transport for Linux");
		}
		finally {
			resourceFactory.stop();
			nio.shutdownGracefully();
		}
	}

	private static ConfigurableApplicationContext run(String... properties) {
		return new SpringApplicationBuilder(NotifyingApplication.class).web(WebApplicationType.REACTIVE)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.port=-1", "spring.reactor.netty.shutdown-quiet-period=0s")
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NoHttpPortAutoConfiguration.class, GatewayAutoConfiguration.class,
			ServiceNotificationAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class })
	static class NotifyingApplication {

		@Bean
		HttpHandler httpHandler() {
			return (request, response) -> Mono.empty();
		}

		@Bean
		StopRecorder stopRecorder() {
			return new StopRecorder();
		}

	}

	/**
	 * Is stopped before web servers are.
	 */
	static class StopRecorder implements SmartLifecycle {

		private final List<String> toldWhenStopped = new ArrayList<>();

		private volatile NotificationReceiver receiver;

		private boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			if (this.receiver != null) {
				try {
					this.toldWhenStopped.add(this.receiver.next());
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
