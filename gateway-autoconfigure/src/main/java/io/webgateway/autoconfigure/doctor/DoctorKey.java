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

package io.webgateway.autoconfigure.doctor;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import io.webgateway.autoconfigure.InvalidListenerPropertyException;

/**
 * What the doctor and the application know and nobody else, so that they recognize each
 * other whatever is between them.
 */
final class DoctorKey {

	static final String PROPERTY = "gateway.doctor-key";

	static final int MIN_LENGTH = 32;

	private static final String ALGORITHM = "HmacSHA256";

	private static final int RANDOM_BYTES = 32;

	private final SecretKeySpec key;

	/**
	 * Create a new key.
	 * @param text the text of the key
	 */
	DoctorKey(String text) {
		this.key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
	}

	/**
	 * Return the key that the environment has.
	 * @param environment the environment of the application
	 * @return the key or {@code null} if there is none
	 * @throws InvalidListenerPropertyException if the key is too short
	 */
	static @Nullable DoctorKey in(Environment environment) {
		String text = environment.getProperty(PROPERTY, "").strip();
		if (text.isEmpty()) {
			return null;
		}
		if (text.length() < MIN_LENGTH) {
			// Even a key of no use may be one that somebody has used elsewhere
			throw new InvalidListenerPropertyException(PROPERTY, "(" + text.length() + " characters)",
					"whoever guesses the key learns how the application is reached",
					"Set '" + PROPERTY + "' to a text of at least " + MIN_LENGTH
							+ " characters that nobody can guess, such as that of 'openssl rand -hex 32'.");
		}
		return new DoctorKey(text);
	}

	/**
	 * Return the text of a key that nobody has yet.
	 * @return the text
	 */
	static String random() {
		byte[] bytes = new byte[RANDOM_BYTES];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	/**
	 * Sign a text.
	 * @param purpose what the text is, so that a signature is good for nothing else
	 * @param text the text
	 * @return the signature, of characters that are at home in a header field
	 */
	String sign(String purpose, String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(purpose, text));
	}

	/**
	 * Return whether a signature is that of a text, in a time that does not depend on how
	 * much of it is right.
	 * @param purpose what the text is
	 * @param text the text
	 * @param signature the signature, whatever it is
	 * @return whether the text has been signed with this key
	 */
	boolean isSigned(String purpose, String text, String signature) {
		return MessageDigest.isEqual(sign(purpose, text).getBytes(StandardCharsets.UTF_8),
				signature.getBytes(StandardCharsets.UTF_8));
	}

	private byte[] mac(String purpose, String text) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			mac.update(purpose.getBytes(StandardCharsets.UTF_8));
			mac.update((byte) '\n');
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return nothing of the key.
	 */
	@Override
	public String toString() {
		return "key of '" + PROPERTY + "'";
	}

}
