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

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of the attributes of a request whose names or use AJP leaves open.
 *
 * @param secretVariable the meta-variable that the secret of the web server becomes,
 * {@code null} if nobody wants to know it
 * @param allowed by which other names than those of AJP a request attribute becomes a
 * meta-variable
 */
public record AjpAttributes(@Nullable String secretVariable, Predicate<String> allowed) {

	boolean isAllowed(String name) {
		return !name.equals(this.secretVariable) && this.allowed.test(name);
	}

}
