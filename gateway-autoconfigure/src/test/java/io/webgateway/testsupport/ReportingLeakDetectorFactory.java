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

package io.webgateway.testsupport;

import java.util.function.Consumer;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;

/**
 * Creates leak detectors that hand on their reports where others would log them.
 */
class ReportingLeakDetectorFactory extends ResourceLeakDetectorFactory {

	private final Consumer<String> reports;

	ReportingLeakDetectorFactory(Consumer<String> reports) {
		this.reports = reports;
	}

	@Override
	public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
		return new ReportingLeakDetector<>(resource, samplingInterval, this.reports);
	}

	@Override
	@Deprecated
	public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval,
			long maxActive) {
		return newResourceLeakDetector(resource, samplingInterval);
	}

	private static final class ReportingLeakDetector<T> extends ResourceLeakDetector<T> {

		private final Consumer<String> reports;

		private ReportingLeakDetector(Class<T> resource, int samplingInterval, Consumer<String> reports) {
			super(resource, samplingInterval);
			this.reports = reports;
		}

		@Override
		protected boolean needReport() {
			return true;
		}

		@Override
		protected void reportTracedLeak(String resourceType, String records) {
			this.reports.accept(resourceType + " was not released before it was garbage-collected." + records);
		}

		@Override
		protected void reportUntracedLeak(String resourceType) {
			reportTracedLeak(resourceType, "");
		}

	}

}
