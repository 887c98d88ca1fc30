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

package io.webgateway.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;

import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.fastcgi.FastCgiParams;
import io.webgateway.codec.fastcgi.FastCgiRecord;
import io.webgateway.codec.fastcgi.FastCgiRecordDecoder;
import io.webgateway.codec.fastcgi.FastCgiRecordType;
import io.webgateway.codec.scgi.ScgiRequestDecoder;
import io.webgateway.codec.uwsgi.UwsgiRequestDecoder;
import io.webgateway.codec.uwsgi.UwsgiRequestHead;

/**
 * Decodes the head of a request as a connection does, without a connection.
 */
@FunctionalInterface
interface HeadDecoder {

	/**
	 * The limits of a head.
	 */
	HeadLimits LIMITS = new HeadLimits(65536, 1000);

	/**
	 * Decode a request without a body.
	 * @param in the request as it is on the wire
	 * @return its meta-variables
	 */
	MetaVariables decode(ByteBuf in);

	/**
	 * Return a decoder for one request after the other.
	 * @param protocol the protocol
	 * @return the decoder
	 */
	static HeadDecoder of(Protocol protocol) {
		return switch (protocol) {
			case FASTCGI -> new FastCgi();
			// These have a connection, and a decoder, for each request
			case SCGI -> (in) -> new Scgi().decode(in);
			case UWSGI -> (in) -> new Uwsgi().decode(in);
			case HTTP, AJP -> throw new IllegalArgumentException("There is no codec for " + protocol);
		};
	}

	/**
	 * Decodes records.
	 */
	final class FastCgi extends FastCgiRecordDecoder implements HeadDecoder {

		private final List<Object> records = new ArrayList<>();

		@Override
		public MetaVariables decode(ByteBuf in) {
			while (in.isReadable()) {
				decodeNext(in, this.records);
			}
			FastCgiParams params = new FastCgiParams(LIMITS);
			for (Object message : this.records) {
				FastCgiRecord record = (FastCgiRecord) message;
				if (record.type() == FastCgiRecordType.PARAMS) {
					params.append(record.content());
				}
				record.release();
			}
			this.records.clear();
			return params.decode();
		}

	}

	/**
	 * Decodes a netstring.
	 */
	final class Scgi extends ScgiRequestDecoder implements HeadDecoder {

		Scgi() {
			super(LIMITS);
		}

		@Override
		public MetaVariables decode(ByteBuf in) {
			List<Object> out = new ArrayList<>(1);
			while (in.isReadable()) {
				decodeNext(in, out);
			}
			return (MetaVariables) out.get(0);
		}

	}

	/**
	 * Decodes a packet.
	 */
	final class Uwsgi extends UwsgiRequestDecoder implements HeadDecoder {

		Uwsgi() {
			super(LIMITS);
		}

		@Override
		public MetaVariables decode(ByteBuf in) {
			List<Object> out = new ArrayList<>(1);
			while (in.isReadable()) {
				decodeNext(in, out);
			}
			return ((UwsgiRequestHead) out.get(0)).variables();
		}

	}

}
