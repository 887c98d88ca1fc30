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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;

/**
 * The whole contract, for the doors of a subclass.
 */
@ResourceLock(SharedDoors.LOCK)
@ExtendWith({ SharedDoors.class, DeviationExtension.class })
abstract class ContractTestCase implements RequestContract, BodyContract, ResponseContract, FileContract,
		StreamContract, LoadContract, MountContract, GatewayContract {

	@Parameter
	DoorDescription description;

	@BeforeEach
	void requireWebServer() {
		if (this.description.webServer() != null) {
			this.description.webServer().require();
		}
	}

	@Override
	public final Door door() {
		return SharedDoors.open(this.description);
	}

}
