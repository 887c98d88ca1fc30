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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import io.webgateway.it.application.ContractApplication;

/**
 * Jars of the application for a user who may not read the files of the user who runs the
 * tests.
 */
final class ApplicationJars {

	private final Path libraries;

	/**
	 * Copy all that the application needs.
	 * @param libraries the directory to create for that
	 * @throws IOException if it cannot be written
	 */
	ApplicationJars(Path libraries) throws IOException {
		this.libraries = Files.createDirectory(libraries);
		int count = 0;
		for (String element : System.getProperty("java.class.path").split(":")) {
			Path source = Path.of(element);
			Path target = libraries.resolve("%03d.jar".formatted(count++));
			if (Files.isRegularFile(source)) {
				Files.copy(source, target);
			}
			else if (Files.isDirectory(source)) {
				write(target, new Manifest(), source);
			}
		}
	}

	/**
	 * Write a jar that can be run.
	 * @param jar the file
	 * @param instance what the application calls itself
	 * @throws IOException if it cannot be written
	 */
	void write(Path jar, String instance) throws IOException {
		Path content = Files.createTempDirectory(jar.getParent(), "content");
		Files.writeString(content.resolve("application.properties"), "instance=" + instance + "\n");
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ContractApplication.class.getName());
		manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath(jar.getParent()));
		write(jar, manifest, content);
	}

	private String classPath(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(this.libraries)) {
			return String.join(" ", files.sorted().map((file) -> directory.relativize(file).toString()).toList());
		}
	}

	private static void write(Path target, Manifest manifest, Path content) throws IOException {
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest);
				Stream<Path> files = Files.walk(content)) {
			// Directories have entries, or Spring finds no classes in them
			for (Path file : (Iterable<Path>) files.skip(1)::iterator) {
				String name = content.relativize(file) + (Files.isDirectory(file) ? "/" : "");
				if (!name.equals("META-INF/MANIFEST.MF")) {
					jar.putNextEntry(new ZipEntry(name));
					if (Files.isRegularFile(file)) {
						Files.copy(file, jar);
					}
				}
			}
		}
	}

}
