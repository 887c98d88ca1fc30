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

package io.webgateway.benchmarks.application;

import java.nio.file.Path;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import io.webgateway.http.ContextPathResolver;
import io.webgateway.http.GatewayHttpHandlerAdapter;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerLimits;

/**
 * A constant {@link HttpHandler} without the rest of Spring, behind HTTP and FastCGI on
 * the same event loops.
 */
public final class ConstantServer {

	private ConstantServer() {
	}

	/**
	 * Run the server.
	 * @param args the directory of its unix socket
	 */
	public static void main(String[] args) {
		LoopResources loops = LoopResources.create("loop");
		HttpHandler handler = new ConstantHandler();
		DisposableServer http = HttpServer.create()
			.runOn(loops)
			.host("127.0.0.1")
			.port(0)
			.handle(new ReactorHttpHandlerAdapter(handler))
			.bindNow();
		Path socket = Path.of(args[0], "fastcgi-unix.sock");
		GatewayListener tcp = start("127.0.0.1:0", loops, handler);
		start("unix:" + socket, loops, handler);
		new Ready().port("http", http.port()).port("fastcgi", tcp.getPort()).path("fastcgi-unix", socket).announce();
		http.onDispose().block();
	}

	private static GatewayListener start(String address, LoopResources loops, HttpHandler handler) {
		GatewayListener listener = new GatewayListener(address, GatewayProtocol.FASTCGI, ListenAddress.parse(address),
				ListenerLimits.DEFAULTS);
		listener.start(loops, new GatewayHttpHandlerAdapter(handler, ContextPathResolver.gatewayVariable()));
		return listener;
	}

}
