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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

import io.webgateway.it.client.Client;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One application is mounted at several prefixes and hosts at once behind each web
 * server, and the page about mount points says what arrives of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MountPointIT {

	private static final String BASE_PATH = "/api";

	private Path directory;

	private MountedApplication application;

	private MountedApplication applicationWithBasePath;

	/**
	 * Return the configurations with several mount points.
	 * @return the descriptions of their doors
	 */
	static List<DoorDescription> doors() {
		List<DoorDescription> doors = new ArrayList<>();
		for (WebServer webServer : WebServer.values()) {
			webServer.protocols()
				.forEach((protocol) -> doors.add(DoorDescription.behind(webServer, protocol, "-mounts")));
		}
		return doors;
	}

	static Stream<DoorDescription> oneDoorOfEachServer() {
		return Stream.of(DoorDescription.behind(WebServer.LIGHTTPD, Protocol.FASTCGI, "-mounts"),
				DoorDescription.behind(WebServer.APACHE, Protocol.SCGI, "-mounts"),
				DoorDescription.behind(WebServer.NGINX, Protocol.UWSGI, "-mounts"),
				DoorDescription.behind(WebServer.HAPROXY, Protocol.FASTCGI, "-mounts"));
	}

	@BeforeAll
	void start() throws IOException {
		this.directory = Files.createTempDirectory("mount");
		this.application = start("application");
		this.applicationWithBasePath = start("base-path", "--spring.webflux.base-path=" + BASE_PATH);
	}

	private MountedApplication start(String name, String... arguments) throws IOException {
		Path directory = Files.createDirectory(this.directory.resolve(name));
		for (Path path : List.of(this.directory, directory)) {
			// The web server may run as another user
			Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
		return new MountedApplication(directory, arguments);
	}

	@AfterAll
	void stop() throws IOException {
		this.application.close();
		this.applicationWithBasePath.close();
		FileSystemUtils.deleteRecursively(this.directory);
	}

	@ParameterizedTest
	@MethodSource("doors")
	void whenMountedSeveralTimesThenAllIsRightOutside(DoorDescription door) throws IOException {
		door.webServer().require();
		Client client = this.application.open(door.webServer(), door.configuration());
		for (MountedPages pages : pages(client, "")) {
			pages.areRight();
		}
		MountedPages www = new MountedPages(client, "www.example.org", "");
		for (String path : List.of("/", "/shopping/greeting", "/shopping", "/greeting", "/partner/greeting",
				"/partner/shop2/greeting", "/my/greeting", "/Shop/greeting")) {
			www.haveNot(path);
		}
		new MountedPages(client, "eu.example.org", "").haveNot("/partner/shop/greeting");
		// They belong to the web server's mount point, but no link could begin like them
		www.doNotLeadAwayFrom("//shop/redirect/within");
		www.doNotLeadAwayFrom("//www.example.net/redirect/within");
	}

	@ParameterizedTest
	@MethodSource("oneDoorOfEachServer")
	void whenApplicationHasBasePathThenItFollowsTheMountPoint(DoorDescription door) throws IOException {
		door.webServer().require();
		Client client = this.applicationWithBasePath.open(door.webServer(), door.configuration());
		for (MountedPages pages : pages(client, BASE_PATH)) {
			pages.areRight();
		}
		MountedPages shop = new MountedPages(client, "www.example.org", "/shop");
		assertThat(shop.get("/greeting").status()).isEqualTo(404);
	}

	private static List<MountedPages> pages(Client client, String basePath) {
		return Stream.of(new MountedPages(client, "www.example.org", "/shop"),
				new MountedPages(client, "www.example.org", "/partner/shop"),
				new MountedPages(client, "www.example.org", "/my%20caf%C3%A9"),
				new MountedPages(client, "www.example.org", "/m%79%20caf%c3%a9"),
				new MountedPages(client, "www.example.org", "/%73hop"),
				new MountedPages(client, "eu.example.org", "/shop"), new MountedPages(client, "shop.example.org", ""))
			.map((pages) -> pages.below(basePath))
			.toList();
	}

	@ParameterizedTest
	@EnumSource
	void whenPageSaysWhatArrivesThenItDoes(WebServer webServer) throws IOException {
		webServer.require();
		MountTable documented = MountTable.read(webServer.toString());
		MountTable measured = MountTable.measure(webServer, this.application);
		assertThat(documented.measurable()).isNotEmpty().isEqualTo(measured.measurable());
		String file = Documentation.configuration(MountTable.file(webServer), Map.of());
		assertThat(documented.configurationLines()).isNotEmpty().allSatisfy((line) -> assertThat(file).contains(line));
	}

}
