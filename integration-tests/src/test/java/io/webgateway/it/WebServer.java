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

import java.util.Locale;

import org.junit.jupiter.api.Assumptions;

import io.webgateway.it.webserver.ApacheLauncher;
import io.webgateway.it.webserver.LighttpdLauncher;
import io.webgateway.it.webserver.NginxLauncher;
import io.webgateway.it.webserver.WebServerLauncher;

/**
 * The web servers behind which the application is tested.
 */
enum WebServer {

	LIGHTTPD("lighttpd", "lighttpd", new LighttpdLauncher()),

	APACHE("Apache httpd", "apache2", new ApacheLauncher()),

	NGINX("nginx", "nginx", new NginxLauncher());

	private final String displayName;

	private final String debianPackage;

	private final WebServerLauncher launcher;

	WebServer(String displayName, String debianPackage, WebServerLauncher launcher) {
		this.displayName = displayName;
		this.debianPackage = debianPackage;
		this.launcher = launcher;
	}

	/**
	 * Return the name of the directory with the server's configurations.
	 * @return the name
	 */
	String id() {
		return name().toLowerCase(Locale.ROOT);
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
