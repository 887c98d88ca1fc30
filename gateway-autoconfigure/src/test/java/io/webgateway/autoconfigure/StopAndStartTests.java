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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.test.util.ReflectionTestUtils;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that an application can be stopped and started again and again, as it is before a
 * checkpoint of the JVM and after its restore. In between it must hold nothing that the
 * operating system knows.
 */
class StopAndStartTests {

	private static final int TIMES = 4;

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class, GatewayWebFluxAutoConfiguration.class,
				NoHttpPortAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class, LifecycleAutoConfiguration.class))
		.withPropertyValues("server.port=-1", "server.shutdown=immediate",
				"spring.reactor.netty.shutdown-quiet-period=0s");

	@TempDir
	Path directory;

	@Test
	@EnabledOnOs(value = OS.LINUX, disabledReason = "what a process holds is asked of the kernel of Linux")
	void whenStoppedForCheckpointThenNothingIsHeldAndAddressesAreTakenAgain() throws IOException {
		Set<String> descriptors = descriptors();
		Set<Thread> threads = Thread.getAllStackTraces().keySet();
		Path path = this.directory.resolve("fastcgi.sock");
		this.contextRunner
			.withPropertyValues("gateway.listeners.scgi.bind=" + freePort(),
					"gateway.listeners.fastcgi.bind=unix:" + path)
			.run((context) -> {
				GatewayListener tcp = context.getBean("scgiGatewayListener", GatewayListener.class);
				int port = tcp.getPort();
				for (int i = 0; i < TIMES; i++) {
					assertThat(ScgiExchange.get(tcp, "/")).startsWith("Status: 404");
					try (SocketChannel kept = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
						assertThat(kept.isConnected()).isTrue();
						stopForCheckpoint(context);
					}
					await().untilAsserted(() -> {
						assertThat(added(descriptors(), descriptors)).isEmpty();
						assertThat(threadsSince(threads)).isEmpty();
					});
					assertThat(path).doesNotExist();
					startAfterRestore(context);
					assertThat(tcp.getPort()).isEqualTo(port);
					assertThat(path).exists();
				}
				assertThat(ScgiExchange.get(tcp, "/")).startsWith("Status: 404");
				assertThat(added(descriptors(), descriptors)).isNotEmpty();
				assertThat(threadsSince(threads)).isNotEmpty();
			});
	}

	@Test
	void whenContextPausesThenListenersRunOn() {
		this.contextRunner.withPropertyValues("gateway.listeners.scgi.bind=0").run((context) -> {
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			GatewayListener listener = context.getBean(GatewayListener.class);
			int port = listener.getPort();
			source.pause();
			assertThat(listener.getState()).isEqualTo(State.RUNNING);
			source.restart();
			assertThat(listener.getPort()).isEqualTo(port);
			assertThat(ScgiExchange.get(listener, "/")).startsWith("Status: 404");
		});
	}

	/**
	 * What the resource does that Spring registers with CRaC.
	 */
	private static void stopForCheckpoint(ConfigurableApplicationContext context) {
		ReflectionTestUtils.invokeMethod(lifecycleProcessor(context), "stopForRestart");
	}

	private static void startAfterRestore(ConfigurableApplicationContext context) {
		ReflectionTestUtils.invokeMethod(lifecycleProcessor(context), "restartAfterStop");
	}

	private static DefaultLifecycleProcessor lifecycleProcessor(ConfigurableApplicationContext context) {
		return context.getBean("lifecycleProcessor", DefaultLifecycleProcessor.class);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Sockets, and what event loops wait with.
	 */
	private static Set<String> descriptors() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
			return files.map(StopAndStartTests::target)
				.filter((target) -> target.startsWith("socket:") || target.startsWith("anon_inode:[event")
						|| target.startsWith("anon_inode:[timer"))
				.collect(Collectors.toSet());
		}
	}

	private static String target(Path descriptor) {
		try {
			String target = Files.readSymbolicLink(descriptor).toString();
			// All of these have the same name
			return target.startsWith("anon_inode") ? target + descriptor : target;
		}
		catch (IOException ex) {
			if (Files.exists(descriptor)) {
				throw new UncheckedIOException(ex);
			}
			return "closed meanwhile";
		}
	}

	private static Set<String> added(Set<String> now, Set<String> before) {
		Set<String> added = new HashSet<>(now);
		added.removeAll(before);
		return added;
	}

	private static Set<Thread> threadsSince(Set<Thread> before) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread))
			.filter((thread) -> thread.getName().startsWith("reactor-") || thread.getName().startsWith("gateway-"))
			.collect(Collectors.toSet());
	}

}
