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

import java.time.Duration;
import java.util.function.Consumer;

import io.netty.channel.Channel;

/**
 * What a connector expects of an application, and how long it waits.
 *
 * @param pingTimeout how long the application may take to say that it is there
 * @param responseTimeout how long the application may take for the head of a response
 * @param readTimeout how long it may take for the next part of a body, and how long a
 * body waits for somebody who reads it
 * @param maxHeadSize the largest size of the head of a response in bytes
 * @param maxBodySize the largest size of the body of a response in bytes, {@code -1} for
 * any
 * @param errorOutput takes the lines that the application writes for the error log
 * @param connectionCustomizer changes each new connection
 */
record ClientSettings(Duration pingTimeout, Duration responseTimeout, Duration readTimeout, int maxHeadSize,
		long maxBodySize, Consumer<String> errorOutput, Consumer<Channel> connectionCustomizer) {

}
