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

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.springframework.core.env.Environment;

import io.webgateway.autoconfigure.InvalidListenerPropertyException;
import io.webgateway.autoconfigure.doctor.AnswerShape.Media;

/**
 * Sends probes through a web server to the running application and tells what arrived and
 * what was lost.
 */
public final class Doctor {

	/**
	 * Exit code where everything arrives.
	 */
	public static final int ALL_WELL = 0;

	/**
	 * Exit code where something is lost.
	 */
	public static final int LOST = 1;

	/**
	 * Exit code where the application could not be reached, or the doctor not be asked
	 * like that.
	 */
	public static final int UNREACHABLE = 2;

	private static final int THREADS = 6;

	private final Environment environment;

	private final PrintStream output;

	/**
	 * Create a new doctor.
	 * @param environment the environment of the application, with the URL to examine in
	 * the property {@code gateway.doctor}
	 * @param output where to tell what is found
	 */
	public Doctor(Environment environment, PrintStream output) {
		this.environment = environment;
		this.output = output;
	}

	/**
	 * Examine the way to the application.
	 * @return the exit code
	 */
	public int examine() {
		try {
			DoctorKey key = DoctorKey.in(this.environment);
			if (key == null) {
				printNewKey();
				return UNREACHABLE;
			}
			DoctorOptions options = DoctorOptions.in(this.environment);
			return examine(options, new ProbeClient(options, key), key);
		}
		catch (IllegalArgumentException | InvalidListenerPropertyException ex) {
			this.output.println(ex.getMessage());
			return UNREACHABLE;
		}
	}

	private void printNewKey() {
		this.output.print("""
				The doctor and the application recognize each other by a key, and there is none yet. This one is new:

				gateway:
				  doctor-key: %s

				Put it into the application.yml, start the application again, and then the doctor.
				""".formatted(DoctorKey.random()));
	}

	private int examine(DoctorOptions options, ProbeClient client, DoctorKey key) {
		Introduction introduction = Introduction.send(options, client);
		if (introduction.report() == null) {
			introduction.reasons().forEach((reason) -> this.output.println(FindingTable.printable(reason)));
			return UNREACHABLE;
		}
		Examination examination = new Examination(options, client, key, introduction.report(),
				introduction.webServer());
		FindingTable table = new FindingTable(this.output);
		table.printTitle(introduction.title());
		Map<Probe, Finding> findings = findings(probes(options), examination);
		findings.forEach((probe, finding) -> table.print(probe.name(), finding));
		table.printSummary(introduction.webServer());
		return table.isAllWell() ? ALL_WELL : LOST;
	}

	private static Map<Probe, Finding> findings(List<Probe> probes, Examination examination) {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			// Those that take their time are the last in the table, and begin first
			List<Future<Finding>> pending = new ArrayList<>();
			for (int i = probes.size() - 1; i >= 0; i--) {
				Probe probe = probes.get(i);
				pending.add(0, executor.submit(() -> examine(probe, examination)));
			}
			Map<Probe, Finding> findings = new LinkedHashMap<>();
			for (int i = 0; i < probes.size(); i++) {
				findings.put(probes.get(i), get(pending.get(i)));
			}
			return findings;
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static Finding examine(Probe probe, Examination examination) {
		try {
			return probe.examine(examination);
		}
		catch (IOException ex) {
			return examination.lost(probe.loss(), "no answer: " + ex.getMessage());
		}
	}

	private static Finding get(Future<Finding> finding) {
		try {
			return finding.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	private static List<Probe> probes(DoctorOptions options) {
		return List.of(new OriginProbe(), new MountPointProbe(), new ClientAddressProbe(),
				new TargetProbe("encoded slash", "gateway-probe/a%2Fb", Loss.ENCODED_SLASH),
				new TargetProbe("doubled slash", "gateway-probe//a", Loss.TARGET),
				new TargetProbe("encoded path", "gateway-probe/%61~%20%C3%A9;v=1", Loss.TARGET),
				new TargetProbe("query", "gateway-probe?a=b?c/d:@!$'()*,;~&e=%2F%26+%C3%A9&f&g=", Loss.TARGET),
				new MethodsProbe(), new HeadProbe(), new AuthorizationProbe(), new UserProbe(),
				new HeaderProbe("repeated fields", ProbeAnswer.REPEATED_HEADER, List.of("1", "2")),
				new HeaderProbe("cookies", "Cookie", List.of("gateway-probe-1=1; gateway-probe-2=2")),
				new HeaderProbe("trace", "traceparent",
						List.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")),
				new RequestHeadProbe(), new ResponseHeadProbe(), new ResponseHeaderProbe(), new ErrorPageProbe(),
				new UploadProbe(options.upload()), new ChunkedUploadProbe(), new UploadStreamingProbe(),
				new StreamProbe("stream of events", Media.EVENTS), new StreamProbe("other streams", Media.HTML),
				new IdleProbe());
	}

}
