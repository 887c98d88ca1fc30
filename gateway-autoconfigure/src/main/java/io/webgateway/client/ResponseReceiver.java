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

import io.netty.buffer.ByteBuf;

import io.webgateway.codec.DecodedResponseHead;

/**
 * Takes what the messages of a protocol say.
 */
interface ResponseReceiver {

	/**
	 * The application has said that it is there.
	 */
	void pong();

	void head(DecodedResponseHead head);

	/**
	 * Take a part of the body.
	 * @param data the part, which is the caller's
	 */
	void body(ByteBuf data);

	/**
	 * Take what is meant for the error log.
	 * @param text the text, which is the caller's
	 */
	void errorOutput(ByteBuf text);

	/**
	 * The response is complete.
	 * @param reusable whether the connection is good for another request
	 */
	void end(boolean reusable);

}
