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

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.webgateway.server.AddressRange;
import io.webgateway.server.AllowedPeers;
import io.webgateway.server.InheritedListenAddress;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerAccess;
import io.webgateway.server.SharedSecret;
import io.webgateway.server.SocketPermissions;
import io.webgateway.server.UnixListenAddress;

/**
 * Reads the properties of one listener that say who may use it, and refuses those that
 * are of no use, each by its full name. Users and groups are looked up, once for all.
 */
class ListenerAccessReader {

	private static final String HIDDEN = "******";

	private static final int MIN_SECRET_LENGTH = 16;

	private static final Pattern SECRET = Pattern.compile("[!-~]*");

	private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

	/** Of these, web servers say by their names what a client has sent. */
	private static final Pattern VARIABLE_OF_REQUEST = Pattern.compile(
			"(HTTP|AUTH|CONTENT|DOCUMENT|PATH|QUERY|REDIRECT|REMOTE|REQUEST|SCRIPT|SERVER|SSL)_.*|GATEWAY_INTERFACE|HTTPS",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern OCTAL_PERMISSIONS = Pattern.compile("0[0-7]{3}");

	private static final String USER = "user:";

	private static final String GROUP = "group:";

	private final String name;

	private final ListenerProperties listener;

	private final ListenAddress address;

	ListenerAccessReader(String name, ListenerProperties listener, ListenAddress address) {
		this.name = name;
		this.listener = listener;
		this.address = address;
	}

	ListenerAccess read() {
		return new ListenerAccess(secret(), allowedClients(), allowedPeers(), socketPermissions());
	}

	private @Nullable SharedSecret secret() {
		String variable = this.listener.getSecretVariable();
		if (!VARIABLE.matcher(variable).matches()) {
			throw invalid("secret-variable", variable, "it is not the name of a variable",
					"a name such as GATEWAY_SECRET");
		}
		if (VARIABLE_OF_REQUEST.matcher(variable).matches()) {
			throw invalid("secret-variable", variable, "variables with this name tell what a client has sent",
					"another name, such as GATEWAY_SECRET");
		}
		List<String> values = this.listener.getSecret();
		if (values == null) {
			return null;
		}
		if (values.isEmpty()) {
			throw invalidSecret("it is empty");
		}
		if (values.size() > 2) {
			throw invalidSecret("there can be two values at most, the new one and the old one");
		}
		values.forEach(this::checkSecret);
		return new SharedSecret(variable, values);
	}

	private void checkSecret(String value) {
		if (value.contains("${")) {
			throw invalidSecret("it has a placeholder without a value");
		}
		if (value.length() < MIN_SECRET_LENGTH) {
			throw invalidSecret("it has fewer than " + MIN_SECRET_LENGTH + " characters");
		}
		if (!SECRET.matcher(value).matches()) {
			throw invalidSecret("it has other characters than visible ones of ASCII");
		}
	}

	private InvalidListenerPropertyException invalidSecret(String reason) {
		return invalid("secret", HIDDEN, reason,
				"a value that nobody can guess, such as the output of 'openssl rand -hex 24'");
	}

	private List<AddressRange> allowedClients() {
		List<String> clients = this.listener.getAllowedClients();
		if (clients == null) {
			return List.of();
		}
		if (isUnix()) {
			throw notFor("allowed-clients", String.join(", ", clients), "who connects to a unix socket has no address",
					"allowed-peers");
		}
		if (clients.isEmpty()) {
			throw invalidClient("", "nobody is allowed then");
		}
		return clients.stream().map(this::allowedClient).toList();
	}

	private AddressRange allowedClient(String client) {
		try {
			return AddressRange.parse(client);
		}
		catch (IllegalArgumentException ex) {
			throw invalidClient(client, String.valueOf(ex.getMessage()));
		}
	}

	private InvalidListenerPropertyException invalidClient(String value, String reason) {
		return invalid("allowed-clients", value, reason,
				"addresses such as 192.0.2.7 and 2001:db8::7, or ranges of them such as 192.0.2.0/24");
	}

	private AllowedPeers allowedPeers() {
		List<String> peers = this.listener.getAllowedPeers();
		if (peers == null) {
			return AllowedPeers.ALL;
		}
		if (!isUnix() && !isInherited()) {
			throw notFor("allowed-peers", String.join(", ", peers),
					"only on a unix socket it is known whose a connection is", "allowed-clients");
		}
		if (peers.isEmpty()) {
			throw invalidPeer("", "nobody is allowed then");
		}
		Set<UserPrincipal> users = new LinkedHashSet<>();
		Set<GroupPrincipal> groups = new LinkedHashSet<>();
		for (String peer : peers) {
			if (peer.startsWith(USER)) {
				users.add(user("allowed-peers", peer, peer.substring(USER.length())));
			}
			else if (peer.startsWith(GROUP)) {
				groups.add(group("allowed-peers", peer, peer.substring(GROUP.length())));
			}
			else {
				throw invalidPeer(peer, "it begins neither with '" + USER + "' nor with '" + GROUP + "'");
			}
		}
		return new AllowedPeers(users, groups);
	}

	private InvalidListenerPropertyException invalidPeer(String value, String reason) {
		return invalid("allowed-peers", value, reason, "users and groups such as user:www-data and group:www-data");
	}

	private SocketPermissions socketPermissions() {
		String permissions = this.listener.getPermissions();
		String owner = this.listener.getOwner();
		String group = this.listener.getGroup();
		requireUnix("permissions", permissions);
		requireUnix("owner", owner);
		requireUnix("group", group);
		return new SocketPermissions((permissions != null) ? permissions(permissions) : null,
				(owner != null) ? user("owner", owner, owner) : null,
				(group != null) ? group("group", group, group) : null);
	}

	private void requireUnix(String property, @Nullable String value) {
		if (value != null && !isUnix()) {
			throw notFor(property, value,
					isInherited() ? "who opens the socket decides about it" : "only unix sockets have it",
					"allowed-clients");
		}
	}

	private Set<PosixFilePermission> permissions(String value) {
		if (OCTAL_PERMISSIONS.matcher(value).matches()) {
			return permissions(Integer.parseInt(value, 8));
		}
		try {
			return PosixFilePermissions.fromString(value);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("permissions", value,
					"it is neither a zero and three octal digits, in quotes where YAML takes "
							+ "them for a number, nor of the form rw-rw----",
					"\"0660\" or rw-rw----");
		}
	}

	private static Set<PosixFilePermission> permissions(int mode) {
		Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
		PosixFilePermission[] all = PosixFilePermission.values();
		for (PosixFilePermission permission : all) {
			// They are declared from the highest bit to the lowest
			if ((mode >> (all.length - 1 - permission.ordinal()) & 1) != 0) {
				permissions.add(permission);
			}
		}
		return permissions;
	}

	private UserPrincipal user(String property, String value, String user) {
		try {
			return principals().lookupPrincipalByName(notNegative(user));
		}
		catch (IOException ex) {
			throw invalid(property, value, "there is no user '" + user + "' on this machine",
					"a user of this machine, by name or number");
		}
	}

	private GroupPrincipal group(String property, String value, String group) {
		try {
			return principals().lookupPrincipalByGroupName(notNegative(group));
		}
		catch (IOException ex) {
			throw invalid(property, value, "there is no group '" + group + "' on this machine",
					"a group of this machine, by name or number");
		}
	}

	/**
	 * The JDK takes any number for that of somebody.
	 */
	private static String notNegative(String name) throws UserPrincipalNotFoundException {
		if (name.startsWith("-")) {
			throw new UserPrincipalNotFoundException(name);
		}
		return name;
	}

	private static UserPrincipalLookupService principals() {
		return FileSystems.getDefault().getUserPrincipalLookupService();
	}

	private boolean isUnix() {
		return this.address instanceof UnixListenAddress;
	}

	/**
	 * Of what kind the socket is turns out at the start. To allow nobody by a property
	 * that does not belong to its kind is safe.
	 */
	private boolean isInherited() {
		return this.address instanceof InheritedListenAddress;
	}

	private InvalidListenerPropertyException notFor(String property, String value, String reason, String other) {
		return new InvalidListenerPropertyException(ListenerNames.property(this.name, property), value,
				reason + ", but the listener is to listen on " + this.address,
				"Remove '" + ListenerNames.property(this.name, property) + "', or set '"
						+ ListenerNames.property(this.name, other) + "' instead.");
	}

	private InvalidListenerPropertyException invalid(String property, String value, String reason, String usefulValue) {
		String fullName = ListenerNames.property(this.name, property);
		return new InvalidListenerPropertyException(fullName, value, reason,
				"Set '" + fullName + "' to " + usefulValue + ".");
	}

}
