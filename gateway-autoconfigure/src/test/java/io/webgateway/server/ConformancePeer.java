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

/**
 * A web server's view on the outcome of a conformance case.
 */
interface ConformancePeer {

	/**
	 * Return the response to a request when it is complete, after a look at its form.
	 * @param id the id of the request in FastCGI
	 */
	Response readAnswer(int id) throws IOException;

	/**
	 * Check an outcome that not every protocol has.
	 */
	void expect(ConformanceCase.Step outcome) throws IOException;

	/**
	 * Return an ordinary request for a connection that is expected to be open.
	 */
	Request anotherRequest();

	/**
	 * Check that nothing has come that was not expected.
	 */
	void assertNothingLeft() throws IOException;

}
