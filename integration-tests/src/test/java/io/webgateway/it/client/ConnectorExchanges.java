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

package io.webgateway.it.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.webgateway.client.GatewayClientHttpConnector;

/**
 * Requests of the contract as a user of {@link GatewayClientHttpConnector} sends them.
 */
public final class ConnectorExchanges implements AutoCloseable {

	/** The address that the application is to see as that of the browser. */
	public static final InetSocketAddress REMOTE_ADDRESS = CgiVariables.REMOTE_ADDRESS;

	/** The address that the application is to see as that of the web server. */
	public static final InetSocketAddress LOCAL_ADDRESS = CgiVariables.LOCAL_ADDRESS;

	private static final int MAX_REQUEST_BUFFER = 4 * 1024 * 1024;

	private static final int CHUNK_SIZE = 64 * 1024;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final GatewayClientHttpConnector connector;

	public ConnectorExchanges(GatewayClientHttpConnector.Builder builder) {
		this.connector = builder.maxRequestBuffer(MAX_REQUEST_BUFFER)
			.variables((variables) -> variables.remoteAddress(REMOTE_ADDRESS)
				.localAddress(LOCAL_ADDRESS)
				.set("SERVER_SOFTWARE", CgiVariables.SERVER_SOFTWARE))
			.build();
	}

	/**
	 * Ask and read the whole response.
	 * @param request the request
	 * @return the response, also if there is none
	 */
	public Response exchange(Request request) {
		return this.connector
			.connect(HttpMethod.valueOf(request.method()), URI.create("http://" + request.host() + request.target()),
					(outgoing) -> write(request, outgoing))
			.flatMap(ConnectorExchanges::read)
			.onErrorResume((ex) -> Mono.just(Response.none(ex.toString())))
			.block(PATIENCE);
	}

	private static Mono<Void> write(Request request, ClientHttpRequest outgoing) {
		request.headers().forEach((header) -> outgoing.getHeaders().add(header.name(), header.value()));
		if (request.body().isAbsent()) {
			return outgoing.setComplete();
		}
		if (request.body().length() != RequestBody.UNKNOWN) {
			outgoing.getHeaders().setContentLength(request.body().length());
		}
		return outgoing.writeWith(DataBufferUtils.outputStreamPublisher((output) -> write(request.body(), output),
				outgoing.bufferFactory(), (task) -> Schedulers.boundedElastic().schedule(task), CHUNK_SIZE));
	}

	private static void write(RequestBody body, OutputStream output) {
		try {
			body.writeTo(output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Mono<Response> read(ClientHttpResponse response) {
		List<Header> headers = new ArrayList<>();
		response.getHeaders()
			.forEach((name, values) -> values.forEach((value) -> headers.add(new Header(name, value))));
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		int status = response.getStatusCode().value();
		return response.getBody()
			.doOnNext((data) -> append(data, body))
			.then(Mono.fromSupplier(() -> new Response(status, "", headers, body.toByteArray(), "")))
			.onErrorResume((ex) -> Mono.just(new Response(status, "", headers, body.toByteArray(), "cut off: " + ex)));
	}

	private static void append(DataBuffer data, ByteArrayOutputStream body) {
		byte[] bytes = new byte[data.readableByteCount()];
		data.read(bytes);
		body.writeBytes(bytes);
	}

	@Override
	public void close() {
		this.connector.close();
	}

}
