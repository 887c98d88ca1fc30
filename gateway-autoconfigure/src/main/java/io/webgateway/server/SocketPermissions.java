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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who may connect to a unix domain socket: those who may write to its file.
 *
 * @param permissions the permissions of the file, or {@code null} for those that the
 * umask leaves
 * @param owner the owner of the file, or {@code null} for the user that runs the
 * application
 * @param group the group of the file, or {@code null} for that of the user or of the
 * directory
 */
public record SocketPermissions(@Nullable Set<PosixFilePermission> permissions, @Nullable UserPrincipal owner,
		@Nullable GroupPrincipal group) {

	/**
	 * Whatever a new file has.
	 */
	public static final SocketPermissions DEFAULTS = new SocketPermissions(null, null, null);

	boolean areDefaults() {
		return this.permissions == null && this.owner == null && this.group == null;
	}

	/**
	 * Give the permissions to a file.
	 * @throws IOException if the operating system does not permit that
	 */
	void applyTo(Path file) throws IOException {
		PosixFileAttributeView attributes = Files.getFileAttributeView(file, PosixFileAttributeView.class);
		// Who gives the file away may not be permitted to do anything else with it
		if (this.permissions != null) {
			attributes.setPermissions(this.permissions);
		}
		if (this.group != null) {
			attributes.setGroup(this.group);
		}
		if (this.owner != null) {
			attributes.setOwner(this.owner);
		}
	}

}
