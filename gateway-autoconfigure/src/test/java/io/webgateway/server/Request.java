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

package io.webgateway.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request as a web server would send it.
 */
final class Request {

	private final List<Map.Entry<String, String>> variables = new ArrayList<>();

	private final byte[] body;

	private int id = 1;

	private int role = FastCgi.RESPONDER;

	private boolean keepConnection;

	private Request(String method, String uri, byte[] body) {
		this.body = body;
		with("CONTENT_LENGTH", Integer.toString(body.length));
		with("REQUEST_METHOD", method);
		with("REQUEST_URI", uri);
		with("SERVER_PROTOCOL", "HTTP/1.1");
		with("HTTP_HOST", "shop.example");
	}

	static Request get() {
		return get("/");
	}

	static Request get(String uri) {
		return new Request("GET", uri, new byte[0]);
	}

	static Request head() {
		return new Request("HEAD", "/", new byte[0]);
	}

	static Request post(byte[] body) {
		return new Request("POST", "/", body);
	}

	static Request post(String body) {
		return post(Bytes.of(body));
	}

	/**
	 * Add a variable.
	 */
	Request with(String name, String value) {
		this.variables.add(Map.entry(name, value));
		return this;
	}

	Request without(String name) {
		this.variables.removeIf((variable) -> variable.getKey().equals(name));
		return this;
	}

	/**
	 * Set a variable in the place where it is.
	 */
	Request set(String name, String value) {
		this.variables.replaceAll((variable) -> variable.getKey().equals(name) ? Map.entry(name, value) : variable);
		return this;
	}

	/**
	 * Announce another length of the body than it has.
	 */
	Request announcing(long contentLength) {
		return set("CONTENT_LENGTH", Long.toString(contentLength));
	}

	Request id(int id) {
		this.id = id;
		return this;
	}

	Request role(int role) {
		this.role = role;
		return this;
	}

	/**
	 * Ask a FastCGI application to keep the connection.
	 */
	Request keepConnection() {
		this.keepConnection = true;
		return this;
	}

	/**
	 * Return everything that is sent.
	 */
	byte[] bytes(GatewayProtocol protocol) {
		return Bytes.concat(head(protocol), body(protocol));
	}

	/**
	 * Return what is sent before the body.
	 */
	byte[] head(GatewayProtocol protocol) {
		return switch (protocol) {
			case FASTCGI -> Bytes.concat(FastCgi.begin(this.id, this.role, this.keepConnection ? 1 : 0), params());
			case SCGI -> scgiHead();
			case UWSGI -> uwsgiHead(0);
			case AJP -> Ajp.forward(this.variables);
			case AUTO -> throw new IllegalArgumentException("No peer speaks " + protocol);
		};
	}

	byte[] begin() {
		return FastCgi.begin(this.id, this.role, this.keepConnection ? 1 : 0);
	}

	/**
	 * Return the variables as FastCGI pairs.
	 */
	byte[] pairs() {
		return FastCgi.pairs(this.variables);
	}

	/**
	 * Return the variables as a FastCGI stream with its end.
	 */
	byte[] params() {
		return Bytes.concat(FastCgi.stream(FastCgi.PARAMS, this.id, pairs()), FastCgi.end(FastCgi.PARAMS, this.id));
	}

	/**
	 * Return what is sent after the head, in FastCGI with the end of the stream.
	 */
	byte[] body(GatewayProtocol protocol) {
		if (protocol == GatewayProtocol.AJP) {
			return (this.body.length > 0) ? Ajp.firstData(this.body) : this.body;
		}
		if (protocol != GatewayProtocol.FASTCGI) {
			return this.body;
		}
		return Bytes.concat(part(protocol, this.body), FastCgi.end(FastCgi.STDIN, this.id));
	}

	/**
	 * Return part of a body as it is sent.
	 */
	byte[] part(GatewayProtocol protocol, byte[] content) {
		return (protocol == GatewayProtocol.FASTCGI) ? FastCgi.stream(FastCgi.STDIN, this.id, content) : content;
	}

	byte[] scgiHead() {
		StringBuilder head = new StringBuilder();
		for (Map.Entry<String, String> variable : this.variables) {
			head.append(variable.getKey()).append('\0').append(variable.getValue()).append('\0');
			if (variable.getKey().equals("CONTENT_LENGTH")) {
				head.append("SCGI\0").append("1\0");
			}
		}
		return Bytes.of(head.length() + ":" + head + ",");
	}

	byte[] uwsgiHead(int modifier1) {
		StringBuilder block = new StringBuilder();
		for (Map.Entry<String, String> variable : this.variables) {
			appendUwsgiString(block, variable.getKey());
			appendUwsgiString(block, variable.getValue());
		}
		return Bytes.concat(Uwsgi.header(modifier1, block.length(), 0), Bytes.of(block.toString()));
	}

	private void appendUwsgiString(StringBuilder block, String string) {
		block.append((char) (string.length() & 0xFF)).append((char) (string.length() >> 8)).append(string);
	}

}
