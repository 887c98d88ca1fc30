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

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test run in which a Netty buffer was leaked. It needs no mention in any test:
 * JUnit finds it through the service file beside it.
 * <p>
 * A leak shows only when the garbage collector has found the buffer, which is mostly not
 * while the guilty test runs. So leaks are collected during the run and looked at when
 * the last test has ended. A failure then belongs to no test; the build reports it as an
 * error of the JUnit engine, with the places where each leaked buffer was last seen.
 * <p>
 * Verified in the Maven build, with Surefire and with Failsafe, by a test that allocated
 * a buffer and dropped it: the test passed and the build failed. It failed as well when
 * the detection was not installed, because then the leak that ends every run goes
 * unreported.
 */
public class LeakDetection implements BeforeAllCallback {

	private final LeakReports reports = new LeakReports();

	/**
	 * Install the detection. JUnit creates its extensions before it looks into the first
	 * test class, so that Netty has not created any leak detector yet.
	 */
	public LeakDetection() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ReportingLeakDetectorFactory(this.reports::add));
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		context.getRoot()
			.getStore(ExtensionContext.Namespace.create(LeakDetection.class))
			.computeIfAbsent(LeakReports.class, (type) -> (AutoCloseable) this.reports::assertNoLeaks);
	}

}
