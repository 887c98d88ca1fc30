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

package io.webgateway.it;

import java.io.IOException;
import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;

import io.webgateway.it.client.Client;
import io.webgateway.it.client.IncomingResponse;
import io.webgateway.it.client.Pace;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

/**
 * A way to the application that is being soaked.
 *
 * @param name what the report calls it
 * @param client speaks to it
 * @param listener the address of the listener, {@code null} behind a web server
 */
record SoakTarget(String name, Client client, @Nullable SocketAddress listener) {

	/**
	 * Ask and require the answer.
	 * @param request the request
	 * @param bytesPerSecond how fast to read the answer
	 * @return the answer
	 */
	Response exchange(Request request, long bytesPerSecond) {
		Response response = HaproxyRefusal.repeatWhenRefused(() -> exchangeOnce(request, bytesPerSecond));
		Contract.assertOk(request, response);
		return response;
	}

	private Response exchangeOnce(Request request, long bytesPerSecond) {
		try (Client.Connection connection = this.client.connect()) {
			IncomingResponse incoming = connection.send(request);
			return new IncomingResponse(incoming.status(), incoming.reason(), incoming.headers(),
					Pace.of(incoming.body(), bytesPerSecond))
				.readFully();
		}
		catch (IOException ex) {
			return Response.none(ex.toString());
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
