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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import io.webgateway.fuzz.Seeds;

/**
 * Bytes of a connection that began as those of a web server.
 */
final class HostileBytes {

	private static final int MAX_CHANGES = 4;

	private static final int MAX_RANGE = 64;

	private static final int TYPE = 1;

	private static final int ID = 3;

	private final GatewayProtocol protocol;

	private final List<byte[]> seeds;

	private final Random random;

	HostileBytes(GatewayProtocol protocol, Random random) {
		this.protocol = protocol;
		this.seeds = List.copyOf(Seeds.read(protocol.name().toLowerCase(Locale.ROOT)).values());
		this.random = random;
	}

	byte[] next() {
		byte[] bytes = seed();
		int changes = 1 + this.random.nextInt(MAX_CHANGES);
		for (int i = 0; i < changes; i++) {
			bytes = (this.protocol == GatewayProtocol.FASTCGI && this.random.nextBoolean()) ? changeRecords(bytes)
					: change(bytes);
		}
		return bytes;
	}

	private byte[] seed() {
		return this.seeds.get(this.random.nextInt(this.seeds.size()));
	}

	private byte[] change(byte[] bytes) {
		int start = this.random.nextInt(bytes.length + 1);
		int end = Math.min(bytes.length, start + this.random.nextInt(MAX_RANGE));
		byte[] before = Bytes.first(bytes, start);
		byte[] range = Arrays.copyOfRange(bytes, start, end);
		byte[] after = Bytes.from(bytes, end);
		byte[] other = new byte[range.length];
		this.random.nextBytes(other);
		return switch (this.random.nextInt(6)) {
			case 0 -> before;
			case 1 -> Bytes.concat(before, after);
			case 2 -> Bytes.concat(before, range, range, after);
			case 3 -> Bytes.concat(before, other, after);
			case 4 -> Bytes.concat(before, other, range, after);
			default -> Bytes.concat(bytes, seed());
		};
	}

	/**
	 * Change what a FastCGI connection has to get right beyond its bytes: the order of
	 * records, their ids and types. What is no record any more is lost.
	 */
	private byte[] changeRecords(byte[] bytes) {
		List<byte[]> records = new ArrayList<>();
		int start = 0;
		int length = lengthOfRecord(bytes, start);
		while (length > 0) {
			records.add(Arrays.copyOfRange(bytes, start, start + length));
			start += length;
			length = lengthOfRecord(bytes, start);
		}
		if (records.isEmpty()) {
			return change(bytes);
		}
		int index = this.random.nextInt(records.size());
		byte[] record = records.get(index);
		switch (this.random.nextInt(5)) {
			case 0 -> records.remove(index);
			case 1 -> records.add(this.random.nextInt(records.size() + 1), record);
			case 2 -> Arrays.fill(record, TYPE, TYPE + 1, (byte) this.random.nextInt(13));
			case 3 -> Arrays.fill(record, ID, ID + 1, (byte) this.random.nextInt(4));
			default -> records.add(index, FastCgi.abort(record[ID]));
		}
		return Bytes.concat(records.toArray(byte[][]::new));
	}

	private static int lengthOfRecord(byte[] bytes, int start) {
		if (start + 8 > bytes.length || bytes[start] != 1) {
			return 0;
		}
		int length = 8 + ((bytes[start + 4] & 0xFF) << 8 | bytes[start + 5] & 0xFF) + (bytes[start + 6] & 0xFF);
		return (start + length <= bytes.length) ? length : 0;
	}

}
