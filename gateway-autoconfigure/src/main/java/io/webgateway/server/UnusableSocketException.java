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

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import io.webgateway.server.ListenerBindException.Reason;

/**
 * Thrown when a socket cannot be listened on for a reason that is known.
 */
final class UnusableSocketException extends IOException {

	private static final long serialVersionUID = 1L;

	private final transient Reason reason;

	UnusableSocketException(Reason reason) {
		this(reason, null);
	}

	UnusableSocketException(Reason reason, @Nullable Throwable cause) {
		super(reason.toString(), cause);
		this.reason = reason;
	}

	Reason reason() {
		return this.reason;
	}

}
