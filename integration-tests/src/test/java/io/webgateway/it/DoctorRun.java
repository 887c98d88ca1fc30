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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.mock.env.MockEnvironment;

import io.webgateway.autoconfigure.doctor.Doctor;

/**
 * One run of the doctor, as its user sees it.
 *
 * @param exitCode the exit code
 * @param output what it has written
 */
record DoctorRun(int exitCode, String output) {

	static final String KEY = "the-key-of-the-doctor-in-all-of-these-tests";

	private static final Pattern ROW = Pattern.compile("(ok|note|LOST)\\s+(\\S(?:.*?\\S)?)  +(\\S.*)");

	private static final Pattern REMEDY = Pattern.compile("\\s+to (?:mend|change) it\\s+(.*?): (.*)");

	static DoctorRun of(String url, String... properties) {
		MockEnvironment environment = new MockEnvironment().withProperty("gateway.doctor", url)
			.withProperty("gateway.doctor-key", KEY);
		for (String property : properties) {
			int equals = property.indexOf('=');
			environment.setProperty(property.substring(0, equals), property.substring(equals + 1));
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int exitCode = new Doctor(environment, new PrintStream(bytes, true, StandardCharsets.UTF_8)).examine();
		return new DoctorRun(exitCode, bytes.toString(StandardCharsets.UTF_8));
	}

	/**
	 * Return the rows of the table.
	 * @return each row by the name of its probe
	 */
	Map<String, Row> rows() {
		Map<String, Row> rows = new LinkedHashMap<>();
		Row row = null;
		for (String line : this.output.lines().toList()) {
			Matcher matcher = ROW.matcher(line);
			Matcher remedy = REMEDY.matcher(line);
			if (matcher.matches()) {
				row = new Row(matcher.group(1), matcher.group(3), new ArrayList<>());
				rows.put(matcher.group(2), row);
			}
			else if (row != null && remedy.matches()) {
				row.remedies().add(new Remedy(remedy.group(1), remedy.group(2)));
			}
		}
		return rows;
	}

	/**
	 * Return the names of the probes with a result.
	 * @param result the result, as the table calls it
	 * @return the names
	 */
	List<String> probes(String result) {
		return rows().entrySet()
			.stream()
			.filter((row) -> row.getValue().result().equals(result))
			.map(Map.Entry::getKey)
			.toList();
	}

	/**
	 * A row of the table.
	 *
	 * @param result how good it is
	 * @param what what arrived
	 * @param remedies the lines of configuration that change it
	 */
	record Row(String result, String what, List<Remedy> remedies) {

	}

	/**
	 * A line of configuration.
	 *
	 * @param where where the line has to be
	 * @param line the line
	 */
	record Remedy(String where, String line) {

	}

}
