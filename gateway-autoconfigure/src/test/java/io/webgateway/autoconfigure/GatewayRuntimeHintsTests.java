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

import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.netty.channel.ChannelHandler;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatewayRuntimeHints}.
 */
class GatewayRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void whenClassIsChannelHandlerThenNettyFindsItsMethods() {
		new GatewayRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		assertThat(channelHandlers()).hasSizeGreaterThan(5)
			.allSatisfy((handler) -> assertThat(
					RuntimeHintsPredicates.reflection().onType(TypeReference.of(handler.getName())))
				.as(handler.getName())
				.accepts(this.hints));
	}

	@Test
	void whenClassIsLookedForByNameThenItIsFound() {
		new GatewayRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		assertThat(Stream.of(WebServerLogReader.LOGBACK, ManagementListenerGuard.ACTUATOR))
			.allSatisfy((name) -> assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(name)))
				.accepts(this.hints));
	}

	@Test
	void whenApplicationIsProcessedThenHintsAreFound() {
		assertThat(SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)).hasAtLeastOneElementOfType(GatewayRuntimeHints.class);
	}

	private static Stream<JavaClass> channelHandlers() {
		return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.webgateway")
			.stream()
			.filter((type) -> type.isAssignableTo(ChannelHandler.class)
					&& !type.getModifiers().contains(JavaModifier.ABSTRACT));
	}

}
