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

package io.webgateway.codec.fastcgi;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the values that the FastCGI Specification gives to names.
 */
class FastCgiConstantsTests {

	@Test
	void typesHaveTheValuesOfTheSpecification() {
		assertThat(FastCgiRecordType.of(0)).isNull();
		assertThat(FastCgiRecordType.of(1)).isEqualTo(FastCgiRecordType.BEGIN_REQUEST);
		assertThat(FastCgiRecordType.of(2)).isEqualTo(FastCgiRecordType.ABORT_REQUEST);
		assertThat(FastCgiRecordType.of(3)).isEqualTo(FastCgiRecordType.END_REQUEST);
		assertThat(FastCgiRecordType.of(4)).isEqualTo(FastCgiRecordType.PARAMS);
		assertThat(FastCgiRecordType.of(5)).isEqualTo(FastCgiRecordType.STDIN);
		assertThat(FastCgiRecordType.of(6)).isEqualTo(FastCgiRecordType.STDOUT);
		assertThat(FastCgiRecordType.of(7)).isEqualTo(FastCgiRecordType.STDERR);
		assertThat(FastCgiRecordType.of(8)).isEqualTo(FastCgiRecordType.DATA);
		assertThat(FastCgiRecordType.of(9)).isEqualTo(FastCgiRecordType.GET_VALUES);
		assertThat(FastCgiRecordType.of(10)).isEqualTo(FastCgiRecordType.GET_VALUES_RESULT);
		assertThat(FastCgiRecordType.of(11)).isEqualTo(FastCgiRecordType.UNKNOWN_TYPE);
		assertThat(FastCgiRecordType.of(12)).isNull();
		assertThat(FastCgiRecordType.of(255)).isNull();
		assertThat(FastCgiRecordType.values())
			.allSatisfy((type) -> assertThat(FastCgiRecordType.of(type.byteValue())).isEqualTo(type));
	}

	@Test
	void rolesHaveTheValuesOfTheSpecification() {
		assertThat(FastCgiRole.of(0)).isNull();
		assertThat(FastCgiRole.of(1)).isEqualTo(FastCgiRole.RESPONDER);
		assertThat(FastCgiRole.of(2)).isEqualTo(FastCgiRole.AUTHORIZER);
		assertThat(FastCgiRole.of(3)).isEqualTo(FastCgiRole.FILTER);
		assertThat(FastCgiRole.of(4)).isNull();
		assertThat(FastCgiRole.of(65535)).isNull();
		assertThat(FastCgiRole.values()).allSatisfy((role) -> assertThat(FastCgiRole.of(role.value())).isEqualTo(role));
	}

	@Test
	void protocolStatusesHaveTheValuesOfTheSpecification() {
		assertThat(FastCgiProtocolStatus.REQUEST_COMPLETE.byteValue()).isZero();
		assertThat(FastCgiProtocolStatus.CANT_MPX_CONN.byteValue()).isEqualTo((byte) 1);
		assertThat(FastCgiProtocolStatus.OVERLOADED.byteValue()).isEqualTo((byte) 2);
		assertThat(FastCgiProtocolStatus.UNKNOWN_ROLE.byteValue()).isEqualTo((byte) 3);
	}

}
