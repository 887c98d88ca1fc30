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

import java.util.List;

/**
 * Whether the application knows the path at which it is mounted, with which its links
 * begin.
 */
class MountPointProbe implements Probe {

	@Override
	public String name() {
		return "mount point";
	}

	@Override
	public Loss loss() {
		return Loss.MOUNT_POINT;
	}

	@Override
	public Finding examine(Examination examination) {
		DoctorOptions options = examination.options();
		String target = String.valueOf(examination.introduction().get(Report.TARGET));
		if (!target.startsWith(options.path())) {
			return examination.lost(Loss.OTHER, "something takes " + options.mountPoint()
					+ " off the path, and nothing brings it back: leave out what rewrites the path");
		}
		String contextPath = String.valueOf(examination.introduction().get(Report.CONTEXT_PATH));
		if (contextPath.equals(options.mountPoint())) {
			return Finding.ok(contextPath.isEmpty() ? "none, as in the URL" : contextPath);
		}
		if (options.mountPoint().isEmpty()) {
			return Finding.lost(
					"the application believes to be at " + contextPath + ", and the URL is /: give the "
							+ "doctor the URL with the mount point, or leave out the setting of the context path",
					List.of());
		}
		return examination.lost(Loss.MOUNT_POINT, "the application believes to be at "
				+ (contextPath.isEmpty() ? "/" : contextPath) + ", and the URL is " + options.mountPoint());
	}

}
