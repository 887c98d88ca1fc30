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

package io.webgateway.autoconfigure;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.webgateway.http.HeaderPolicy;
import io.webgateway.http.HeaderPolicy.AmbiguousHeaders;
import io.webgateway.server.ListenerAccess;
import io.webgateway.server.SocketPermissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ListenerAccessReader} and {@link OpenListenerWarning}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerAccessReaderTests {

	private static final String UNIX = "bind=unix:/run/shop.sock";

	private static final String TCP = "bind=9000";

	private static final String USER = System.getProperty("user.name");

	@ParameterizedTest
	@ValueSource(strings = { TCP, UNIX })
	void whenNothingIsConfiguredThenListenerIsOpen(String bind) {
		assertThat(access(bind)).isEqualTo(ListenerAccess.OPEN);
		assertThat(access(bind).isOpen()).isTrue();
	}

	@Test
	void whenThereIsSecretThenItIsInItsVariable() {
		assertThat(access(TCP, "secret=0123456789abcdef").secret()).isNotNull()
			.satisfies((secret) -> assertThat(secret.getVariable()).isEqualTo("GATEWAY_SECRET"));
		assertThat(access(UNIX, "secret=0123456789abcdef,fedcba9876543210", "secret-variable=_MY_KEY1").secret())
			.isNotNull()
			.satisfies((secret) -> assertThat(secret.getVariable()).isEqualTo("_MY_KEY1"));
		assertThat(access(TCP, "secret=0123456789abcdef").isOpen()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "'', it is empty", "' ', it has fewer than 16 characters",
			"0123456789abcde, it has fewer than 16 characters",
			"'0123456789abcdef,short', it has fewer than 16 characters",
			"'0123456789abcdef,', it has fewer than 16 characters",
			"'${NO_SUCH_VARIABLE}', it has a placeholder without a value",
			"0123456789 abcdef, it has other characters than visible ones of ASCII",
			"0123456789abcdeé, it has other characters than visible ones of ASCII",
			"'0123456789abcdef,123456789abcdefg,23456789abcdefgh', 'there can be two values at most, the new one and the old one'" })
	void whenSecretIsOfNoUseThenItIsRefusedAndNotShown(String secret, String reason) {
		InvalidListenerPropertyException ex = failure(TCP, "secret=" + secret);
		assertThat(ex).hasMessage("Invalid value '******' of property 'gateway.listeners.scgi.secret': " + reason);
		assertThat(ex.getValue()).isEqualTo("******");
		assertThat(ex.getAction()).isEqualTo("Set 'gateway.listeners.scgi.secret' to a value that nobody can guess, "
				+ "such as the output of 'openssl rand -hex 24'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP_X_SECRET", "http_secret", "QUERY_STRING", "REMOTE_USER", "REQUEST_URI",
			"CONTENT_TYPE", "SERVER_NAME", "SSL_CLIENT_CERT", "REDIRECT_X", "HTTPS", "PATH_INFO", "AUTH_TYPE" })
	void whenClientsCanSetVariableThenItIsRefused(String variable) {
		assertThat(failure(TCP, "secret=0123456789abcdef", "secret-variable=" + variable))
			.hasMessage("Invalid value '" + variable
					+ "' of property 'gateway.listeners.scgi.secret-variable': variables with this name tell what "
					+ "a client has sent");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1A", "A-B", "A B", "Ä" })
	void whenVariableHasNoNameThenItIsRefused(String variable) {
		assertThat(failure(TCP, "secret-variable=" + variable).getReason())
			.isEqualTo("it is not the name of a variable");
	}

	@Test
	void whenClientsAreAllowedThenOthersAreNot() {
		ListenerAccess access = access(TCP, "allowed-clients=192.0.2.7, 2001:db8::/32");
		assertThat(access.allowedClients()).extracting(Object::toString).containsExactly("192.0.2.7", "2001:db8::/32");
		assertThat(access.isOpen()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '~', value = { "www.example.org, 'www.example.org' is not an IPv4 or IPv6 address",
			"~~, nobody is allowed then", "192.0.2.7/24, not all bits after the first 24 are zero" })
	void whenAllowedClientIsOfNoUseThenItIsRefused(String client, String reason) {
		InvalidListenerPropertyException ex = failure(TCP, "allowed-clients=" + client);
		assertThat(ex.getReason()).isEqualTo(reason);
		assertThat(ex.getAction()).isEqualTo("Set 'gateway.listeners.scgi.allowed-clients' to addresses such as "
				+ "192.0.2.7 and 2001:db8::7, or ranges of them such as 192.0.2.0/24.");
	}

	@Test
	void whenPeersAreAllowedThenTheyAreFoundByNameAndNumber() {
		ListenerAccess access = access(UNIX, "allowed-peers=user:" + USER + ", user:12345, group:54321");
		assertThat(access.allowedPeers().users()).hasSize(2)
			.anySatisfy((user) -> assertThat(user.getName()).isEqualTo(USER))
			.anySatisfy((user) -> assertThat(user.getName()).isEqualTo("12345"));
		assertThat(access.allowedPeers().groups()).singleElement()
			.satisfies((group) -> assertThat(group.getName()).isEqualTo("54321"));
		assertThat(access.isOpen()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "user:no-such-user, there is no user 'no-such-user' on this machine",
			"group:no-such-group, there is no group 'no-such-group' on this machine",
			"root, it begins neither with 'user:' nor with 'group:'", "'', nobody is allowed then",
			"user:, there is no user '' on this machine", "user:-1, there is no user '-1' on this machine" })
	void whenAllowedPeerIsOfNoUseThenItIsRefused(String peer, String reason) {
		assertThat(failure(UNIX, "allowed-peers=" + peer))
			.hasMessage("Invalid value '" + peer + "' of property 'gateway.listeners.scgi.allowed-peers': " + reason);
	}

	@ParameterizedTest
	@CsvSource({ "0660, rw-rw----", "0777, rwxrwxrwx", "0600, rw-------", "0421, r---w---x", "rw-rw----, rw-rw----" })
	void whenSocketHasPermissionsThenTheyAreThose(String value, String permissions) {
		SocketPermissions socket = access(UNIX, "permissions=" + value).socketPermissions();
		assertThat(socket).isEqualTo(new SocketPermissions(PosixFilePermissions.fromString(permissions), null, null));
	}

	/**
	 * YAML makes 432 of 0660 without quotes.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "432", "660", "0888", "00660", "1777", "rw", "", "rw-rw-rwt" })
	void whenPermissionsAreOfNoUseThenTheyAreRefused(String value) {
		InvalidListenerPropertyException ex = failure(UNIX, "permissions=" + value);
		assertThat(ex.getReason()).isEqualTo("it is neither a zero and three octal digits, in quotes where YAML takes "
				+ "them for a number, nor of the form rw-rw----");
		assertThat(ex.getAction()).isEqualTo("Set 'gateway.listeners.scgi.permissions' to \"0660\" or rw-rw----.");
	}

	@Test
	void whenSocketHasOwnerAndGroupThenTheyAreThose() {
		SocketPermissions socket = access(UNIX, "owner=" + USER, "group=54321").socketPermissions();
		assertThat(socket.permissions()).isNull();
		assertThat(socket.owner()).isNotNull().satisfies((owner) -> assertThat(owner.getName()).isEqualTo(USER));
		assertThat(socket.group()).isNotNull().satisfies((group) -> assertThat(group.getName()).isEqualTo("54321"));
	}

	@ParameterizedTest
	@CsvSource({ "owner, there is no user 'no-such-name' on this machine",
			"group, there is no group 'no-such-name' on this machine" })
	void whenOwnerOrGroupIsUnknownThenItIsRefused(String property, String reason) {
		assertThat(failure(UNIX, property + "=no-such-name").getReason()).isEqualTo(reason);
	}

	@ParameterizedTest
	@CsvSource({ "bind=9000, permissions, 0660, allowed-clients", "bind=9000, owner, root, allowed-clients",
			"bind=9000, group, root, allowed-clients", "bind=9000, allowed-peers, user:root, allowed-clients",
			"bind=unix:/run/shop.sock, allowed-clients, 127.0.0.1, allowed-peers" })
	void whenPropertyIsNotForThatKindOfSocketThenItIsRefused(String bind, String property, String value, String other) {
		InvalidListenerPropertyException ex = failure(bind, property + "=" + value);
		assertThat(ex.getReason()).contains(", but the listener is to listen on ");
		assertThat(ex.getAction()).isEqualTo("Remove 'gateway.listeners.scgi." + property
				+ "', or set 'gateway.listeners.scgi." + other + "' instead.");
	}

	@Test
	void whenHeaderPolicyIsConfiguredThenItIsThat() {
		assertThat(settings(TCP).headerPolicy()).isEqualTo(HeaderPolicy.DEFAULTS);
		assertThat(settings(TCP, "trust-forwarded-headers=true", "ambiguous-headers=refuse").headerPolicy())
			.isEqualTo(new HeaderPolicy(true, AmbiguousHeaders.REFUSE));
	}

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, true", "'::', true", "192.0.2.7, true", "127.0.0.1, false", "'::1', false",
			"127.8.8.8, false" })
	void whenOtherMachinesCanConnectThenThereIsWarning(String address, boolean warned, CapturedOutput output)
			throws UnknownHostException {
		SocketAddress local = new InetSocketAddress(InetAddress.getByName(address), 9000);
		OpenListenerWarning.log(settings("bind=0.0.0.0:9000", "secret=0123456789abcdef"), local);
		OpenListenerWarning.log(settings("bind=0.0.0.0:9000", "allowed-clients=192.0.2.7"), local);
		assertThat(output).doesNotContain("WARN");
		OpenListenerWarning.log(settings("bind=0.0.0.0:9000"), local);
		if (warned) {
			assertThat(output).contains("WARN")
				.contains("Gateway listener 'scgi' can be reached by other machines on 0.0.0.0, and takes whoever "
						+ "connects for the web server, whose word it takes for the client's address, the user and "
						+ "everything else. Set 'gateway.listeners.scgi.allowed-clients' to the addresses of the web "
						+ "servers or 'gateway.listeners.scgi.secret' to a value that only the web server knows");
		}
		else {
			assertThat(output).doesNotContain("WARN");
		}
	}

	@Test
	void whenAllUsersCanConnectThenThereIsWarning(CapturedOutput output) {
		OpenListenerWarning.log(settings(UNIX), null);
		OpenListenerWarning.log(settings(UNIX, "permissions=0660"), null);
		OpenListenerWarning.log(settings(UNIX, "permissions=0666", "allowed-peers=user:12345"), null);
		assertThat(output).doesNotContain("WARN");
		OpenListenerWarning.log(settings(UNIX, "permissions=0666"), null);
		assertThat(output).contains("WARN")
			.contains("can be reached by all users of this machine on unix:/run/shop.sock, and takes whoever connects "
					+ "for the web server")
			.contains("Set 'gateway.listeners.scgi.allowed-peers' to the users of the web servers or");
	}

	private static InvalidListenerPropertyException failure(String... properties) {
		return assertThatExceptionOfType(InvalidListenerPropertyException.class).isThrownBy(() -> access(properties))
			.actual();
	}

	private static ListenerAccess access(String... properties) {
		return settings(properties).access();
	}

	private static ListenerSettings settings(String... properties) {
		Map<String, String> map = new LinkedHashMap<>();
		for (String property : properties) {
			String[] parts = property.split("=", 2);
			map.put("gateway.listeners.scgi." + parts[0], parts[1]);
		}
		return new ConfiguredListeners(
				new Binder(new MapConfigurationPropertySource(map)).bindOrCreate("gateway", GatewayProperties.class))
			.get("scgi");
	}

}
