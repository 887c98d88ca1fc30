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

import java.lang.System.Logger.Level;

/**
 * What of the log goes to the error log of the web server: the lines of requests in
 * progress, from a level upwards.
 *
 * @param level the lowest level of the lines
 * @param requests where requests in progress are found by their ids
 */
public record WebServerLog(Level level, RequestsInProgress requests) {

	boolean accepts(Level level) {
		return level.getSeverity() >= this.level.getSeverity();
	}

}
