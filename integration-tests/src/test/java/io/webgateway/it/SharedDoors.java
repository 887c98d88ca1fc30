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

import java.io.IOException;
import java.io.UncheckedIOException;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Opens doors for several test classes and closes them, with a summary, when the last
 * test has ended.
 */
class SharedDoors implements BeforeAllCallback {

	/**
	 * Whoever counts what goes on behind a shared door has to be alone with it.
	 */
	static final String LOCK = "shared doors";

	private static Doors doors;

	@Override
	public void beforeAll(ExtensionContext context) {
		context.getRoot()
			.getStore(ExtensionContext.Namespace.create(SharedDoors.class))
			.computeIfAbsent(SharedDoors.class, (type) -> (AutoCloseable) SharedDoors::close);
	}

	static synchronized Door open(DoorDescription description) {
		try {
			if (doors == null) {
				doors = new Doors();
			}
			return doors.open(description);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static synchronized Door open(Passage passage) {
		try {
			if (doors == null) {
				doors = new Doors();
			}
			return doors.open(passage);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static synchronized void close() throws IOException {
		if (doors != null) {
			doors.close();
		}
		ContractSummary.write();
		if (ContinuousIntegration.isActive() && !Boolean.getBoolean("contract.in-part")) {
			ContractSummary.requireAllPairs();
		}
	}

}
