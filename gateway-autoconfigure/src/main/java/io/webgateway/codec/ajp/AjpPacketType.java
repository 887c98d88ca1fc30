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

package io.webgateway.codec.ajp;

/**
 * Values of the first byte of a packet, which says what the packet is. A packet of a
 * request body does not have it.
 */
public final class AjpPacketType {

	/**
	 * The web server begins a request.
	 */
	public static final int FORWARD_REQUEST = 2;

	/**
	 * The web server asks whether anybody is there.
	 */
	public static final int CPING = 10;

	/**
	 * A part of the body of a response.
	 */
	public static final int SEND_BODY_CHUNK = 3;

	/**
	 * The head of a response.
	 */
	public static final int SEND_HEADERS = 4;

	/**
	 * The end of a response.
	 */
	public static final int END_RESPONSE = 5;

	/**
	 * The application asks for more of a request body.
	 */
	public static final int GET_BODY_CHUNK = 6;

	/**
	 * The application says that it is there.
	 */
	public static final int CPONG_REPLY = 9;

	private AjpPacketType() {
	}

}
