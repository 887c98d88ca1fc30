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

import java.util.function.Predicate;

import org.assertj.core.api.ThrowingConsumer;

import io.webgateway.it.client.Response;

/**
 * A behaviour that a web server makes different, for which no configuration helps.
 *
 * @param behaviour the name of the behaviour, with its arguments where only those deviate
 * @param where the doors at which it deviates
 * @param always whether it deviates each time, or if it depends on how the bytes arrive
 * @param reason why, for people
 * @param observed checks what the browser gets instead
 */
record Deviation(String behaviour, Predicate<DoorDescription> where, boolean always, String reason,
		ThrowingConsumer<Response> observed) {

	boolean concerns(DoorDescription door, String behaviour) {
		return (this.behaviour.equals(behaviour) || behaviour.startsWith(this.behaviour + "("))
				&& this.where.test(door);
	}

}
