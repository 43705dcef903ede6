package dev.sluice.schema

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import java.net.URLClassLoader

/** Property references, with kotlin-reflect on the class path and without it. */
class PropertyReferenceTest :
    FunSpec({
        test("references as the compiler makes them") {
            PropertyReferenceCases.run() shouldBe PropertyReferenceCases.expected
        }

        test("references as kotlin-reflect makes them") {
            // A string has no reflected form.
            val reflected = PropertyReferenceCases.expected - "no reference"
            PropertyReferenceCases.runReflected() shouldBe reflected
        }

        test("references where there is no kotlin-reflect") {
            val classes = listOf(
                PropertyReferenceCases::class.java,
                KotlinOutputType::class.java,
                Unit::class.java,
                KSerializer::class.java,
                Json::class.java,
            )
            val urls = classes.map { it.protectionDomain.codeSource.location }.toTypedArray()
            URLClassLoader(urls, ClassLoader.getPlatformClassLoader()).use { bare ->
                shouldThrow<ClassNotFoundException> { bare.loadClass("kotlin.reflect.full.KClasses") }
                val cases = bare.loadClass(PropertyReferenceCases::class.java.name)
                cases.getMethod("run").invoke(null) shouldBe PropertyReferenceCases.expected
            }
        }
    })
