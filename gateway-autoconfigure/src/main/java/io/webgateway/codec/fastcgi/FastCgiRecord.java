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

package io.webgateway.codec.fastcgi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;
import org.jspecify.annotations.Nullable;

/**
 * A FastCGI record or, of the record of a stream, a fragment. The boundaries of a
 * stream's records mean nothing but for the record without content, which ends the
 * stream: only this one has empty content.
 */
public final class FastCgiRecord extends DefaultByteBufHolder {

	private final int typeValue;

	private final int requestId;

	/**
	 * Create a new record.
	 * @param typeValue the value of the type, possibly one that the specification does
	 * not name
	 * @param requestId the id of the request, {@code 0} for a management record
	 * @param content the content, which the record takes over
	 */
	public FastCgiRecord(int typeValue, int requestId, ByteBuf content) {
		super(content);
		this.typeValue = typeValue;
		this.requestId = requestId;
	}

	/**
	 * Return the value of the type.
	 * @return the value as it came, from 0 to 255
	 */
	public int typeValue() {
		return this.typeValue;
	}

	/**
	 * Return the type.
	 * @return the type or {@code null} if the specification does not name it
	 */
	public @Nullable FastCgiRecordType type() {
		return FastCgiRecordType.of(this.typeValue);
	}

	/**
	 * Return the id of the request.
	 * @return the id, {@code 0} for a management record
	 */
	public int requestId() {
		return this.requestId;
	}

	@Override
	public FastCgiRecord replace(ByteBuf content) {
		return new FastCgiRecord(this.typeValue, this.requestId, content);
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof FastCgiRecord other && this.typeValue == other.typeValue
				&& this.requestId == other.requestId && super.equals(obj);
	}

	@Override
	public int hashCode() {
		return (super.hashCode() * 31 + this.requestId) * 31 + this.typeValue;
	}

	@Override
	public String toString() {
		return "FastCGI record of type " + this.typeValue + " for request " + this.requestId + " with "
				+ contentToString();
	}

}
