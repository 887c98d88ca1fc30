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

import java.util.HexFormat;
import java.util.List;

import io.webgateway.codec.PeerProtocol;

/**
 * What peers send first that do not speak any gateway protocol.
 *
 * @param protocol what they speak
 * @param bytes what they send
 * @param answer how the answer begins
 */
record ForeignBytes(PeerProtocol protocol, byte[] bytes, byte[] answer) {

	static final byte[] HTTP = Bytes.of("GET /index.html HTTP/1.1\r\nHost: shop.example\r\n\r\n");

	static final byte[] TLS = Bytes.concat(new byte[] { 0x16, 3, 1, 0, (byte) 0xC8, 1, 0, 0, (byte) 0xC4, 3, 3 },
			Bytes.random(194));

	static final List<ForeignBytes> ALL = List.of(
			new ForeignBytes(PeerProtocol.HTTP, HTTP,
					Bytes.of("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n")),
			new ForeignBytes(PeerProtocol.HTTP_2, Bytes.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"),
					Bytes.of("\0\0\0\4\0\0\0\0\0\0\0\0\4\1\0\0\0\0\0\0\16\1\4\0\0\0\1")),
			new ForeignBytes(PeerProtocol.TLS, TLS, HexFormat.of().parseHex("15030100020278")),
			new ForeignBytes(PeerProtocol.PROXY_PROTOCOL, Bytes.of("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n"),
					new byte[0]),
			new ForeignBytes(PeerProtocol.PROXY_PROTOCOL,
					Bytes.concat(Bytes.of("\r\n\r\n\0\r\nQUIT\n\41\21\0\14"), Bytes.random(12)), new byte[0]));

}
