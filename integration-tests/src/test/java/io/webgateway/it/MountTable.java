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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import io.webgateway.it.client.Client;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of the page about mount points: what arrives of a request for one path, with
 * many configurations of the web servers.
 *
 * @param rows the rows of the table of one web server
 */
record MountTable(List<Row> rows) {

	static final List<String> VARIABLES = List.of("REQUEST_URI", "SCRIPT_NAME", "PATH_INFO", "GATEWAY_CONTEXT_PATH");

	private static final Path PAGE = Documentation.directory().resolve("mount-point.md");

	private static final Request REQUEST = Request.get("/shop/a%20b?c").header(ArrivalFilter.FIELD, "wanted");

	private static final Pattern HOST = Pattern.compile("^backend (\\S+)$|\\b([a-z-]+)\\.example\\.org",
			Pattern.MULTILINE);

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	/**
	 * Read the table of a web server.
	 * @param heading the heading above the table
	 * @return the table
	 * @throws IOException if there is no such page
	 */
	static MountTable read(String heading) throws IOException {
		List<String> lines = Files.readAllLines(PAGE);
		int start = lines.indexOf("### " + heading);
		assertThat(start).as(heading).isNotEqualTo(-1);
		List<Row> rows = lines.subList(start + 1, lines.size())
			.stream()
			.takeWhile((line) -> !line.startsWith("#"))
			.filter((line) -> line.startsWith("| ") && !line.startsWith("| host") && !line.startsWith("| ---"))
			.map(Row::parse)
			.toList();
		return new MountTable(rows);
	}

	/**
	 * Measure the rows of a web server's table.
	 * @param webServer the web server
	 * @param application the application behind it
	 * @return the table, without the lines of the configuration
	 * @throws IOException if a web server does not start
	 */
	static MountTable measure(WebServer webServer, MountedApplication application) throws IOException {
		String file = file(webServer);
		List<Row> rows = new ArrayList<>();
		for (String host : hosts(configuration(webServer, file, Protocol.FASTCGI))) {
			Map<List<String>, List<Protocol>> protocols = new LinkedHashMap<>();
			for (Protocol protocol : webServer.protocols()) {
				if (hosts(configuration(webServer, file, protocol)).contains(host)) {
					List<String> cells = measure(application.open(webServer, file, protocol), host);
					protocols.computeIfAbsent(cells, (key) -> new ArrayList<>()).add(protocol);
				}
			}
			protocols.forEach((cells, those) -> rows
				.add(new Row(host, "", those.stream().map(Protocol::id).collect(Collectors.joining(", ")), cells)));
		}
		return new MountTable(rows);
	}

	static String file(WebServer webServer) {
		return "mount-point/" + webServer.id() + webServer.configurationSuffix();
	}

	private static List<String> hosts(String configuration) {
		return HOST.matcher(configuration)
			.results()
			.map((match) -> (match.group(1) != null) ? match.group(1) : match.group(2))
			.distinct()
			.toList();
	}

	/**
	 * Return a configuration for one of the protocols.
	 * @param webServer the web server
	 * @param file the file of the configuration, which is for FastCGI
	 * @param protocol the protocol
	 * @return the configuration, without what there is for FastCGI only
	 * @throws IOException if there is no such file
	 */
	static String configuration(WebServer webServer, String file, Protocol protocol) throws IOException {
		String text = Documentation.configuration(file, Map.of());
		if (protocol == Protocol.FASTCGI) {
			return text;
		}
		if (webServer == WebServer.LIGHTTPD) {
			String scgi = text.replace("fastcgi", "scgi");
			return (protocol == Protocol.UWSGI) ? "scgi.protocol = \"uwsgi\"\n" + scgi : scgi;
		}
		return Stream.of(text.split("(?m)^(?=# )"))
			.filter((part) -> !part.contains("fastcgi_split_path_info"))
			.map((part) -> part.replace("fastcgi", protocol.id()).replace("fcgi", protocol.id()))
			.collect(Collectors.joining());
	}

	private static List<String> measure(Client client, String host) throws IOException {
		Response response;
		try (Client.Connection connection = client.connect()) {
			response = connection.send(REQUEST.host(host + ".example.org")).readFully();
		}
		if (!response.text().startsWith("{")) {
			return List.of("status " + response.status(), "", "", "", "", "", "");
		}
		JsonNode arrival = Contract.JSON.readTree(response.body());
		List<String> cells = new ArrayList<>();
		VARIABLES.forEach((name) -> cells.add(cell(arrival.get(name))));
		cells.add(contextPathSetting(arrival.get("listener").asString()));
		cells.add(cell(arrival.get("contextPath")));
		cells.add(cell(arrival.get("pathWithinApplication")));
		return cells;
	}

	private static String cell(JsonNode value) {
		if (value == null) {
			return "–";
		}
		return value.asString().isEmpty() ? "empty" : "`" + value.asString() + "`";
	}

	private static String contextPathSetting(String listener) {
		if (listener.endsWith("-script-name")) {
			return "`script-name`";
		}
		return listener.endsWith("-fixed") ? "`/shop`" : "not set";
	}

	/**
	 * Return the table with nothing but what can be measured.
	 * @return a line for each row
	 */
	List<String> measurable() {
		return this.rows.stream()
			.map((row) -> new Row(row.host(), "", row.protocols(), row.cells()))
			.map(Row::toString)
			.toList();
	}

	/**
	 * Return what the table says of configurations.
	 * @return the lines that it says to be in the web server's file
	 */
	List<String> configurationLines() {
		return this.rows.stream()
			.flatMap((row) -> CODE.matcher(row.configuration()).results())
			.map((MatchResult match) -> match.group(1).replace("\\|", "|"))
			.toList();
	}

	/**
	 * One row.
	 *
	 * @param host the first part of the host's name in the web server's file
	 * @param configuration the lines that matter
	 * @param protocols the protocols for which it is so
	 * @param cells the other cells
	 */
	record Row(String host, String configuration, String protocols, List<String> cells) {

		static Row parse(String line) {
			List<String> cells = Arrays.stream(line.split("(?<!\\\\)\\|")).skip(1).map(String::trim).toList();
			return new Row(cells.get(0), cells.get(1), cells.get(2), cells.subList(3, cells.size()));
		}

		@Override
		public String toString() {
			List<String> all = new ArrayList<>(List.of(this.host, this.configuration, this.protocols));
			all.addAll(this.cells);
			return "| " + String.join(" | ", all) + " |";
		}

	}

}
