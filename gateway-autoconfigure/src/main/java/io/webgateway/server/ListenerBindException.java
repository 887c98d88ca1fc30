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
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a listener cannot listen where it is configured to.
 */
public class ListenerBindException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient String listener;

	private final transient ListenAddress address;

	private final transient Reason reason;

	/**
	 * Create a new exception.
	 * @param listener the name of the listener
	 * @param address where it was to listen
	 * @param reason why it cannot
	 * @param cause the underlying failure, if any
	 */
	public ListenerBindException(String listener, ListenAddress address, Reason reason, @Nullable Throwable cause) {
		super("Listener '" + listener + "' cannot listen on " + address + ": " + reason.description, cause);
		this.listener = listener;
		this.address = address;
		this.reason = reason;
	}

	/**
	 * Return the name of the listener.
	 * @return the name
	 */
	public String getListener() {
		return this.listener;
	}

	/**
	 * Return where the listener was to listen.
	 * @return the configured address
	 */
	public ListenAddress getAddress() {
		return this.address;
	}

	/**
	 * Return why the listener cannot listen there.
	 * @return the reason
	 */
	public Reason getReason() {
		return this.reason;
	}

	/**
	 * Reasons why a listener cannot listen.
	 */
	public enum Reason {

		/**
		 * Another process, or another listener, listens on the address.
		 */
		IN_USE("the address is in use"),

		/**
		 * The host is unknown or not an address of this machine.
		 */
		ADDRESS_NOT_AVAILABLE("the address is not one of this machine"),

		/**
		 * The directory of the unix socket does not exist.
		 */
		DIRECTORY_MISSING("the directory of the socket does not exist"),

		/**
		 * The operating system does not permit it.
		 */
		NOT_PERMITTED("permission denied"),

		/**
		 * The operating system does not permit to give the unix socket the permissions,
		 * the owner or the group that it is to have.
		 */
		PERMISSIONS_NOT_PERMITTED("it cannot be given its permissions, owner and group"),

		/**
		 * There is a file at the path of the unix socket that is not a socket.
		 */
		NOT_A_SOCKET("the path exists and is not a socket"),

		/**
		 * The process that has started this one has not passed such a socket on.
		 */
		NOT_INHERITED("this process has not inherited a listening socket there"),

		/**
		 * The process that has started this one has passed several such sockets on.
		 */
		AMBIGUOUS("this process has inherited several sockets of that name"),

		/**
		 * To accept connections on the inherited socket would block.
		 */
		BLOCKING("the inherited socket is in blocking mode"),

		/**
		 * Only Netty's native transport can use the inherited socket.
		 */
		NATIVE_TRANSPORT_MISSING("Netty's native transport is not available"),

		/**
		 * Anything else: see the cause.
		 */
		OTHER("binding failed");

		private final String description;

		Reason(String description) {
			this.description = description;
		}

		/**
		 * Return why binding failed.
		 */
		static Reason of(IOException failure) {
			if (failure instanceof UnusableSocketException unusable) {
				return unusable.reason();
			}
			if (failure instanceof NoSuchFileException) {
				return DIRECTORY_MISSING;
			}
			if (failure instanceof UnknownHostException) {
				return ADDRESS_NOT_AVAILABLE;
			}
			if (failure instanceof FileAlreadyExistsException) {
				return IN_USE;
			}
			if (failure instanceof AccessDeniedException) {
				return NOT_PERMITTED;
			}
			return of(String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT));
		}

		/**
		 * Neither the JDK nor Netty's native transports have an exception for each error,
		 * but both pass on the text of the operating system.
		 */
		private static Reason of(String message) {
			// The queue of a unix socket that nobody accepts from is full
			if (message.contains("already in use") || message.contains("temporarily unavailable")) {
				return IN_USE;
			}
			if (message.contains("cannot assign requested address")
					|| message.contains("can't assign requested address")) {
				return ADDRESS_NOT_AVAILABLE;
			}
			if (message.contains("permission denied") || message.contains("read-only file system")
					|| message.contains("operation not permitted")) {
				return NOT_PERMITTED;
			}
			return OTHER;
		}

	}

}
