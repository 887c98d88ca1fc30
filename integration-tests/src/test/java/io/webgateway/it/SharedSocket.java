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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import io.webgateway.it.application.ContractApplication;

/**
 * A process that opens a socket and spawns an application on its file descriptor 0 as
 * often as it is told to, as a web server or a service manager does.
 */
final class SharedSocket implements AutoCloseable {

	private static final String SPAWNER = """
			use strict;
			use IO::Socket::UNIX;
			my $path = shift;
			my $socket = IO::Socket::UNIX->new(Local => $path, Listen => 128) or die $!;
			chmod 0666, $path;
			open my $names, '<&', \\*STDIN or die $!;
			open STDIN, '<&', $socket or die $!;
			$SIG{CHLD} = 'IGNORE';
			$| = 1;
			while (my $name = <$names>) {
				chomp $name;
				my $child = fork;
				if ($child == 0) {
					open STDOUT, '>', "$path-$name.log" or die $!;
					open STDERR, '>&', \\*STDOUT or die $!;
					exec @ARGV, "--instance=$name";
				}
				print "$child\\n";
			}
			""";

	private final Path path;

	private final Process spawner;

	private final Writer names;

	private final BufferedReader children;

	private final List<Long> spawned = new ArrayList<>();

	SharedSocket(Path directory) throws IOException {
		this.path = directory.resolve("shared.sock");
		this.spawner = new ProcessBuilder("perl", "-e", SPAWNER, this.path.toString(),
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), ContractApplication.class.getName(),
				"--gateway.listeners.fastcgi.bind=inherited")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		this.names = this.spawner.outputWriter();
		this.children = this.spawner.inputReader();
	}

	SocketAddress address() {
		return UnixDomainSocketAddress.of(this.path);
	}

	/**
	 * Start one more process and wait until it accepts connections.
	 * @param instance what the process calls itself
	 * @return its number
	 * @throws IOException if it cannot be started
	 */
	long spawn(String instance) throws IOException {
		this.names.write(instance + "\n");
		this.names.flush();
		long pid = Long.parseLong(this.children.readLine());
		this.spawned.add(pid);
		Path log = Path.of(this.path + "-" + instance + ".log");
		Awaitility.await(instance)
			.atMost(Duration.ofSeconds(20))
			.until(() -> Files.exists(log) && Files.readString(log).contains("Gateway listener 'fastcgi' started"));
		return pid;
	}

	/**
	 * End a process gracefully and wait until it has ended.
	 * @param pid the number of the process
	 */
	static void terminate(long pid) {
		ProcessHandle.of(pid).ifPresent((process) -> {
			process.destroy();
			process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
		});
	}

	@Override
	public void close() {
		this.spawned.forEach(SharedSocket::terminate);
		this.spawner.destroy();
	}

}
