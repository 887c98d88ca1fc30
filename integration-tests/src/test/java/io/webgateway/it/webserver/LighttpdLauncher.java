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

package io.webgateway.it.webserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts lighttpd with the settings of Debian's {@code lighttpd.conf}.
 */
public final class LighttpdLauncher extends WebServerLauncher {

	private static final String CONFIGURATION = """
			server.modules = ( "mod_indexfile", "mod_access", "mod_alias", "mod_redirect" )
			server.document-root = "%1$s/html"
			server.upload-dirs = ( "%1$s/uploads" )
			server.errorlog = "%1$s/error.log"
			server.bind = "%2$s"
			server.port = %3$d
			server.feature-flags += ( "server.h2proto" => "enable" )
			server.feature-flags += ( "server.h2c" => "enable" )
			server.http-parseopts = (
			  "header-strict"           => "enable",
			  "host-strict"             => "enable",
			  "host-normalize"          => "enable",
			  "url-normalize-unreserved"=> "enable",
			  "url-normalize-required"  => "enable",
			  "url-ctrls-reject"        => "enable",
			  "url-path-2f-decode"      => "enable",
			  "url-path-dotseg-remove"  => "enable"
			)
			index-file.names = ( "index.php", "index.html" )
			url.access-deny = ( "~", ".inc" )
			static-file.exclude-extensions = ( ".php", ".pl", ".fcgi" )
			include "%1$s/app.conf"
			server.modules += ( "mod_dirlisting", "mod_staticfile" )
			""";

	public LighttpdLauncher() {
		super("lighttpd");
	}

	@Override
	List<String> prepare(Path program, Path directory, InetSocketAddress address, String configuration)
			throws IOException {
		Files.createDirectories(directory.resolve("html"));
		Files.createDirectories(directory.resolve("uploads"));
		Files.writeString(directory.resolve("app.conf"), configuration);
		Path main = directory.resolve("lighttpd.conf");
		Files.writeString(main, CONFIGURATION.formatted(directory, address.getHostString(), address.getPort()));
		return List.of(program.toString(), "-D", "-f", main.toString());
	}

}
