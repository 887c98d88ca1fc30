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

package io.webgateway.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.assertj.core.api.ThrowingConsumer;

import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that differs between the doors. A line here is a line in the web server's
 * page of the documentation.
 */
final class Deviations {

	private static final List<Deviation> DEVIATIONS = new ArrayList<>();

	static {
		lighttpd();
		apache();
		haproxy();
		ajp();
		unixSockets();
		scriptName();
	}

	private Deviations() {
	}

	private static void lighttpd() {
		Predicate<DoorDescription> lighttpd = (door) -> door.isBehind(WebServer.LIGHTTPD);
		always("methodArrives(BAZ)", lighttpd, "lighttpd refuses methods that it does not know", status(501));
		always("emptyHeaderArrives", lighttpd, "lighttpd drops request headers without a value",
				(response) -> assertThat(response.text()).doesNotContainIgnoringCase("X-Empty"));
		always("emptyHeaderOfResponseArrives", lighttpd, "lighttpd drops response headers without a value",
				(response) -> assertThat(response.headers("X-Empty")).isEmpty());
		Predicate<DoorDescription> streaming = lighttpd.and((door) -> door.isVariant("-streaming"));
		String reason = "lighttpd cannot stream a body of unknown length to the application";
		// They may have arrived before lighttpd looks
		sometimes("chunkedBodyArrives(1)", streaming, reason, status(411));
		sometimes("chunkedBodyArrives(1000)", streaming, reason, status(411));
		always("chunkedBodyArrives(200000)", streaming, reason, status(411));
		always("chunkedBodyArrives(2000000)", streaming, reason, status(411));
	}

	private static void ajp() {
		Predicate<DoorDescription> ajp = (door) -> door.protocol() == Protocol.AJP;
		always("softwareOfTheWebServerIsKnown", ajp.and((door) -> !door.isDirect()),
				"AJP has no place for the name of the web server",
				(response) -> assertThat(response.text()).doesNotContain("SERVER_SOFTWARE"));
		Predicate<DoorDescription> lighttpd = ajp.and((door) -> door.isBehind(WebServer.LIGHTTPD));
		always("remoteAddressArrives", lighttpd, "lighttpd does not send the port of the client over AJP",
				(response) -> assertThat(response.text()).contains("\"port\":0"));
		always("localAddressArrives", lighttpd, "lighttpd does not send its own address over AJP",
				(response) -> assertThat(response.text()).contains("\"local\":{}"));
		String simplified = "lighttpd sends the decoded and simplified path over AJP";
		always("rawPathArrives(/a%2Fb)", lighttpd, simplified,
				(response) -> assertThat(response.text()).contains("/inspect/a/b\""));
		always("rawPathArrives(//a//b)", lighttpd, simplified,
				(response) -> assertThat(response.text()).contains("/inspect/a/b\""));
		always("rawPathArrives(/%61)", lighttpd, simplified,
				(response) -> assertThat(response.text()).contains("/inspect/a\""));
		always("methodArrives(PATCH)", lighttpd, "lighttpd knows no code of AJP for PATCH", status(400));
		always("rawQueryArrives(a=b?c/d:@!$'()*,;~)", lighttpd,
				"lighttpd takes the text before the last question mark for the path", status(404));
		always("encodedSlashStaysWithinItsSegment", lighttpd, simplified, status(404));
		always("dotSegmentsArriveAtTheHttpPortOnly", lighttpd, simplified, status(200));
		always("localPortArrives", lighttpd, "lighttpd does not send its own address over AJP",
				(response) -> assertThat(response.text()).contains("\"local\":{}"));
	}

	private static void apache() {
		always("localPortArrives", (door) -> door.isBehind(WebServer.APACHE) && door.protocol() != Protocol.AJP,
				"Apache takes SERVER_PORT from the Host header",
				(response) -> assertThat(response.text()).contains("\"port\":8123"));
		always("chunkedBodyArrives",
				(door) -> door.isBehind(WebServer.APACHE, Protocol.SCGI)
						|| door.isBehind(WebServer.APACHE, Protocol.UWSGI),
				"Apache does not collect a body of unknown length for a protocol that needs the length", status(411));
	}

	private static void haproxy() {
		Predicate<DoorDescription> haproxy = (door) -> door.isBehind(WebServer.HAPROXY);
		String reason = "HAProxy takes a body of unknown length only where one of its buffers has room for all of it";
		always("chunkedBodyArrives(200000)", haproxy, reason, status(400));
		always("chunkedBodyArrives(2000000)", haproxy, reason, status(400));
	}

	private static void unixSockets() {
		ThrowingConsumer<Response> looksComplete = (response) -> {
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.isComplete()).isTrue();
		};
		always("failureAfterTheFirstByteDoesNotLookComplete",
				(door) -> door.isUnix() && (door.protocol() == Protocol.SCGI || door.protocol() == Protocol.UWSGI),
				"A unix socket cannot be reset, and in SCGI and uwsgi its end is the end of the response",
				looksComplete);
	}

	private static void scriptName() {
		Predicate<DoorDescription> scriptName = (door) -> door.isVariant("-script-name");
		always("rawPathArrives(//a//b)", scriptName,
				"The web server simplifies PATH_INFO, so that it is not the path any more", status(404));
		always("rawQueryArrives(a=b?c/d:@!$'()*,;~)", scriptName.and((door) -> door.isBehind(WebServer.LIGHTTPD)),
				"lighttpd takes the text before the last question mark for the path", status(404));
	}

	private static void always(String behaviour, Predicate<DoorDescription> where, String reason,
			ThrowingConsumer<Response> observed) {
		DEVIATIONS.add(new Deviation(behaviour, where, true, reason, observed));
	}

	private static void sometimes(String behaviour, Predicate<DoorDescription> where, String reason,
			ThrowingConsumer<Response> observed) {
		DEVIATIONS.add(new Deviation(behaviour, where, false, reason, observed));
	}

	private static ThrowingConsumer<Response> status(int status) {
		return (response) -> assertThat(response.status()).as("%s", response).isEqualTo(status);
	}

	static Optional<Deviation> find(DoorDescription door, String behaviour) {
		return DEVIATIONS.stream().filter((deviation) -> deviation.concerns(door, behaviour)).findFirst();
	}

}
