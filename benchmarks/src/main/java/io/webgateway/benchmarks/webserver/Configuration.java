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

package io.webgateway.benchmarks.webserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.webgateway.benchmarks.load.Protocol;

/**
 * What a web server is to do.
 *
 * @param text the configuration
 */
public record Configuration(String text) {

	private static final int HTTP_PORT = 8080;

	/**
	 * Read a configuration that the documentation recommends.
	 * @param file the file below {@code docs}
	 * @return the configuration
	 * @throws IOException if there is none
	 */
	public static Configuration documented(String file) throws IOException {
		Path directory = Path.of("").toAbsolutePath();
		while (!Files.isDirectory(directory.resolve("docs"))) {
			directory = directory.getParent();
			if (directory == null) {
				throw new IOException("There is no directory docs here or above");
			}
		}
		return new Configuration(Files.readString(directory.resolve("docs").resolve(file)));
	}

	/**
	 * Read a configuration with which the web server proxies HTTP.
	 * @param file the name of the file
	 * @return the configuration
	 */
	public static Configuration proxy(String file) {
		return new Configuration(resource(file));
	}

	static String resource(String file) {
		try (InputStream input = Configuration.class.getResourceAsStream(file)) {
			if (input == null) {
				throw new IllegalArgumentException("There is no " + file);
			}
			return new String(input.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the same configuration with the application where it is.
	 * @param protocol the protocol that the application is spoken to
	 * @param address where it listens
	 * @return the configuration
	 */
	public Configuration of(Protocol protocol, SocketAddress address) {
		if (address instanceof UnixDomainSocketAddress unix) {
			return replace("/run/app/" + protocol.name().toLowerCase(Locale.ROOT) + ".sock", unix.getPath().toString());
		}
		String documented = String.valueOf(port(protocol));
		String actual = String.valueOf(((InetSocketAddress) address).getPort());
		String setting = "\"port\" => ";
		return this.text.contains(setting) ? replace(setting + documented, setting + actual)
				: replace("127.0.0.1:" + documented, "127.0.0.1:" + actual);
	}

	private static int port(Protocol protocol) {
		return switch (protocol) {
			case HTTP -> HTTP_PORT;
			case FASTCGI -> 9000;
			case SCGI -> 4000;
			case UWSGI -> 3033;
			case AJP -> 8009;
		};
	}

	private Configuration replace(String text, String replacement) {
		if (!this.text.contains(text)) {
			throw new IllegalArgumentException("The configuration has no " + text);
		}
		return new Configuration(this.text.replace(text, replacement));
	}

	String listeningOn(int port) {
		return this.text.replace("listen 80;", "listen 127.0.0.1:" + port + ";")
			.replace("*:80>", "127.0.0.1:" + port + ">");
	}

}
