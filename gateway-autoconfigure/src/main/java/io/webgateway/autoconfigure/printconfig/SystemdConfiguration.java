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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.webgateway.server.DescriptorListenAddress;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.SystemdListenAddress;
import io.webgateway.server.UnixListenAddress;

/**
 * Units of systemd: the service, and the sockets that it opens for the application. They
 * follow one another as {@code systemctl cat} shows them.
 */
class SystemdConfiguration implements Configuration {

	private static final String DIRECTORY = "/etc/systemd/system/";

	/** The group of web servers on Debian and its kin. */
	private static final String WEB_SERVER = "www-data";

	private static final String RUNTIME = "/run/";

	/** Whoever has a place of his own here does not see that of others. */
	private static final List<String> TEMPORARY = List.of("/tmp/", "/var/tmp/");

	private static final List<String> HOMES = List.of("/home/", "/root/", "/run/user/");

	@Override
	public String id() {
		return "systemd";
	}

	@Override
	public String write(PublishedApplication application) {
		if (application.listeners().isEmpty()) {
			throw new ConfigurationNotPossibleException("There is no listener. Configure one, such as "
					+ "'gateway.listeners.fastcgi.bind' with the value 'systemd:fastcgi'.");
		}
		List<PublishedListener> sockets = sockets(application);
		boolean inherited = checkInherited(sockets);
		ConfigurationText text = new ConfigurationText();
		writeHeader(text, application, sockets);
		text.gap();
		writeService(text, application, sockets, inherited);
		for (PublishedListener listener : sockets) {
			text.gap();
			writeSocket(text, application, listener, sockets.size() > 1);
		}
		return text.toString();
	}

	private static List<PublishedListener> sockets(PublishedApplication application) {
		for (PublishedListener listener : application.listeners()) {
			if (isDescriptor(listener.address()) && !isInherited(listener.address())) {
				throw new ConfigurationNotPossibleException("Listener '" + listener.name() + "' has the socket "
						+ listener.address() + ", which systemd knows by a name: set 'gateway.listeners."
						+ listener.name() + ".bind' to 'systemd:" + PublishedApplication.id(listener.name()) + "'.");
			}
		}
		return application.listeners().stream().filter((listener) -> Upstream.isInherited(listener.address())).toList();
	}

	private static boolean isDescriptor(ListenAddress address) {
		return address instanceof DescriptorListenAddress;
	}

	private static boolean isInherited(ListenAddress address) {
		return address instanceof DescriptorListenAddress descriptor && descriptor.descriptor() == 0;
	}

	private static boolean checkInherited(List<PublishedListener> sockets) {
		boolean inherited = sockets.stream().anyMatch((listener) -> isInherited(listener.address()));
		if (inherited && sockets.size() > 1) {
			throw new ConfigurationNotPossibleException("The standard input can be the socket of one listener only, "
					+ "and of no other: set 'bind' of these listeners to 'systemd:' and a name.");
		}
		return inherited;
	}

	private void writeHeader(ConfigurationText text, PublishedApplication application,
			List<PublishedListener> sockets) {
		String id = application.id();
		text.comment("The application '" + application.name() + "' as a service of systemd, written by itself",
				"(--gateway.print-config=systemd). Each unit begins with the name of its file, so that",
				"this line, as root, saves " + (sockets.isEmpty() ? "it" : "them all")
						+ " when it is added to the command:",
				"    | awk '/^# \\/etc\\/systemd\\// { file = $2 } file { print > file }'", "Then:",
				"    useradd --system --user-group " + id, "    systemctl daemon-reload");
		List<String> units = new ArrayList<>();
		sockets.forEach((listener) -> units.add(socketUnit(application, listener, sockets.size() > 1)));
		if (units.isEmpty()) {
			units.add(id + ".service");
		}
		text.comment("    systemctl enable --now " + String.join(" ", units));
	}

	private static String socketUnit(PublishedApplication application, PublishedListener listener, boolean several) {
		return application.id() + (several ? "-" + PublishedApplication.id(listener.name()) : "") + ".socket";
	}

	private static void begin(ConfigurationText text, String unit) {
		text.comment(DIRECTORY + unit);
	}

	private static void writeService(ConfigurationText text, PublishedApplication application,
			List<PublishedListener> sockets, boolean inherited) {
		String id = application.id();
		ApplicationProcess process = application.process();
		begin(text, id + ".service");
		text.line("[Unit]").line("Description=" + specifiers(application.name().replaceAll("\\p{Cntrl}", " ")));
		text.line("After=network.target").gap();
		text.line("[Service]").line("Type=notify");
		writeStart(text, process);
		text.line("User=" + id);
		writeSocketAccess(text, application);
		if (!process.profiles().isEmpty()) {
			text.line("Environment=" + word("SPRING_PROFILES_ACTIVE=" + String.join(",", process.profiles())));
		}
		text.gap();
		if (inherited) {
			text.comment("The socket is the standard input, so that the output has to be said");
			text.line("StandardInput=socket").line("StandardOutput=journal").line("StandardError=journal").gap();
		}
		else if (!sockets.isEmpty()) {
			text.comment("The application reads from sockets that never keep it waiting").line("NonBlocking=yes");
			if (sockets.size() > 1) {
				text.line("Sockets=" + String.join(" ",
						sockets.stream().map((listener) -> socketUnit(application, listener, true)).toList()));
			}
			text.gap();
		}
		text.comment("How long a start may take until the listeners listen").line("TimeoutStartSec=90").gap();
		text.comment("Longer than spring.lifecycle.timeout-per-shutdown-phase");
		text.line("TimeoutStopSec=" + (process.shutdownTimeout().toSeconds() + 15)).gap();
		text.comment("What a JVM ends with that was told to").line("SuccessExitStatus=143").gap();
		text.comment("After a crash, but not after an idle exit").line("Restart=on-failure").gap();
		text.comment("An event loop that is blocked for longer ends the application. Before it is killed, it",
				"writes the stacks of its threads to the journal");
		text.line("WatchdogSec=30").line("WatchdogSignal=SIGQUIT").line("TimeoutAbortSec=5").gap();
		writeProtection(text, application);
		if (sockets.size() < application.listeners().size()) {
			text.gap().line("[Install]").line("WantedBy=multi-user.target");
		}
	}

	private static void writeStart(ConfigurationText text, ApplicationProcess process) {
		Path jar = process.jar();
		if (jar == null) {
			text.comment("The application was not run from a jar: this is where it might be");
		}
		text.line("ExecStart=" + word(process.java().toString()) + " -jar "
				+ word((jar != null) ? jar.toString() : "/opt/app/app.jar"));
		text.line("WorkingDirectory=" + specifiers((jar != null) ? process.directory().toString() : "/opt/app"));
	}

	/**
	 * A unix socket that the application opens itself has to be one that the web server
	 * may write to.
	 */
	private static void writeSocketAccess(ConfigurationText text, PublishedApplication application) {
		TreeSet<String> groups = new TreeSet<>();
		TreeSet<String> runtimeDirectories = new TreeSet<>();
		TreeSet<String> others = new TreeSet<>();
		for (PublishedListener listener : application.listeners()) {
			if (listener.address() instanceof UnixListenAddress address) {
				groups.add((listener.socketGroup() != null) ? listener.socketGroup() : WEB_SERVER);
				String directory = String.valueOf(address.path().getParent());
				if (directory.startsWith(RUNTIME)) {
					runtimeDirectories.add(directory.substring(RUNTIME.length()));
				}
				else {
					others.add(directory);
				}
			}
		}
		if (groups.isEmpty()) {
			text.line("Group=" + application.id()).line("UMask=0077");
			return;
		}
		text.gap().comment("The web server, whose group this is, may write to the socket");
		text.line("Group=" + specifiers(groups.first()));
		if (groups.size() > 1) {
			text.line("SupplementaryGroups=" + specifiers(String.join(" ", groups.tailSet(groups.first(), false))));
		}
		text.line("UMask=0007");
		if (!runtimeDirectories.isEmpty()) {
			text.line("RuntimeDirectory="
					+ String.join(" ", runtimeDirectories.stream().map(SystemdConfiguration::word).toList()));
		}
		if (!others.isEmpty()) {
			text.line("ReadWritePaths=" + String.join(" ", others.stream().map(SystemdConfiguration::word).toList()));
		}
	}

	private static void writeProtection(ConfigurationText text, PublishedApplication application) {
		text.comment("What a JVM does not need. It does need memory that it writes to and executes");
		text.line("CapabilityBoundingSet=").line("LockPersonality=yes").line("NoNewPrivileges=yes");
		text.line("PrivateDevices=yes").line("PrivateTmp=" + (uses(application, TEMPORARY) ? "no" : "yes"));
		text.line("ProtectClock=yes").line("ProtectControlGroups=yes");
		text.line("ProtectHome=" + (uses(application, HOMES) ? "no" : "yes"));
		for (String setting : List.of("ProtectHostname=yes", "ProtectKernelLogs=yes", "ProtectKernelModules=yes",
				"ProtectKernelTunables=yes", "ProtectProc=invisible", "ProtectSystem=strict",
				"RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6", "RestrictNamespaces=yes", "RestrictRealtime=yes",
				"RestrictSUIDSGID=yes", "SystemCallArchitectures=native", "SystemCallErrorNumber=EPERM",
				"SystemCallFilter=@system-service")) {
			text.line(setting);
		}
		text.gap().comment("/var/lib/" + application.id() + ", which it may write to");
		text.line("StateDirectory=" + application.id());
	}

	private static boolean uses(PublishedApplication application, List<String> directories) {
		Stream<@Nullable Path> sockets = application.listeners()
			.stream()
			.map((listener) -> (listener.address() instanceof UnixListenAddress address) ? address.path() : null);
		ApplicationProcess process = application.process();
		return Stream
			.concat(sockets,
					Stream.of(process.java(), process.jar(), (process.jar() != null) ? process.directory() : null))
			.anyMatch((path) -> path != null && directories.stream().anyMatch((path + "/")::startsWith));
	}

	private static void writeSocket(ConfigurationText text, PublishedApplication application,
			PublishedListener listener, boolean several) {
		begin(text, socketUnit(application, listener, several));
		text.line("[Unit]")
			.line("Description=" + specifiers("Socket of the application for " + listener.protocol()))
			.gap()
			.line("[Socket]")
			.line("ListenStream=" + Upstream.inheritedSocket(application, listener));
		if (listener.address() instanceof SystemdListenAddress address) {
			text.line("FileDescriptorName=" + specifiers(address.name()));
		}
		if (several) {
			text.line("Service=" + application.id() + ".service");
		}
		text.gap().comment("Who may connect: the web server").line("SocketGroup=" + WEB_SERVER).line("SocketMode=0660");
		text.gap().line("[Install]").line("WantedBy=sockets.target");
	}

	/**
	 * Write a word of a command line, or of a list.
	 */
	private static String word(String word) {
		String text = specifiers(word).replace("$", "$$");
		return text.matches("[\\w/.:=@,+%$-]+") ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
	}

	private static String specifiers(String value) {
		return value.replace("%", "%%");
	}

}
