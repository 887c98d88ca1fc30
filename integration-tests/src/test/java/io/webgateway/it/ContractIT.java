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

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract, through every door.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("doors")
@ExtendWith(DeviationExtension.class)
class ContractIT implements RequestContract, BodyContract, ResponseContract, FileContract, StreamContract, LoadContract,
		MountContract, GatewayContract {

	private static Doors doors;

	@Parameter
	DoorDescription description;

	static List<DoorDescription> doors() {
		return Doors.selected();
	}

	@BeforeAll
	static void prepare() throws Exception {
		doors = new Doors();
	}

	@AfterAll
	static void summarize() throws Exception {
		doors.close();
		ContractSummary.write();
	}

	@Override
	public Door door() {
		return doors.open(this.description);
	}

}
