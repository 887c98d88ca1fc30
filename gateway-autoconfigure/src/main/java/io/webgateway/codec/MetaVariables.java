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

package io.webgateway.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;

/**
 * The meta-variables of one request (RFC 3875, section 4.1) in the order of their
 * arrival. A name may occur several times. Names and values are decoded as ISO-8859-1,
 * each time they are asked for; a variable that nobody reads costs no {@link String}.
 * <p>
 * Names are case-sensitive: {@code REMOTE_USER} is not {@code remote_user}.
 */
public final class MetaVariables implements Iterable<Map.Entry<String, String>> {

	private static final int INTS_PER_VARIABLE = 4;

	private static final MetaVariables EMPTY = new MetaVariables(new byte[0], new int[0], 0);

	private final byte[] block;

	private final int[] offsets;

	private final int size;

	private MetaVariables(byte[] block, int[] offsets, int size) {
		this.block = block;
		this.offsets = offsets;
		this.size = size;
	}

	/**
	 * Return meta-variables without a variable.
	 * @return the empty meta-variables
	 */
	public static MetaVariables empty() {
		return EMPTY;
	}

	/**
	 * Return the number of variables, repeated names counted each time.
	 * @return the number of variables
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Return the first value of the variable with the given name.
	 * @param name the case-sensitive name
	 * @return the value, possibly empty, or {@code null} if there is no such variable
	 */
	public @Nullable String get(String name) {
		int index = indexOf(name);
		return (index != -1) ? value(index) : null;
	}

	/**
	 * Return all values of the variable with the given name in the order of arrival.
	 * @param name the case-sensitive name
	 * @return the values, empty if there is no such variable
	 */
	public List<String> getAll(String name) {
		List<String> values = new ArrayList<>(1);
		for (int i = 0; i < this.size; i++) {
			if (nameEquals(i, name)) {
				values.add(value(i));
			}
		}
		return Collections.unmodifiableList(values);
	}

	/**
	 * Return whether there is a variable with the given name.
	 * @param name the case-sensitive name
	 * @return whether the variable is present, if only with an empty value
	 */
	public boolean contains(String name) {
		return indexOf(name) != -1;
	}

	/**
	 * Return the position of the first variable with the given name.
	 * @param name the case-sensitive name
	 * @return the position or {@code -1}
	 */
	public int indexOf(String name) {
		int length = name.length();
		int end = this.size * INTS_PER_VARIABLE;
		for (int i = 0; i < end; i += INTS_PER_VARIABLE) {
			int start = this.offsets[i];
			if (this.offsets[i + 1] - start == length && matches(start, name, length)) {
				return i / INTS_PER_VARIABLE;
			}
		}
		return -1;
	}

	/**
	 * Return the name of the variable at the given position.
	 * @param index the position, from zero
	 * @return the name
	 */
	public String name(int index) {
		int start = nameStart(index);
		return new String(this.block, start, nameEnd(index) - start, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Return the value of the variable at the given position.
	 * @param index the position, from zero
	 * @return the value
	 */
	public String value(int index) {
		int start = valueStart(index);
		return new String(this.block, start, valueEnd(index) - start, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Return the length of the name at the given position.
	 * @param index the position, from zero
	 * @return the length in bytes
	 */
	public int nameLength(int index) {
		return nameEnd(index) - nameStart(index);
	}

	/**
	 * Return the length of the value at the given position.
	 * @param index the position, from zero
	 * @return the length in bytes
	 */
	public int valueLength(int index) {
		return valueEnd(index) - valueStart(index);
	}

	/**
	 * Return one byte of the name at the given position, without making a {@link String}
	 * of it.
	 * @param index the position of the variable, from zero
	 * @param offset the position within the name, from zero
	 * @return the byte
	 */
	public byte nameByte(int index, int offset) {
		return this.block[nameStart(index) + Objects.checkIndex(offset, nameLength(index))];
	}

	/**
	 * Return one byte of the value at the given position, without making a {@link String}
	 * of it.
	 * @param index the position of the variable, from zero
	 * @param offset the position within the value, from zero
	 * @return the byte
	 */
	public byte valueByte(int index, int offset) {
		return this.block[valueStart(index) + Objects.checkIndex(offset, valueLength(index))];
	}

	/**
	 * Return whether the name at the given position is the given one.
	 * @param index the position, from zero
	 * @param name the case-sensitive name
	 * @return whether they are equal
	 */
	public boolean nameEquals(int index, String name) {
		return nameLength(index) == name.length() && nameStartsWith(index, name);
	}

	/**
	 * Return whether the name at the given position starts with the given prefix.
	 * @param index the position, from zero
	 * @param prefix the case-sensitive prefix
	 * @return whether the name starts with the prefix
	 */
	public boolean nameStartsWith(int index, String prefix) {
		int length = prefix.length();
		return nameLength(index) >= length && matches(nameStart(index), prefix, length);
	}

	/**
	 * Return whether the value at the given position is the given one, without making a
	 * {@link String} of it.
	 * @param index the position, from zero
	 * @param value the value
	 * @return whether they are equal
	 */
	public boolean valueEquals(int index, String value) {
		int length = value.length();
		return valueLength(index) == length && matches(valueStart(index), value, length);
	}

	/**
	 * Return whether there is a variable with the given name whose first value is the
	 * given one, without making a {@link String} of it.
	 * @param name the case-sensitive name
	 * @param value the value
	 * @return whether they are equal
	 */
	public boolean valueEquals(String name, String value) {
		int index = indexOf(name);
		return index != -1 && valueEquals(index, value);
	}

	private boolean matches(int start, String text, int length) {
		// Names differ at their end more often than at their beginning
		for (int i = length - 1; i >= 0; i--) {
			if ((this.block[start + i] & 0xFF) != text.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return the variables except for some of them.
	 * @param excluded whether the variable at the given position is left out
	 * @return the other variables in the same order
	 */
	public MetaVariables without(IntPredicate excluded) {
		int[] remaining = new int[this.size * INTS_PER_VARIABLE];
		int end = 0;
		for (int i = 0; i < this.size; i++) {
			if (!excluded.test(i)) {
				System.arraycopy(this.offsets, i * INTS_PER_VARIABLE, remaining, end, INTS_PER_VARIABLE);
				end += INTS_PER_VARIABLE;
			}
		}
		return new MetaVariables(this.block, remaining, end / INTS_PER_VARIABLE);
	}

	@Override
	public Iterator<Map.Entry<String, String>> iterator() {
		return new EntryIterator();
	}

	/**
	 * Return the number of variables only: values may be secrets.
	 */
	@Override
	public String toString() {
		return this.size + " meta-variables";
	}

	private int nameStart(int index) {
		return this.offsets[offsetOf(index)];
	}

	private int nameEnd(int index) {
		return this.offsets[offsetOf(index) + 1];
	}

	private int valueStart(int index) {
		return this.offsets[offsetOf(index) + 2];
	}

	private int valueEnd(int index) {
		return this.offsets[offsetOf(index) + 3];
	}

	private int offsetOf(int index) {
		return Objects.checkIndex(index, this.size) * INTS_PER_VARIABLE;
	}

	private final class EntryIterator implements Iterator<Map.Entry<String, String>> {

		private int next;

		@Override
		public boolean hasNext() {
			return this.next < MetaVariables.this.size;
		}

		@Override
		public Map.Entry<String, String> next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			int index = this.next++;
			return Map.entry(name(index), value(index));
		}

	}

	/**
	 * Collects the places of variables within one block of bytes. The block is not
	 * copied: it must not change afterwards.
	 */
	public static final class Builder {

		private static final int INITIAL_VARIABLES = 40;

		private final byte[] block;

		private final int maxVariables;

		private int[] offsets = new int[INITIAL_VARIABLES * INTS_PER_VARIABLE];

		private int size;

		/**
		 * Create a new builder.
		 * @param block the bytes of all names and values
		 * @param maxVariables the largest number of variables
		 */
		public Builder(byte[] block, int maxVariables) {
			this.block = block;
			this.maxVariables = maxVariables;
		}

		/**
		 * Add a variable.
		 * @param nameStart where its name starts in the block
		 * @param nameLength the length of the name in bytes
		 * @param valueStart where its value starts in the block
		 * @param valueLength the length of the value in bytes
		 * @return this builder
		 * @throws TooManyVariablesException if there are too many variables
		 * @throws MalformedRequestException if the name is empty
		 */
		public Builder add(int nameStart, int nameLength, int valueStart, int valueLength) {
			if (nameLength == 0) {
				throw new MalformedRequestException("Name of a meta-variable is empty");
			}
			if (this.size == this.maxVariables) {
				throw new TooManyVariablesException(this.maxVariables);
			}
			int offset = this.size * INTS_PER_VARIABLE;
			if (offset == this.offsets.length) {
				this.offsets = Arrays.copyOf(this.offsets, offset * 2);
			}
			this.offsets[offset] = nameStart;
			this.offsets[offset + 1] = nameStart + nameLength;
			this.offsets[offset + 2] = valueStart;
			this.offsets[offset + 3] = valueStart + valueLength;
			this.size++;
			return this;
		}

		/**
		 * Return the collected variables.
		 * @return the meta-variables
		 */
		public MetaVariables build() {
			return build(this.block);
		}

		/**
		 * Return the collected variables, some of which have their places beyond the end
		 * of the block of this builder.
		 * @param longerBlock a block that begins with that of this builder
		 * @return the meta-variables
		 */
		public MetaVariables build(byte[] longerBlock) {
			return new MetaVariables(longerBlock, this.offsets, this.size);
		}

	}

}
