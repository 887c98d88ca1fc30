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

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.SystemPropertyUtil;

/**
 * Allocates the buffers of connections. Netty's default allocator does not pool buffers
 * of more than 16 KiB where the heap is not larger than 512 MiB. On Java 25 and later,
 * where Netty does without {@code Unsafe}, each of them would cost a handshake with all
 * threads of the JVM when it is freed. Who chooses an allocator for Netty by its system
 * property gets that.
 */
final class ConnectionAllocator {

	static final ByteBufAllocator INSTANCE = SystemPropertyUtil.contains("io.netty.allocator.type")
			? ByteBufAllocator.DEFAULT : PooledByteBufAllocator.DEFAULT;

	private ConnectionAllocator() {
	}

}
