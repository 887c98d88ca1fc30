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

package io.webgateway.autoconfigure.printconfig;

import java.util.List;

/**
 * Writes the configuration of a web server, or of another program, for the listeners of
 * an application.
 */
public class ConfigurationWriter {

	private final List<Configuration> configurations = List.of(new NginxConfiguration(), new ApacheConfiguration(),
			new LighttpdConfiguration(), new CaddyConfiguration(), new HaproxyConfiguration(),
			new SystemdConfiguration(), new HtaccessConfiguration());

	/**
	 * Create a new writer.
	 */
	public ConfigurationWriter() {
	}

	/**
	 * Write a configuration.
	 * @param name for what it is: {@code nginx}, {@code apache}, {@code lighttpd},
	 * {@code caddy}, {@code haproxy}, {@code systemd} or {@code htaccess}
	 * @param application the application
	 * @return the text of the configuration
	 * @throws ConfigurationNotPossibleException if there is none of this name or for this
	 * application
	 */
	public String write(String name, PublishedApplication application) {
		for (Configuration configuration : this.configurations) {
			if (configuration.id().equalsIgnoreCase(name)) {
				return configuration.write(application);
			}
		}
		throw new ConfigurationNotPossibleException("'" + name + "' is none of "
				+ String.join(", ", this.configurations.stream().map(Configuration::id).toList()) + ".");
	}

}
