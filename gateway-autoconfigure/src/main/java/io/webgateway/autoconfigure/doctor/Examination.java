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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * What all probes of one run know: the way to the application, and what they have found
 * at its end.
 */
class Examination {

	/** A multiple of what is needed now, as it will be more. */
	private static final int MARGIN = 2;

	private static final int GATEWAY_TIMEOUT = 504;

	private static final long MIN_UPLOAD = 100;

	private static final long MIN_SECONDS = 300;

	private final DoctorOptions options;

	private final ProbeClient client;

	private final DoctorKey key;

	private final Report introduction;

	private final @Nullable WebServerKind webServer;

	/**
	 * Create a new examination.
	 * @param options what the doctor was told
	 * @param client sends probes
	 * @param key the key of application and doctor
	 * @param introduction the report of the first probe
	 * @param webServer the web server, {@code null} if it is not known
	 */
	Examination(DoctorOptions options, ProbeClient client, DoctorKey key, Report introduction,
			@Nullable WebServerKind webServer) {
		this.options = options;
		this.client = client;
		this.key = key;
		this.introduction = introduction;
		this.webServer = webServer;
	}

	DoctorOptions options() {
		return this.options;
	}

	Report introduction() {
		return this.introduction;
	}

	boolean isBehind(WebServerKind webServer) {
		return this.webServer == webServer;
	}

	/**
	 * Return whether the request has come over one of these protocols.
	 * @param protocols the names of protocols
	 * @return whether it has
	 */
	boolean isOver(String... protocols) {
		return List.of(protocols).contains(protocol());
	}

	private String protocol() {
		String protocol = this.introduction.get(Report.PROTOCOL);
		return (protocol != null) ? protocol.toLowerCase(Locale.ROOT) : "http";
	}

	ProbeResponse send(ProbeRequest request) throws IOException {
		return this.client.send(request);
	}

	/**
	 * Return whether a value that the application reports is the one that was sent.
	 * @param reported the value as it is reported
	 * @param sent the value that was sent
	 * @param response the answer that has the report
	 * @return whether it is the same
	 */
	boolean isSame(String reported, String sent, ProbeResponse response) {
		return reported.equals(sent) || reported.equals(PublicFields.mask(sent, this.key, response.nonce()));
	}

	/**
	 * Return that something did not reach the application at all.
	 * @param loss what mends that
	 * @param sent what was sent
	 * @param response what came back
	 * @return the finding
	 */
	Finding refused(Loss loss, String sent, ProbeResponse response) {
		return lost((response.status() == GATEWAY_TIMEOUT) ? Loss.IDLE : loss,
				sent + ": answered with " + response.status() + " before the application");
	}

	Finding lost(Loss loss, String what) {
		return Finding.lost(what, remedies(loss));
	}

	/**
	 * Return that something is not as it could be.
	 * @param loss what changes that
	 * @param what what arrived
	 * @return the finding
	 */
	Finding note(Loss loss, String what) {
		return new Finding(Finding.Result.NOTE, what, remedies(loss));
	}

	/**
	 * Return the lines that mend a loss.
	 * @param loss the loss
	 * @return the lines, with the values of this examination
	 */
	List<Remedy> remedies(Loss loss) {
		List<Remedy> remedies = new ArrayList<>();
		if (this.introduction.get(Report.LISTENER) == null) {
			// What leads to the HTTP port is no gateway's configuration
			return remedies;
		}
		if (loss == Loss.MOUNT_POINT && isOver("ajp") && isBehind(WebServerKind.LIGHTTPD)) {
			// Which tells no variables of its own over AJP
			remedies.add(new Remedy("the application's listener", "context-path: " + this.options.mountPoint()));
			return remedies;
		}
		for (Remedy remedy : loss.remedies(this.webServer)) {
			remedies.add(complete(remedy));
		}
		if (remedies.isEmpty() && this.webServer != null) {
			remedies.add(new Remedy("see", this.webServer.page()));
		}
		return remedies;
	}

	private Remedy complete(Remedy remedy) {
		DataSize upload = DataSize.ofMegabytes(Math.max(MIN_UPLOAD, this.options.upload().toMegabytes() * MARGIN));
		String address = this.introduction.get(Report.REMOTE_ADDRESS);
		return remedy.with("protocol", directivePrefix())
			.with("path", this.options.mountPoint())
			.with("kilobytes", String.valueOf(upload.toKilobytes()))
			.with("megabytes", String.valueOf(upload.toMegabytes()))
			.with("seconds", String.valueOf(Math.max(MIN_SECONDS, this.options.idle().toSeconds() * MARGIN)))
			.with("address", (address != null) ? address : "<address of the proxy>")
			.with("ajp", isOver("ajp") ? "AJP_" : "");
	}

	/**
	 * Return how the directives of the protocol begin.
	 */
	private String directivePrefix() {
		String protocol = protocol();
		if (!isBehind(WebServerKind.LIGHTTPD)) {
			return protocol;
		}
		return switch (protocol) {
			case "uwsgi" -> "scgi";
			case "ajp" -> "ajp13";
			default -> protocol;
		};
	}

}
