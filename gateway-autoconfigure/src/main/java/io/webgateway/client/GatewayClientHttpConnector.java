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

package io.webgateway.client;

import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;

/**
 * {@link ClientHttpConnector} for applications that speak FastCGI, SCGI, uwsgi or AJP,
 * such as PHP-FPM, uWSGI, Tomcat or a gateway listener. It takes the place of the web
 * server.
 * <p>
 * Connections are pooled where the protocol has more than one request on a connection.
 * Bodies are streamed both ways, as fast as the slower side reads.
 */
public final class GatewayClientHttpConnector implements ClientHttpConnector, AutoCloseable {

	private static final int MAX_ATTEMPTS = 3;

	private final GatewayTransport transport;

	private final ClientProtocol protocol;

	private final ScriptMapping scripts;

	private final ServerVariables variables;

	private final int maxRequestBuffer;

	private final @Nullable ConnectionProvider ownConnections;

	private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private GatewayClientHttpConnector(Builder builder) {
		ClientSettings settings = new ClientSettings(builder.connectTimeout, builder.responseTimeout,
				builder.readTimeout, builder.maxHeadSize, builder.maxBodySize, builder.errorOutput,
				builder.connectionCustomizer.andThen(this.channels::add));
		LoopResources loops = (builder.loops != null) ? builder.loops : TcpResources.get();
		ConnectionProvider connections = (builder.connections != null) ? builder.connections : builder.newConnections();
		this.ownConnections = (builder.connections == null) ? connections : null;
		this.protocol = builder.kind.protocol(builder);
		this.transport = GatewayTransport.create(connections, Math.toIntExact(builder.connectTimeout.toMillis()),
				BackendSocket.of(loops, builder.address), this.protocol, settings);
		this.scripts = builder.scripts;
		this.variables = builder.variables;
		this.maxRequestBuffer = builder.maxRequestBuffer;
	}

	/**
	 * Begin a connector for an application that speaks FastCGI.
	 * @param address where the application listens: a port on the loopback interface
	 * ({@code 9000}), a host with a port ({@code 10.0.0.5:9000}), or the path of a unix
	 * domain socket ({@code unix:/run/php/php-fpm.sock})
	 * @return a builder
	 */
	public static Builder fastCgi(String address) {
		return fastCgi(BackendAddress.parse(address));
	}

	/**
	 * Begin a connector for an application that speaks FastCGI.
	 * @param address where the application listens
	 * @return a builder
	 */
	public static Builder fastCgi(SocketAddress address) {
		return new Builder(Kind.FASTCGI, address);
	}

	/**
	 * Begin a connector for an application that speaks SCGI.
	 * @param address where the application listens, as for {@link #fastCgi(String)}
	 * @return a builder
	 */
	public static Builder scgi(String address) {
		return scgi(BackendAddress.parse(address));
	}

	/**
	 * Begin a connector for an application that speaks SCGI.
	 * @param address where the application listens
	 * @return a builder
	 */
	public static Builder scgi(SocketAddress address) {
		return new Builder(Kind.SCGI, address);
	}

	/**
	 * Begin a connector for an application that speaks uwsgi.
	 * @param address where the application listens, as for {@link #fastCgi(String)}
	 * @return a builder
	 */
	public static Builder uwsgi(String address) {
		return uwsgi(BackendAddress.parse(address));
	}

	/**
	 * Begin a connector for an application that speaks uwsgi.
	 * @param address where the application listens
	 * @return a builder
	 */
	public static Builder uwsgi(SocketAddress address) {
		return new Builder(Kind.UWSGI, address);
	}

	/**
	 * Begin a connector for an application that speaks AJP.
	 * @param address where the application listens, as for {@link #fastCgi(String)}
	 * @return a builder
	 */
	public static Builder ajp(String address) {
		return ajp(BackendAddress.parse(address));
	}

	/**
	 * Begin a connector for an application that speaks AJP.
	 * @param address where the application listens
	 * @return a builder
	 */
	public static Builder ajp(SocketAddress address) {
		return new Builder(Kind.AJP, address);
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		return Mono.defer(() -> {
			GatewayClientHttpRequest request = new GatewayClientHttpRequest(method, uri);
			return requestCallback.apply(request).then(Mono.defer(() -> send(request)));
		});
	}

	private Mono<ClientHttpResponse> send(GatewayClientHttpRequest request) {
		Flux<DataBuffer> body = request.getBody();
		if (body == null) {
			return exchange(complete(request, 0, null));
		}
		long length = request.getHeaders().getContentLength();
		if (length != ClientRequest.UNKNOWN || !this.protocol.isLengthRequired()) {
			return exchange(complete(request, length, body));
		}
		return DataBufferUtils.join(body, this.maxRequestBuffer)
			.map(GatewayClientHttpConnector::toBytes)
			.defaultIfEmpty(new byte[0])
			.flatMap((bytes) -> exchange(complete(request, bytes.length,
					Flux.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes))))));
	}

	private static byte[] toBytes(DataBuffer data) {
		byte[] bytes = new byte[data.readableByteCount()];
		data.read(bytes);
		DataBufferUtils.release(data);
		return bytes;
	}

	private ClientRequest complete(GatewayClientHttpRequest request, long length, @Nullable Flux<DataBuffer> body) {
		URI uri = request.getURI();
		String method = request.getMethod().name();
		String host = request.getHeaders().getFirst(HttpHeaders.HOST);
		List<Map.Entry<String, String>> headers = RequestVariables.fields(request.getHeaders());
		Map<String, String> variables = RequestVariables.of(method, uri, (host != null) ? host : host(uri), headers,
				this.scripts);
		if (body != null && length != ClientRequest.UNKNOWN) {
			variables.put("CONTENT_LENGTH", String.valueOf(length));
		}
		else if (body == null) {
			variables.put("CONTENT_LENGTH", "");
		}
		this.variables.applyTo(variables);
		ServerVariables.of(request.getAttributes()).applyTo(variables);
		return new ClientRequest(method, uri, headers, variables, length, body);
	}

	private static String host(URI uri) {
		if (uri.getHost() == null) {
			return "localhost";
		}
		return (uri.getPort() != -1) ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
	}

	private Mono<ClientHttpResponse> exchange(ClientRequest request) {
		RequestBody body = new RequestBody(request);
		return attempt(body.request(), body, 1);
	}

	private Mono<ClientHttpResponse> attempt(ClientRequest request, RequestBody body, int number) {
		return this.transport.connect()
			.flatMap((connection) -> ((ClientOperations) connection).exchange(request, this.protocol.newWire(request)))
			.onErrorResume(StaleConnectionException.class, (ex) -> {
				boolean repeatable = !body.isSubscribed() && (!ex.isRequestSent() || request.isIdempotent());
				return (repeatable && number < MAX_ATTEMPTS) ? attempt(request, body, number + 1) : Mono.error(ex);
			});
	}

	/**
	 * Close all connections. Requests in progress fail, and no others can be sent unless
	 * there is a {@link Builder#connectionProvider given pool}.
	 */
	@Override
	public void close() {
		if (this.ownConnections != null) {
			this.ownConnections.dispose();
		}
		this.channels.close();
	}

	/**
	 * Says how a {@link GatewayClientHttpConnector} behaves.
	 */
	public static final class Builder {

		private static final Log errorLog = LogFactory.getLog("io.webgateway.client.stderr");

		private final Kind kind;

		private final SocketAddress address;

		private final ServerVariables variables = new ServerVariables();

		private ScriptMapping scripts = ScriptMapping.NONE;

		private boolean keepAlive = true;

		private @Nullable Boolean contentLengthRequired;

		private @Nullable String secret;

		private boolean ping;

		private int packetSize = 8192;

		private int modifier1;

		private int modifier2;

		private Duration connectTimeout = Duration.ofSeconds(10);

		private Duration responseTimeout = Duration.ofSeconds(60);

		private Duration readTimeout = Duration.ofSeconds(60);

		private int maxHeadSize = 64 * 1024;

		private long maxBodySize = -1;

		private int maxRequestBuffer = 1024 * 1024;

		private int maxConnections = 100;

		private int maxPendingRequests = 1000;

		private Duration maxIdleTime = Duration.ofSeconds(30);

		private Duration pendingAcquireTimeout = Duration.ofSeconds(45);

		private Consumer<String> errorOutput = errorLog::warn;

		private Consumer<Channel> connectionCustomizer = (channel) -> {
		};

		private @Nullable LoopResources loops;

		private @Nullable ConnectionProvider connections;

		private Builder(Kind kind, SocketAddress address) {
			this.kind = kind;
			this.address = address;
		}

		private void check(boolean known, String what) {
			Assert.isTrue(known, () -> this.kind + " has no " + what);
		}

		private static Duration notNegative(Duration duration) {
			Assert.isTrue(!duration.isNegative(), "A time must not be negative");
			return duration;
		}

		private static int positive(int number) {
			Assert.isTrue(number > 0, "A limit must be positive");
			return number;
		}

		/**
		 * Say whether connections are kept for further requests where the protocol has
		 * that, as they are by default. A kept connection occupies a process of PHP-FPM.
		 * @param keepAlive whether to keep connections
		 * @return this
		 */
		public Builder keepAlive(boolean keepAlive) {
			this.keepAlive = keepAlive;
			return this;
		}

		/**
		 * Say whether the application needs {@code CONTENT_LENGTH}, so that bodies of
		 * unknown length have to be collected. Applications that speak SCGI or uwsgi
		 * always do, and those that are made of scripts by default.
		 * @param required whether the length is required over FastCGI
		 * @return this
		 * @see #maxRequestBuffer(int)
		 */
		public Builder contentLengthRequired(boolean required) {
			check(this.kind == Kind.FASTCGI, "choice of whether to send CONTENT_LENGTH");
			this.contentLengthRequired = required;
			return this;
		}

		/**
		 * Set the secret by which the application knows the web server, over AJP.
		 * @param secret the secret
		 * @return this
		 */
		public Builder secret(String secret) {
			check(this.kind == Kind.AJP, "secret");
			this.secret = secret;
			return this;
		}

		/**
		 * Say whether kept connections are asked by CPING whether the application is
		 * still there, so that not even a request that must not be repeated is lost to
		 * one that it has just closed.
		 * @param ping whether to ask
		 * @return this
		 */
		public Builder ping(boolean ping) {
			check(this.kind == Kind.AJP, "ping");
			this.ping = ping;
			return this;
		}

		/**
		 * Set the largest size of AJP packets, to which the head of a request and that of
		 * a response are limited.
		 * @param packetSize the size in bytes, from 8192 to 65536
		 * @return this
		 */
		public Builder packetSize(int packetSize) {
			check(this.kind == Kind.AJP, "packets of another size");
			Assert.isTrue(packetSize >= 8192 && packetSize <= 65536, "Size of AJP packets must be from 8192 to 65536");
			this.packetSize = packetSize;
			return this;
		}

		/**
		 * Set the modifiers of uwsgi packets, by which uWSGI picks an interpreter.
		 * @param modifier1 what a packet is, zero by default
		 * @param modifier2 a detail of it, zero by default
		 * @return this
		 */
		public Builder modifiers(int modifier1, int modifier2) {
			check(this.kind == Kind.UWSGI, "modifiers");
			this.modifier1 = modifier1;
			this.modifier2 = modifier2;
			return this;
		}

		/**
		 * Say that the application is made of scripts, each at its own path.
		 * @param documentRoot the directory of the scripts, as the application sees it
		 * @param suffix the end of their names, such as {@code .php}; a path may go on
		 * after it with {@code PATH_INFO}
		 * @return this
		 */
		public Builder scripts(String documentRoot, String suffix) {
			this.scripts = ScriptMapping.scripts(documentRoot, suffix);
			return this;
		}

		/**
		 * Say that one script of the application answers all requests.
		 * @param documentRoot the directory of the script, as the application sees it
		 * @param script the path of the script below the directory, such as
		 * {@code /index.php}
		 * @return this
		 */
		public Builder frontController(String documentRoot, String script) {
			this.scripts = ScriptMapping.frontController(documentRoot, script);
			return this;
		}

		/**
		 * Tell further meta-variables with each request.
		 * @param variables tells the variables
		 * @return this
		 * @see ServerVariables#with(Consumer)
		 */
		public Builder variables(Consumer<ServerVariables> variables) {
			variables.accept(this.variables);
			return this;
		}

		/**
		 * Set how long the application may take to accept a connection, and to answer
		 * CPING.
		 * @param timeout the time, 10 seconds by default
		 * @return this
		 */
		public Builder connectTimeout(Duration timeout) {
			this.connectTimeout = notNegative(timeout);
			return this;
		}

		/**
		 * Set how long the application may take to begin its response.
		 * @param timeout the time, 60 seconds by default, zero for any
		 * @return this
		 */
		public Builder responseTimeout(Duration timeout) {
			this.responseTimeout = notNegative(timeout);
			return this;
		}

		/**
		 * Set how long the application may take to continue its response, and how long a
		 * response is kept that nobody reads.
		 * @param timeout the time, 60 seconds by default, zero for any
		 * @return this
		 */
		public Builder readTimeout(Duration timeout) {
			this.readTimeout = notNegative(timeout);
			return this;
		}

		/**
		 * Set the largest size of the head of a response. Over AJP that is the size of a
		 * packet.
		 * @param bytes the size in bytes, 64 KiB by default
		 * @return this
		 */
		public Builder maxHeadSize(int bytes) {
			this.maxHeadSize = positive(bytes);
			return this;
		}

		/**
		 * Set the largest size of the body of a response.
		 * @param bytes the size in bytes, by default any
		 * @return this
		 */
		public Builder maxBodySize(long bytes) {
			Assert.isTrue(bytes >= 0, "A limit must not be negative");
			this.maxBodySize = bytes;
			return this;
		}

		/**
		 * Set how much of the body of a request is collected at most where its length is
		 * not known but has to be.
		 * @param bytes the size in bytes, 1 MiB by default
		 * @return this
		 */
		public Builder maxRequestBuffer(int bytes) {
			this.maxRequestBuffer = positive(bytes);
			return this;
		}

		/**
		 * Set how many connections there are at most at the same time.
		 * @param connections the number of connections, 100 by default
		 * @return this
		 */
		public Builder maxConnections(int connections) {
			this.maxConnections = positive(connections);
			return this;
		}

		/**
		 * Set how many requests may wait for a connection. Others fail at once.
		 * @param requests the number of requests, 1000 by default
		 * @return this
		 */
		public Builder maxPendingRequests(int requests) {
			this.maxPendingRequests = positive(requests);
			return this;
		}

		/**
		 * Set how long a kept connection may be idle.
		 * @param time the time, 30 seconds by default, zero for any
		 * @return this
		 */
		public Builder maxIdleTime(Duration time) {
			this.maxIdleTime = notNegative(time);
			return this;
		}

		/**
		 * Set how long a request may wait for a connection.
		 * @param time the time, 45 seconds by default
		 * @return this
		 */
		public Builder pendingAcquireTimeout(Duration time) {
			this.pendingAcquireTimeout = notNegative(time);
			return this;
		}

		/**
		 * Set what takes the lines that an application writes for the error log
		 * (FastCGI's STDERR), without control characters. By default they are warnings of
		 * the logger {@code io.webgateway.client.stderr}.
		 * @param lines takes the lines, in an event loop
		 * @return this
		 */
		public Builder errorOutput(Consumer<String> lines) {
			this.errorOutput = lines;
			return this;
		}

		/**
		 * Set what is done to each new connection, before anything is sent: to set
		 * options, or to add handlers before those of the protocol.
		 * @param customizer changes a connection
		 * @return this
		 */
		public Builder connectionCustomizer(Consumer<Channel> customizer) {
			this.connectionCustomizer = customizer;
			return this;
		}

		/**
		 * Use the event loops of the application, and not those that Reactor Netty has
		 * for all clients.
		 * @param resources the event loops
		 * @return this
		 */
		public Builder resources(ReactorResourceFactory resources) {
			return loopResources(resources.getLoopResources());
		}

		/**
		 * Use these event loops, and not those that Reactor Netty has for all clients.
		 * @param loops the event loops
		 * @return this
		 */
		public Builder loopResources(LoopResources loops) {
			this.loops = loops;
			return this;
		}

		/**
		 * Use a given pool of connections, for what cannot be said here. What is said
		 * here of the pool does not matter then.
		 * @param connections the pool
		 * @return this
		 */
		public Builder connectionProvider(ConnectionProvider connections) {
			this.connections = connections;
			return this;
		}

		private ConnectionProvider newConnections() {
			ConnectionProvider.Builder pool = ConnectionProvider.builder("gateway-client")
				.maxConnections(this.maxConnections)
				.pendingAcquireTimeout(this.pendingAcquireTimeout)
				.pendingAcquireMaxCount(this.maxPendingRequests)
				.lifo();
			if (!this.maxIdleTime.isZero()) {
				pool.maxIdleTime(this.maxIdleTime).evictInBackground(this.maxIdleTime);
			}
			return pool.build();
		}

		/**
		 * Return the connector.
		 * @return a new connector
		 */
		public GatewayClientHttpConnector build() {
			return new GatewayClientHttpConnector(this);
		}

	}

	private enum Kind {

		FASTCGI {

			@Override
			ClientProtocol protocol(Builder builder) {
				boolean lengthRequired = (builder.contentLengthRequired != null) ? builder.contentLengthRequired
						: builder.scripts != ScriptMapping.NONE;
				return new FastCgiClientProtocol(builder.keepAlive, lengthRequired, builder.maxHeadSize);
			}

		},

		SCGI {

			@Override
			ClientProtocol protocol(Builder builder) {
				return PlainClientProtocol.scgi(builder.maxHeadSize);
			}

		},

		UWSGI {

			@Override
			ClientProtocol protocol(Builder builder) {
				return PlainClientProtocol.uwsgi(builder.modifier1, builder.modifier2, builder.maxHeadSize);
			}

		},

		AJP {

			@Override
			ClientProtocol protocol(Builder builder) {
				return new AjpClientProtocol(builder.secret, builder.keepAlive, builder.ping, builder.packetSize);
			}

		};

		abstract ClientProtocol protocol(Builder builder);

	}

}
