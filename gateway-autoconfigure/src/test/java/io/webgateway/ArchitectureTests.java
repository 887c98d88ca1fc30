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

package io.webgateway;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Keeps the four floors apart, each of which knows only those below it.
 */
class ArchitectureTests {

	private static final String CODEC = "io.webgateway.codec..";

	private static final String SERVER = "io.webgateway.server..";

	private static final String HTTP = "io.webgateway.http..";

	private static final String CLIENT = "io.webgateway.client..";

	private static final String AUTOCONFIGURE = "io.webgateway.autoconfigure..";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.webgateway");

	@Test
	void everyClassLivesOnAFloor() {
		classes().should().resideInAnyPackage(CODEC, SERVER, HTTP, CLIENT, AUTOCONFIGURE).check(CLASSES);
	}

	@Test
	void codecsKnowBuffersAndHandlersOnly() {
		classes().that()
			.resideInAPackage(CODEC)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(CODEC, "java.lang..", "java.util", "java.util.function", "java.util.stream",
					"java.nio.charset", "io.netty.buffer", "io.netty.channel", "io.netty.handler.codec..",
					"io.netty.util", "org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void codecsOfDifferentProtocolsDoNotKnowEachOther() {
		slices().matching("io.webgateway.codec.(*)..").should().notDependOnEachOther().check(CLASSES);
	}

	@Test
	void codecsDoNotStartThreads() {
		noClasses().that()
			.resideInAPackage(CODEC)
			.should()
			.dependOnClassesThat()
			.areAssignableTo(Thread.class)
			.check(CLASSES);
	}

	@Test
	void serverKnowsNeitherSpringNorTheFloorsAbove() {
		noClasses().that()
			.resideInAPackage(SERVER)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", HTTP, CLIENT, AUTOCONFIGURE)
			.check(CLASSES);
	}

	@Test
	void httpKnowsNeitherSpringBootNorTheFloorAbove() {
		noClasses().that()
			.resideInAPackage(HTTP)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", CLIENT, AUTOCONFIGURE)
			.check(CLASSES);
	}

	@Test
	void clientKnowsTheCodecsAndNothingOfListeners() {
		noClasses().that()
			.resideInAPackage(CLIENT)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", SERVER, HTTP, AUTOCONFIGURE)
			.check(CLASSES);
	}

	@Test
	void onlyTheServerKnowsTheProtocols() {
		noClasses().that()
			.resideInAnyPackage(HTTP, AUTOCONFIGURE)
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.webgateway.codec.*..")
			.check(CLASSES);
	}

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("io.webgateway.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		classes().that()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
	}

	@Test
	void nothingSleeps() {
		noClasses().should()
			.callMethodWhere(DescribedPredicate.describe("sleep", (call) -> call.getName().equals("sleep")))
			.check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		classes().should(new BeInANullMarkedPackage()).check(CLASSES);
	}

	private static final class BeInANullMarkedPackage extends ArchCondition<JavaClass> {

		private BeInANullMarkedPackage() {
			super("be in a package that is @NullMarked");
		}

		@Override
		public void check(JavaClass item, ConditionEvents events) {
			boolean nullMarked = item.getPackage().isAnnotatedWith(NullMarked.class);
			String message = item.getPackageName() + " is " + (nullMarked ? "" : "not ") + "@NullMarked";
			events.add(new SimpleConditionEvent(item, nullMarked, message));
		}

	}

}
