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

package io.webgateway.benchmarks.load;

/**
 * Counts durations in classes that are less than one percent wide.
 */
public final class Histogram {

	private static final int BITS = 7;

	private static final int CLASSES = 1 << BITS;

	private final long[] counts = new long[(Long.SIZE - BITS) * CLASSES];

	private long total;

	private long max;

	/**
	 * Count a duration.
	 * @param nanos its length
	 */
	public void add(long nanos) {
		long value = Math.max(nanos, 0);
		this.counts[indexOf(value)]++;
		this.total++;
		this.max = Math.max(this.max, value);
	}

	/**
	 * Add everything that another histogram has counted.
	 * @param other the other one
	 */
	public void addAll(Histogram other) {
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] += other.counts[i];
		}
		this.total += other.total;
		this.max = Math.max(this.max, other.max);
	}

	/**
	 * Return how many durations have been counted.
	 * @return the number of durations
	 */
	public long size() {
		return this.total;
	}

	/**
	 * Return the longest duration.
	 * @return its length in nanoseconds
	 */
	public long max() {
		return this.max;
	}

	/**
	 * Return the duration that so many do not exceed.
	 * @param fraction the fraction of all durations, {@code 0.99} for 99 %
	 * @return its length in nanoseconds, at most one percent too long
	 */
	public long quantile(double fraction) {
		long rank = (long) Math.ceil(fraction * this.total);
		long seen = 0;
		for (int i = 0; i < this.counts.length; i++) {
			seen += this.counts[i];
			if (seen >= rank && seen > 0) {
				return Math.min(highestOf(i), this.max);
			}
		}
		return this.max;
	}

	private static int indexOf(long value) {
		int shift = Math.max(Long.SIZE - Long.numberOfLeadingZeros(value) - BITS - 1, 0);
		return shift * CLASSES + (int) (value >>> shift);
	}

	private static long highestOf(int index) {
		int shift = Math.max(index / CLASSES - 1, 0);
		long value = index - (long) shift * CLASSES;
		return ((value + 1) << shift) - 1;
	}

}
