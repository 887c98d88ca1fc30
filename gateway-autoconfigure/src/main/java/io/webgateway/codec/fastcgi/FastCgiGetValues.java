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

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;

/**
 * Content of a {@link FastCgiRecordType#GET_VALUES} record.
 *
 * @param names the names of the values that the web server asks for
 */
public record FastCgiGetValues(Set<String> names) {

	/**
	 * Name of the largest number of connections that the application accepts at a time.
	 */
	public static final String MAX_CONNS = "FCGI_MAX_CONNS";

	/**
	 * Name of the largest number of requests that the application accepts at a time.
	 */
	public static final String MAX_REQS = "FCGI_MAX_REQS";

	/**
	 * Name of the answer whether the application accepts several requests at a time on
	 * one connection, {@code 1} or {@code 0}.
	 */
	public static final String MPXS_CONNS = "FCGI_MPXS_CONNS";

	/**
	 * Create new content.
	 * @param names the names, which are copied
	 */
	public FastCgiGetValues {
		names = Set.copyOf(names);
	}

	/**
	 * Decode the content of a record.
	 * @param content the content, whose indexes do not change
	 * @return what the content asks for
	 * @throws MalformedRequestException if the content is not a sequence of pairs
	 */
	public static FastCgiGetValues decode(ByteBuf content) {
		byte[] block = ByteBufUtil.getBytes(content);
		MetaVariables pairs = NameValuePairs.decode(block, block.length, Integer.MAX_VALUE);
		Set<String> asked = new HashSet<>();
		for (int i = 0; i < pairs.size(); i++) {
			asked.add(pairs.name(i));
		}
		return new FastCgiGetValues(asked);
	}

	/**
	 * Write the {@link FastCgiRecordType#GET_VALUES_RESULT} record that answers. As the
	 * specification wants it, a name that is not known is left out.
	 * @param known the values that are known, by name
	 * @param out where to write the record
	 */
	public void writeResult(Map<String, String> known, ByteBuf out) {
		int start = out.writerIndex();
		FastCgiRecordWriter.writeHeader(out, FastCgiRecordType.GET_VALUES_RESULT, 0, 0);
		known.forEach((name, value) -> {
			if (this.names.contains(name)) {
				NameValuePairs.encode(name, value, out);
			}
		});
		FastCgiRecordWriter.setContentLength(out, start);
	}

}
