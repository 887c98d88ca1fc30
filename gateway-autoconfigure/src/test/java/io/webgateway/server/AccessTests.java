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

package io.webgateway.server;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.webgateway.server.ListenerBindException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Who may use a listener.
 */
@Timeout(20)
class AccessTests {

	private static final String SECRET = "0123456789abcdef";

	private static final ListenerAccess WITH_SECRET = new ListenerAccess(
			new SharedSecret("KEY", List.of(SECRET, "the one before")), List.of(), AllowedPeers.ALL,
			SocketPermissions.DEFAULTS);

	private static final GatewayHandler VARIABLES = (exchange) -> {
		StringBuilder text = new StringBuilder();
		exchange.getVariables().forEach((variable) -> text.append(variable).append('\n'));
		return Answers.text(exchange, text.toString());
	};

	@TempDir
	private Path directory;

	@DoorTest
	void whenRequestHasSecretThenItIsServedAndDoesNotShowIt(Door door) throws Exception {
		try (TestListener listener = door.open(WITH_SECRET, VARIABLES)) {
			for (String value : List.of(SECRET, "the one before")) {
				Response response = listener.exchange(Request.get().with("KEY", value).with("OTHER", "x"));
				assertThat(response.status()).isEqualTo(200);
				assertThat(response.text()).contains("OTHER=x", "REQUEST_METHOD=GET").doesNotContain("KEY", value);
			}
			assertThat(listener.listener().getStatistics().getDistrusted(Distrust.SECRET)).isZero();
		}
	}

	@DoorTest
	void whenRequestDoesNotHaveSecretThenStatusIs403AndOneWarningDoesNotShowIt(Door door) throws Exception {
		AtomicBoolean handled = new AtomicBoolean();
		try (Warnings warnings = new Warnings(); TestListener listener = door.open(WITH_SECRET, (exchange) -> {
			handled.set(true);
			return Answers.text(exchange, "secret");
		})) {
			List<Request> requests = List.of(Request.get(), Request.get().with("KEY", "guess"),
					Request.get().with("HTTP_KEY", SECRET), Request.post("body").with("KEY", SECRET + "0"),
					Request.get().with("KEY", SECRET).with("KEY", "guess"));
			for (Request request : requests) {
				Response response = listener.exchange(request);
				assertThat(response.status()).isEqualTo(403);
				assertThat(response.body()).isEmpty();
				assertThat(response.complete()).isTrue();
			}
			assertThat(handled).isFalse();
			assertThat(listener.listener().getStatistics().getDistrusted(Distrust.SECRET)).isEqualTo(requests.size());
			assertThat(listener.listener().getStatistics().getRequests()).isZero();
			assertThat(warnings.messages()).singleElement()
				.asString()
				.startsWith("Gateway listener 'test': a request was answered with status 403 that does not have the "
						+ "'secret'")
				.doesNotContain("guess", SECRET);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenOneRequestDoesNotHaveSecretThenOthersOnTheConnectionAreServed(Door door) throws Exception {
		try (TestListener listener = door.open(WITH_SECRET, VARIABLES); Peer peer = listener.connect()) {
			Request good = Request.get().with("KEY", SECRET).keepConnection();
			assertThat(peer.send(good).readResponse().status()).isEqualTo(200);
			assertThat(peer.send(Request.post("body").keepConnection()).readResponse().status()).isEqualTo(403);
			assertThat(peer.send(good).readResponse().status()).isEqualTo(200);
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenClientIsNotAllowedThenItsConnectionIsResetUnread(Door door) throws Exception {
		ListenerAccess access = clients("192.0.2.0/24", "2001:db8::/32");
		try (Warnings warnings = new Warnings(); TestListener listener = door.open(access, VARIABLES)) {
			for (int i = 0; i < 3; i++) {
				try (Peer peer = listener.connect()) {
					assertThat(peer.readToEnd()).isEmpty();
					assertThat(peer.isReset()).isTrue();
				}
			}
			ListenerStatistics statistics = listener.listener().getStatistics();
			assertThat(statistics.getDistrusted(Distrust.CLIENT)).isEqualTo(3);
			assertThat(statistics.getConnections()).isZero();
			assertThat(warnings.messages()).singleElement()
				.isEqualTo("Gateway listener 'test': a connection was closed whose address is not among "
						+ "'allowed-clients' (peer 127.0.0.1)");
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenClientIsAllowedThenItIsServed(Door door) throws Exception {
		try (TestListener listener = door.open(clients("2001:db8::/32", "127.0.0.0/8"), VARIABLES)) {
			assertThat(listener.exchange(Request.get()).status()).isEqualTo(200);
			assertThat(listener.listener().getStatistics().getDistrusted(Distrust.CLIENT)).isZero();
		}
	}

	@DoorTest(sockets = SocketKind.UNIX)
	void whenUserOfPeerIsAllowedThenItIsServed(Door door) throws Exception {
		try (TestListener listener = door.open(peers(Set.of(self().owner()), Set.of()), VARIABLES)) {
			assertThat(listener.exchange(Request.get()).status()).isEqualTo(200);
		}
	}

	@DoorTest(sockets = SocketKind.UNIX)
	void whenGroupOfPeerIsAllowedThenItIsServed(Door door) throws Exception {
		try (TestListener listener = door.open(peers(Set.of(user("12345")), Set.of(ownGroup())), VARIABLES)) {
			assertThat(listener.exchange(Request.get()).status()).isEqualTo(200);
			assertThat(listener.exchange(Request.get()).status()).isEqualTo(200);
			assertThat(listener.listener().getStatistics().getDistrusted(Distrust.PEER)).isZero();
		}
	}

	@DoorTest(sockets = SocketKind.UNIX)
	void whenPeerIsNotAllowedThenItsConnectionIsClosedUnread(Door door) throws Exception {
		ListenerAccess access = peers(Set.of(user("12345")), Set.of(group("12345")));
		try (Warnings warnings = new Warnings(); TestListener listener = door.open(access, VARIABLES)) {
			for (int i = 0; i < 2; i++) {
				try (Peer peer = listener.connect()) {
					assertThat(peer.readToEnd()).isEmpty();
				}
			}
			ListenerStatistics statistics = listener.listener().getStatistics();
			assertThat(statistics.getDistrusted(Distrust.PEER)).isEqualTo(2);
			assertThat(statistics.getConnections()).isZero();
			assertThat(warnings.messages()).singleElement()
				.asString()
				.startsWith("Gateway listener 'test': a connection was closed whose user and group are not among "
						+ "'allowed-peers' (peer user ")
				.contains(", group ");
		}
	}

	/**
	 * As a user that does not exist otherwise, which only the superuser can become.
	 */
	@DoorTest(sockets = SocketKind.UNIX)
	void whenPeerHasAnotherUserThenItIsNotTakenForAllowed(Door door) throws Exception {
		assumeTrue("root".equals(System.getProperty("user.name")), "Only the superuser can become another");
		if (!"true".equals(System.getenv("CI"))) {
			assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "There is setpriv");
			assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "There is Perl");
		}
		SocketPermissions everybody = new SocketPermissions(PosixFilePermissions.fromString("rw-rw-rw-"), null, null);
		ListenerAccess access = new ListenerAccess(null, List.of(),
				new AllowedPeers(Set.of(user("54321")), Set.of(group("54321"))), everybody);
		try (TestListener listener = door.open(access, VARIABLES)) {
			Path socket = ((UnixListenAddress) listener.listener().getListenAddress()).path();
			Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
			assertThat(isServed(socket, "12345", "12345")).isFalse();
			assertThat(isServed(socket, "54321", "12345")).isTrue();
			assertThat(isServed(socket, "12345", "54321")).isTrue();
		}
	}

	/**
	 * Whether the listener still waits for a request after a while.
	 */
	private static boolean isServed(Path socket, String user, String group) throws Exception {
		String script = "use IO::Socket::UNIX; my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or exit 2;"
				+ " my $r = ''; vec($r, fileno($s), 1) = 1; exit(select($r, undef, undef, 0.3) ? 1 : 0);";
		Process process = new ProcessBuilder("/usr/bin/setpriv", "--reuid", user, "--regid", group, "--clear-groups",
				"/usr/bin/perl", "-e", script, socket.toString())
			.inheritIO()
			.start();
		int exit = process.waitFor();
		assertThat(exit).isIn(0, 1);
		return exit == 0;
	}

	@ParameterizedTest
	@EnumSource
	void whenSocketHasPermissionsThenItNeverHasOthers(EventLoops loops) throws Exception {
		Path path = this.directory.resolve("socket");
		SocketPermissions permissions = new SocketPermissions(PosixFilePermissions.fromString("rw--w----"), null, null);
		AtomicBoolean seen = new AtomicBoolean();
		AtomicBoolean ended = new AtomicBoolean();
		List<String> others = new CopyOnWriteArrayList<>();
		Thread observer = new Thread(() -> {
			while (!ended.get()) {
				try {
					String actual = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
					seen.set(true);
					if (!actual.equals("rw--w----")) {
						others.add(actual);
					}
				}
				catch (IOException ex) {
					// There is no socket at the moment
				}
			}
		});
		observer.start();
		for (int i = 0; i < 20; i++) {
			GatewayListener listener = listener("unix:" + path, permissions);
			listener.start(loops.resources(), VARIABLES);
			try {
				assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw--w----");
				assertThat(String.valueOf(listener.getLocalAddress())).isEqualTo(path.toString());
				try (Peer peer = new Peer(GatewayProtocol.SCGI, UnixDomainSocketAddress.of(path))) {
					assertThat(peer.send(Request.get()).readResponse().status()).isEqualTo(200);
				}
			}
			finally {
				listener.stop();
			}
			assertThat(path).doesNotExist();
		}
		ended.set(true);
		observer.join();
		assertThat(seen).isTrue();
		assertThat(others).isEmpty();
		assertThat(this.directory).isEmptyDirectory();
	}

	@ParameterizedTest
	@EnumSource
	void whenSocketWithPermissionsDrainsThenItIsRemovedAtOnce(EventLoops loops) {
		Path path = this.directory.resolve("socket");
		GatewayListener listener = listener("unix:" + path,
				new SocketPermissions(PosixFilePermissions.fromString("rw-------"), null, null));
		listener.start(loops.resources(), VARIABLES);
		try {
			assertThat(path).exists();
			assertThat(listener.drain()).isCompletedWithValue(true);
			assertThat(path).doesNotExist();
			GatewayListener next = listener("unix:" + path,
					new SocketPermissions(PosixFilePermissions.fromString("rw-------"), null, null));
			next.start(loops.resources(), VARIABLES);
			listener.stop();
			assertThat(path).exists();
			next.stop();
		}
		finally {
			listener.stop();
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@ParameterizedTest
	@EnumSource
	void whenSocketHasOwnerAndGroupThenTheyAreThose(EventLoops loops) throws Exception {
		boolean root = "root".equals(System.getProperty("user.name"));
		UserPrincipal owner = root ? user("12345") : self().owner();
		GroupPrincipal group = root ? group("54321") : ownGroup();
		Path path = this.directory.resolve("socket");
		GatewayListener listener = listener("unix:" + path,
				new SocketPermissions(PosixFilePermissions.fromString("rw-rw----"), owner, group));
		listener.start(loops.resources(), VARIABLES);
		try {
			PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
			assertThat(attributes.owner()).isEqualTo(owner);
			assertThat(attributes.group()).isEqualTo(group);
			assertThat(PosixFilePermissions.toString(attributes.permissions())).isEqualTo("rw-rw----");
		}
		finally {
			listener.stop();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenSocketCannotBeGivenAwayThenNothingIsLeft(EventLoops loops) throws Exception {
		assumeFalse("root".equals(System.getProperty("user.name")), "The superuser may give everything away");
		GatewayListener listener = listener("unix:" + this.directory.resolve("socket"),
				new SocketPermissions(null, user("12345"), null));
		assertThatExceptionOfType(ListenerBindException.class)
			.isThrownBy(() -> listener.start(loops.resources(), VARIABLES))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.PERMISSIONS_NOT_PERMITTED));
		assertThat(this.directory).isEmptyDirectory();
	}

	@ParameterizedTest
	@EnumSource
	void whenSocketWithPermissionsIsLiveThenItIsLeftAlone(EventLoops loops) throws Exception {
		Path path = this.directory.resolve("socket");
		SocketPermissions permissions = new SocketPermissions(PosixFilePermissions.fromString("rw-rw----"), null, null);
		GatewayListener first = listener("unix:" + path, permissions);
		first.start(loops.resources(), VARIABLES);
		try {
			assertThatExceptionOfType(ListenerBindException.class)
				.isThrownBy(() -> listener("unix:" + path, permissions).start(loops.resources(), VARIABLES))
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.IN_USE));
			try (Stream<Path> files = Files.list(this.directory)) {
				assertThat(files).containsExactly(path);
			}
		}
		finally {
			first.stop();
		}
	}

	private static GatewayListener listener(String address, SocketPermissions permissions) {
		return new GatewayListener("test", GatewayProtocol.SCGI, ListenAddress.parse(address), ListenerLimits.DEFAULTS,
				new ListenerAccess(null, List.of(), AllowedPeers.ALL, permissions), ListenerReporting.NONE,
				AjpOptions.DEFAULTS);
	}

	private static ListenerAccess clients(String... ranges) {
		return new ListenerAccess(null, Stream.of(ranges).map(AddressRange::parse).toList(), AllowedPeers.ALL,
				SocketPermissions.DEFAULTS);
	}

	private static ListenerAccess peers(Set<UserPrincipal> users, Set<GroupPrincipal> groups) {
		return new ListenerAccess(null, List.of(), new AllowedPeers(users, groups), SocketPermissions.DEFAULTS);
	}

	/**
	 * Whatever this process creates belongs to it.
	 */
	private PosixFileAttributes self() throws IOException {
		return Files.readAttributes(this.directory, PosixFileAttributes.class);
	}

	private GroupPrincipal ownGroup() throws IOException {
		return self().group();
	}

	private static UserPrincipal user(String name) throws IOException {
		return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
	}

	private static GroupPrincipal group(String name) throws IOException {
		return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
	}

}
