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

package io.webgateway.it.identity;

import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.webgateway.http.GatewayRequest;

/**
 * Tells how it is asked.
 */
@RestController
class TlsController {

	/**
	 * For users with a certificate.
	 */
	@GetMapping("/certificate")
	String certificate(Principal principal) {
		return principal.getName();
	}

	@GetMapping("/tls")
	Tls tls(ServerHttpRequest request, @Nullable GatewayRequest gatewayRequest) {
		SslInfo sslInfo = request.getSslInfo();
		return new Tls(request.getURI().getScheme(), sslInfo != null, (sslInfo != null) ? sslInfo.getSessionId() : null,
				(gatewayRequest != null) ? gatewayRequest.sslProtocol() : null,
				(gatewayRequest != null) ? gatewayRequest.sslCipher() : null, subjects(sslInfo));
	}

	private static List<String> subjects(@Nullable SslInfo sslInfo) {
		List<String> subjects = new ArrayList<>();
		X509Certificate[] certificates = (sslInfo != null) ? sslInfo.getPeerCertificates() : null;
		if (certificates != null) {
			for (X509Certificate certificate : certificates) {
				subjects.add(certificate.getSubjectX500Principal().getName());
			}
		}
		return subjects;
	}

	record Tls(String scheme, boolean sslInfo, @Nullable String sessionId, @Nullable String protocol,
			@Nullable String cipher, List<String> certificates) {

	}

}
