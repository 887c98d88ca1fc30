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

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How the application is to answer a probe. Whatever is asked, it is bounded, so that not
 * even who has the key can do harm with it.
 *
 * @param status the status, which may have a body
 * @param headSize size of a header field to add, 0 for none
 * @param delay how long to wait before the answer
 * @param parts in how many parts the body comes, 0 for a report of what has arrived
 * @param pause how long to wait between two parts
 * @param media what the body claims to be
 */
record AnswerShape(int status, int headSize, Duration delay, int parts, Duration pause, Media media) {

	static final int MAX_HEAD_SIZE = 24 * 1024;

	static final int MAX_PARTS = 20;

	static final Duration MAX_WAIT = Duration.ofMinutes(15);

	static final Duration MAX_PAUSE = Duration.ofSeconds(2);

	/** After the bounds, which it has to be within. */
	static final AnswerShape REPORT = new AnswerShape(200, 0, Duration.ZERO, 0, Duration.ZERO, Media.TEXT);

	private static final int FIELDS = 6;

	/**
	 * Create a new shape, within the bounds.
	 */
	AnswerShape {
		status = (status > 200 && status < 600 && status != 204 && status != 205 && status != 304) ? status : 200;
		headSize = Math.max(0, Math.min(headSize, MAX_HEAD_SIZE));
		delay = bounded(delay, MAX_WAIT);
		parts = Math.max(0, Math.min(parts, MAX_PARTS));
		pause = bounded(pause, MAX_PAUSE);
	}

	private static Duration bounded(Duration duration, Duration max) {
		if (duration.isNegative()) {
			return Duration.ZERO;
		}
		return (duration.compareTo(max) > 0) ? max : duration;
	}

	static AnswerShape status(int status) {
		return new AnswerShape(status, 0, Duration.ZERO, 0, Duration.ZERO, Media.TEXT);
	}

	static AnswerShape headSize(int headSize) {
		return new AnswerShape(200, headSize, Duration.ZERO, 0, Duration.ZERO, Media.TEXT);
	}

	static AnswerShape after(Duration delay) {
		return new AnswerShape(200, 0, delay, 0, Duration.ZERO, Media.TEXT);
	}

	static AnswerShape stream(int parts, Duration pause, Media media) {
		return new AnswerShape(200, 0, Duration.ZERO, parts, pause, media);
	}

	String encode() {
		return "%d,%d,%d,%d,%d,%s".formatted(this.status, this.headSize, this.delay.toMillis(), this.parts,
				this.pause.toMillis(), this.media.name().toLowerCase(Locale.ROOT));
	}

	/**
	 * Return the shape that a text stands for.
	 * @param text the text
	 * @return the shape or {@code null} if it stands for none
	 */
	static @Nullable AnswerShape decode(String text) {
		String[] fields = text.split(",", -1);
		if (fields.length != FIELDS) {
			return null;
		}
		try {
			return new AnswerShape(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]),
					Duration.ofMillis(Integer.parseInt(fields[2])), Integer.parseInt(fields[3]),
					Duration.ofMillis(Integer.parseInt(fields[4])), Media.valueOf(fields[5].toUpperCase(Locale.ROOT)));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * What the body of an answer claims to be.
	 */
	enum Media {

		/**
		 * Something that nobody expects to be a stream.
		 */
		TEXT("text/plain;charset=UTF-8"),

		/**
		 * What browsers show, and web servers like to compress.
		 */
		HTML("text/html;charset=UTF-8"),

		/**
		 * Events, which everybody expects to be a stream.
		 */
		EVENTS("text/event-stream");

		private final String type;

		Media(String type) {
			this.type = type;
		}

		String type() {
			return this.type;
		}

	}

}
