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
import java.net.InetAddress;

/**
 * Whether the application sees the address of the client, and not that of something in
 * between.
 */
class ClientAddressProbe implements Probe {

	@Override
	public String name() {
		return "client address";
	}

	@Override
	public Loss loss() {
		return Loss.CLIENT_ADDRESS_MISSING;
	}

	@Override
	public Finding examine(Examination examination) throws IOException {
		ProbeResponse response = examination.send(ProbeRequest.get());
		Report report = response.report();
		if (report == null) {
			return examination.refused(loss(), "a request", response);
		}
		String address = report.get(Report.REMOTE_ADDRESS);
		if (address == null) {
			return examination.lost(Loss.CLIENT_ADDRESS_MISSING, "the application does not see any");
		}
		InetAddress own = response.localAddress().getAddress();
		if (!InetAddress.getByName(address).equals(own)) {
			return other(examination, address, own);
		}
		String port = String.valueOf(report.get(Report.REMOTE_PORT));
		if (port.equals(String.valueOf(response.localAddress().getPort()))) {
			return Finding.ok(address + ", port " + port);
		}
		return Finding.note(address + ", without its port");
	}

	/**
	 * Behind a router that translates addresses, its address is the right one.
	 */
	private static Finding other(Examination examination, String address, InetAddress own) throws IOException {
		String what = "the application sees " + address + ", and this machine is " + own.getHostAddress();
		if (own.isSiteLocalAddress() && !InetAddress.getByName(address).isSiteLocalAddress()
				&& !InetAddress.getByName(address).isLoopbackAddress()) {
			return Finding.note(what + ", which is right if that is the address of its router");
		}
		return examination.lost(Loss.CLIENT_ADDRESS,
				what + ": " + address + " is most likely a proxy or balancer in front of the web server");
	}

}
