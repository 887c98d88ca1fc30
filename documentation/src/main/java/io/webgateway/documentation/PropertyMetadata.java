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

package io.webgateway.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what the jars of this project tell of their configuration properties.
 */
class PropertyMetadata {

	private static final String OURS = "io.webgateway.";

	private static final String LOCATION = "META-INF/spring-configuration-metadata.json";

	private static final String LOCATION_OF_TYPE = "META-INF/spring/configuration-metadata/%s.json";

	private static final Pattern COLLECTION = Pattern.compile("java\\.util\\.(List|Set|Map)<(?:.*,)?([^,<>]+)>");

	private static final JsonMapper MAPPER = new JsonMapper();

	private final ClassLoader classLoader;

	PropertyMetadata(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	List<ConfigurationProperty> read() throws IOException {
		Map<String, ConfigurationProperty> properties = new TreeMap<>();
		for (URL location : Collections.list(this.classLoader.getResources(LOCATION))) {
			JsonNode document = read(location);
			if (isOurs(document)) {
				add(properties, "", document);
			}
		}
		if (properties.isEmpty()) {
			throw new DocumentationException("There is no metadata of properties");
		}
		return List.copyOf(properties.values());
	}

	private static JsonNode read(URL location) throws IOException {
		try (InputStream stream = location.openStream()) {
			return MAPPER.readTree(stream);
		}
	}

	private static boolean isOurs(JsonNode document) {
		return Stream.of("groups", "properties")
			.flatMap((kind) -> document.path(kind).valueStream())
			.anyMatch((node) -> node.path("sourceType").asString("").startsWith(OURS));
	}

	private void add(Map<String, ConfigurationProperty> properties, String prefix, JsonNode document)
			throws IOException {
		List<String> groups = new ArrayList<>();
		document.path("groups").valueStream().map((group) -> group.path("name").asString()).forEach(groups::add);
		groups.sort(Comparator.comparing(String::length).reversed());
		for (JsonNode node : document.path("properties")) {
			String name = prefix + node.path("name").asString();
			String type = node.path("type").asString();
			Matcher collection = COLLECTION.matcher(type);
			if (collection.matches()) {
				URL nested = this.classLoader.getResource(LOCATION_OF_TYPE.formatted(collection.group(2)));
				if (nested != null) {
					add(properties, name + (collection.group(1).equals("Map") ? ".<name>." : "[]."), read(nested));
					continue;
				}
			}
			properties.put(name, property(name, prefix, groups, node));
		}
	}

	private ConfigurationProperty property(String name, String prefix, List<String> groups, JsonNode node) {
		String group = groups.stream()
			.map((candidate) -> prefix + candidate)
			.filter((candidate) -> name.startsWith(candidate + "."))
			.findFirst()
			.orElseGet(() -> prefix.isEmpty() ? name.substring(0, name.lastIndexOf('.'))
					: prefix.substring(0, prefix.length() - 1));
		String description = node.path("description").asString("");
		if (description.isEmpty()) {
			throw new DocumentationException("The property " + name + " has no description");
		}
		String type = node.path("type").asString();
		return new ConfigurationProperty(group, name.substring(group.length() + 1), nameOf(type), values(type),
				defaultValue(node.path("defaultValue")), description);
	}

	private static @Nullable String defaultValue(JsonNode node) {
		if (node.isMissingNode()) {
			return null;
		}
		return node.isArray() ? String.join(",", node.valueStream().map(JsonNode::asString).toList()) : node.asString();
	}

	private static String nameOf(String type) {
		Matcher collection = COLLECTION.matcher(type);
		if (collection.matches()) {
			return collection.group(1) + " of " + nameOf(collection.group(2));
		}
		return type.replaceFirst(".*[.$]", "");
	}

	private List<String> values(String type) {
		if (type.startsWith("java.")) {
			return List.of();
		}
		try {
			Object[] constants = Class.forName(type, false, this.classLoader).getEnumConstants();
			return (constants != null) ? Stream.of(constants)
				.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
				.toList() : List.of();
		}
		catch (ClassNotFoundException ex) {
			throw new DocumentationException("The type of a property is not there: " + type);
		}
	}

}
