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

package io.webgateway.autoconfigure;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

import io.webgateway.autoconfigure.printconfig.ApplicationProcess;
import io.webgateway.autoconfigure.printconfig.ConfigurationNotPossibleException;
import io.webgateway.autoconfigure.printconfig.ContextPathSource;
import io.webgateway.autoconfigure.printconfig.PublishedApplication;
import io.webgateway.autoconfigure.printconfig.PublishedListener;
import io.webgateway.http.FileHeader;
import io.webgateway.http.FileRoot;
import io.webgateway.server.AjpOptions;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.SharedSecret;

/**
 * Reads from the properties of an application what a web server has to know of it. What
 * the listeners would refuse is refused here as well.
 */
class PublishedApplicationReader {

	private static final String LISTENER = PrintConfigEnvironmentPostProcessor.PROPERTY + ".listener";

	private static final String CONTEXT_PATH = PrintConfigEnvironmentPostProcessor.PROPERTY + ".context-path";

	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(30);

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*\\}");

	private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

	private final ConfigurableEnvironment environment;

	private final SpringApplication application;

	PublishedApplicationReader(ConfigurableEnvironment environment, SpringApplication application) {
		this.environment = environment;
		this.application = application;
	}

	PublishedApplication read() {
		ListenerNames.in(this.environment);
		GatewayProperties properties = Binder.get(this.environment).bindOrCreate("gateway", GatewayProperties.class);
		properties.listeners().forEach(PublishedApplicationReader::check);
		ConfiguredListeners configured = new ConfiguredListeners(properties);
		String management = ManagementListener.in(this.environment);
		List<PublishedListener> listeners = new ArrayList<>();
		properties.listeners()
			.forEach((name, listener) -> listeners
				.add(published(configured.get(name), listener, name.equals(management))));
		// Properties come in an order that means nothing
		listeners.sort(Comparator.comparing(PublishedListener::name));
		return new PublishedApplication(this.environment.getProperty("spring.application.name", "app"), listeners,
				this.environment.getProperty(LISTENER), contextPath(), process());
	}

	private static void check(String name, ListenerProperties listener) {
		checkValue(ListenerNames.property(name, "bind"), listener.getBind());
		List<String> secrets = listener.getSecret();
		if (secrets != null) {
			secrets.forEach((secret) -> checkValue(ListenerNames.property(name, "secret"), secret));
		}
		listener.getFileOffload().getRoots().forEach((root) -> {
			checkValue(ListenerNames.property(name, "file-offload.roots"), root.getDirectory());
			checkValue(ListenerNames.property(name, "file-offload.roots"), root.getLocation());
		});
	}

	/**
	 * A placeholder without a value stays as it is, and the application that is asked may
	 * not have the environment of the one that is going to run.
	 */
	private static void checkValue(String property, @Nullable String value) {
		Matcher matcher = PLACEHOLDER.matcher((value != null) ? value : "");
		if (matcher.find()) {
			throw new ConfigurationNotPossibleException("Property '" + property + "' needs '" + matcher.group()
					+ "', which has no value here. Ask the application with the environment that it runs with.");
		}
		if (value != null && CONTROL.matcher(value).find()) {
			throw new ConfigurationNotPossibleException("Property '" + property
					+ "' has a control character in it, which cannot be written into a configuration.");
		}
	}

	private static PublishedListener published(ListenerSettings settings, ListenerProperties properties,
			boolean management) {
		List<String> paths = properties.getContextPath();
		ContextPathSource source = source(paths);
		FileHeader header = properties.getFileOffload().getHeader();
		SharedSecret secret = settings.access().secret();
		AjpOptions ajp = settings.ajp();
		return new PublishedListener(settings.name(), protocol(settings), settings.address(), source,
				(source == ContextPathSource.PATHS) ? List.copyOf(paths) : List.of(),
				(secret != null && properties.getSecret() != null)
						? new PublishedListener.Secret(secret.getVariable(), properties.getSecret().get(0)) : null,
				settings.identity(), header, (header != null) ? fileRoots(header, properties) : List.of(),
				settings.limits(), (ajp != null) ? ajp.maxPacketSize() : AjpOptions.DEFAULTS.maxPacketSize(),
				ajp != null && settings.protocol() == GatewayProtocol.AJP
						&& ajp.allowedAttributes().contains("SSL_CLIENT_VERIFY"),
				properties.getGroup(), management);
	}

	/**
	 * Every web server speaks FastCGI.
	 */
	private static GatewayProtocol protocol(ListenerSettings settings) {
		return (settings.protocol() != GatewayProtocol.AUTO) ? settings.protocol() : GatewayProtocol.FASTCGI;
	}

	private static ContextPathSource source(List<String> paths) {
		if (paths.isEmpty()) {
			return ContextPathSource.VARIABLE;
		}
		return switch (paths.get(0)) {
			case "none" -> ContextPathSource.NONE;
			case "script-name" -> ContextPathSource.SCRIPT_NAME;
			default -> ContextPathSource.PATHS;
		};
	}

	private static List<FileRoot> fileRoots(FileHeader header, ListenerProperties properties) {
		return properties.getFileOffload().getRoots().stream().map((root) -> {
			Path directory = Path.of(String.valueOf(root.getDirectory())).normalize();
			String location = (header == FileHeader.X_SENDFILE && !StringUtils.hasText(root.getLocation()))
					? directory.toString() : String.valueOf(root.getLocation());
			return new FileRoot(directory, StringUtils.trimTrailingCharacter(location, '/'));
		}).toList();
	}

	private @Nullable String contextPath() {
		String path = this.environment.getProperty(CONTEXT_PATH);
		if (path == null) {
			return null;
		}
		String withoutSlash = StringUtils.trimTrailingCharacter(path.strip(), '/');
		if (!withoutSlash.isEmpty() && !withoutSlash.startsWith("/")) {
			throw new InvalidListenerPropertyException(CONTEXT_PATH, path, "a context path begins with a slash",
					"Set '" + CONTEXT_PATH + "' to a path such as '/shop'.");
		}
		return withoutSlash;
	}

	private ApplicationProcess process() {
		File source = new ApplicationHome(this.application.getMainApplicationClass()).getSource();
		Path jar = (source != null && source.isFile()) ? source.toPath() : null;
		BindResult<Duration> timeout = Binder.get(this.environment)
			.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class);
		return new ApplicationProcess(Path.of(System.getProperty("java.home"), "bin", "java"), jar,
				Path.of("").toAbsolutePath(), List.of(this.environment.getActiveProfiles()),
				timeout.isBound() ? timeout.get() : SHUTDOWN_TIMEOUT);
	}

}
