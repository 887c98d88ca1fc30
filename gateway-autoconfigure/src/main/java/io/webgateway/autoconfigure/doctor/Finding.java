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

import java.util.List;

/**
 * What the doctor has found out by a probe.
 *
 * @param result whether it is as it should be
 * @param what what arrived
 * @param remedies the lines of configuration that change it
 */
record Finding(Result result, String what, List<Remedy> remedies) {

	static Finding ok(String what) {
		return new Finding(Result.OK, what, List.of());
	}

	static Finding note(String what) {
		return new Finding(Result.NOTE, what, List.of());
	}

	static Finding lost(String what, List<Remedy> remedies) {
		return new Finding(Result.LOST, what, remedies);
	}

	/**
	 * How good or bad a finding is.
	 */
	enum Result {

		/**
		 * It arrives as it was sent.
		 */
		OK("ok"),

		/**
		 * It does not, but that is how this web server is, or it may be meant.
		 */
		NOTE("note"),

		/**
		 * It does not, and should.
		 */
		LOST("LOST");

		private final String text;

		Result(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
