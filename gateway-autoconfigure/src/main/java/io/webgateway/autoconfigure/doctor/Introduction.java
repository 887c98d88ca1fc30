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
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * The first probe, without which there is no sense in others.
 *
 * @param report what has arrived, {@code null} if nothing has
 * @param webServer the web server, {@code null} if it is not known
 * @param title what to write above what is found
 * @param reasons why nothing has arrived
 */
record Introduction(@Nullable Report report, @Nullable WebServerKind webServer, String title, List<String> reasons) {

	/**
	 * Send the first probe.
	 * @param options what the doctor was told
	 * @param client sends the probe
	 * @return what came of it
	 */
	static Introduction send(DoctorOptions options, ProbeClient client) {
		String url = options.origin() + options.path();
		try {
			ProbeResponse response = client.send(ProbeRequest.get());
			Report report = response.report();
			return (report != null) ? of(url, response, report)
					: new Introduction(null, null, "", reasons(url, response));
		}
		catch (IOException ex) {
			return new Introduction(null, null, "", List.of(reason(url, ex)));
		}
	}

	private static Introduction of(String url, ProbeResponse response, Report report) {
		String software = report.variable("SERVER_SOFTWARE");
		if (software == null || software.isEmpty()) {
			software = response.header("Server");
		}
		String listener = report.get(Report.LISTENER);
		String way = (listener != null) ? "'" + listener + "' (" + report.get(Report.PROTOCOL) + ")"
				: "none: it came through the HTTP port";
		return new Introduction(report, WebServerKind.of(software), "Examined " + url + ", web server: "
				+ ((software != null) ? software : "unknown") + ", listener: " + way, List.of());
	}

	private static String reason(String url, IOException ex) {
		if (ex instanceof UnknownHostException) {
			return "Nobody knows the host of " + url + ".";
		}
		if (ex instanceof ConnectException || ex instanceof NoRouteToHostException) {
			return "No web server accepts connections for " + url + ": " + ex.getMessage() + ".";
		}
		if (ex instanceof SocketTimeoutException) {
			return "There is no answer from " + url + ".";
		}
		if (ex instanceof SSLException) {
			return "The web server of " + url + " is not trusted: " + ex.getMessage() + ". If its certificate is one "
					+ "that you know, name its file by '" + DoctorOptions.CERTIFICATE + "'.";
		}
		return "There is no answer from " + url + ": " + ex.getMessage() + ".";
	}

	private static List<String> reasons(String url, ProbeResponse response) {
		List<String> reasons = new ArrayList<>();
		reasons.add("The answer to " + url + " is not from the application: it has status " + response.status() + ".");
		reasons.add(explanation(response));
		Duration difference = clockDifference(response);
		if (difference != null && difference.compareTo(ProbeGate.TOLERANCE.dividedBy(2)) > 0) {
			reasons.add("The clock of the web server differs from this one by " + difference.toSeconds()
					+ " seconds, and the application answers if its clock differs by no more than "
					+ ProbeGate.TOLERANCE.toSeconds() + ".");
		}
		return reasons;
	}

	private static String explanation(ProbeResponse response) {
		return switch (response.status()) {
			case 301, 302, 303, 307, 308 ->
				"It leads to " + response.header("Location") + ": is that the URL of the application?";
			case 401 -> "The web server asks for a password: write it into the URL, as in "
					+ "https://user:password@www.example.org/.";
			case 403 -> "The web server forbids it, or its secret is not the listener's.";
			case 502, 503, 504 -> "The web server cannot reach the application: does it run, and listen where the web "
					+ "server looks for it? The log of the web server has the reason.";
			default ->
				"Either the web server leads this path to something else, or the application does not have this " + "'"
						+ DoctorKey.PROPERTY + "'. If its log has a line about the doctor, the keys or clocks differ.";
		};
	}

	private static @Nullable Duration clockDifference(ProbeResponse response) {
		String date = response.header("Date");
		if (date == null) {
			return null;
		}
		try {
			Instant time = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			return Duration.between(time, Instant.now()).abs();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
