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

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Assumptions;

import io.webgateway.it.webserver.ApacheLauncher;
import io.webgateway.it.webserver.HaproxyLauncher;
import io.webgateway.it.webserver.LighttpdLauncher;
import io.webgateway.it.webserver.NginxLauncher;
import io.webgateway.it.webserver.WebServerLauncher;

/**
 * The web servers behind which the application is tested.
 */
enum WebServer {

	LIGHTTPD("lighttpd", "lighttpd", Protocol.OF_LISTENERS, ".conf", new LighttpdLauncher()),

	APACHE("Apache httpd", "apache2", Protocol.OF_LISTENERS, ".conf", new ApacheLauncher()),

	NGINX("nginx", "nginx", Protocol.OF_LISTENERS, ".conf", new NginxLauncher()),

	HAPROXY("HAProxy", "haproxy", List.of(Protocol.FASTCGI), ".cfg", new HaproxyLauncher());

	private final String displayName;

	private final String debianPackage;

	private final List<Protocol> protocols;

	private final String configurationSuffix;

	private final WebServerLauncher launcher;

	WebServer(String displayName, String debianPackage, List<Protocol> protocols, String configurationSuffix,
			WebServerLauncher launcher) {
		this.displayName = displayName;
		this.debianPackage = debianPackage;
		this.protocols = protocols;
		this.configurationSuffix = configurationSuffix;
		this.launcher = launcher;
	}

	/**
	 * Return the name of the directory with the server's configurations.
	 * @return the name
	 */
	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the protocols of many web servers that this one speaks.
	 * @return the protocols
	 */
	List<Protocol> protocols() {
		return this.protocols;
	}

	/**
	 * Return all protocols that the web server speaks.
	 * @return the protocols, with AJP where it is one of them
	 */
	List<Protocol> allProtocols() {
		return (this == LIGHTTPD || this == APACHE) ? Protocol.OF_ALL_LISTENERS : this.protocols;
	}

	/**
	 * Return how the names of the server's configurations end.
	 * @return the suffix, with its dot
	 */
	String configurationSuffix() {
		return this.configurationSuffix;
	}

	WebServerLauncher launcher() {
		return this.launcher;
	}

	boolean isInstalled() {
		return this.launcher.findProgram().isPresent();
	}

	/**
	 * Return what to tell where the web server is missing.
	 * @return how to get the web server
	 */
	String howToInstall() {
		return this.displayName + " is not installed (Debian, Ubuntu: apt-get install " + this.debianPackage + ")";
	}

	/**
	 * Abort a test where the web server is missing, but fail it where nothing may be left
	 * out.
	 */
	void require() {
		if (!isInstalled()) {
			if (ContinuousIntegration.isActive()) {
				throw new AssertionError(howToInstall());
			}
			ContractSummary.skipped(this);
			Assumptions.abort(howToInstall());
		}
	}

	@Override
	public String toString() {
		return this.displayName;
	}

}
