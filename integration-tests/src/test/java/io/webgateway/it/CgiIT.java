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
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The file that connects a web server's CGI with an application.
 */
class CgiIT {

	private static CgiInstallation installation;

	private static CgiInstallation.Site site;

	private static CgiInstallation.WebServerProcess apache;

	@BeforeAll
	static void start() throws IOException {
		WebServer.APACHE.require();
		WebServer.LIGHTTPD.require();
		installation = new CgiInstallation();
		site = installation.createSite("app", Map.of());
		site.deploy("first");
		apache = installation.startApache("cgid");
	}

	@AfterAll
	static void stop() throws IOException {
		if (installation != null) {
			installation.close();
		}
	}

	static List<Door> doors() throws IOException {
		return List.of(apache.door(site), installation.startApache("cgi").door(site),
				installation.startLighttpd(site).door(site));
	}

	@Nested
	@ParameterizedClass
	@MethodSource("io.webgateway.it.CgiIT#doors")
	class Contracts implements RequestContract, BodyContract, ResponseContract, FileContract, StreamContract,
			MountContract, LoadContract, GatewayContract {

		@Parameter
		Door door;

		@Override
		public Door door() {
			return this.door;
		}

	}

}
