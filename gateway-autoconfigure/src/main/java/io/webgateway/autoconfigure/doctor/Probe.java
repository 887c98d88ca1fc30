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

package io.webgateway.autoconfigure.doctor;

import java.io.IOException;

/**
 * Something to find out about the way through a web server.
 */
interface Probe {

	/**
	 * Return what is to be found out, as a row of the table is called.
	 * @return the name
	 */
	String name();

	/**
	 * Return what it would mean if there were no answer.
	 * @return the loss
	 */
	Loss loss();

	/**
	 * Send something and judge what has arrived.
	 * @param examination the examination that this is a part of
	 * @return what is found
	 * @throws IOException if there was no answer
	 */
	Finding examine(Examination examination) throws IOException;

}
