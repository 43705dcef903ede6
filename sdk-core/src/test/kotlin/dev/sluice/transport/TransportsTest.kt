package dev.sluice.transport

import dev.sluice.OpenAI
import dev.sluice.errors.SluiceException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.Job
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import java.lang.reflect.InvocationTargetException
import java.net.URLClassLoader

class TransportsTest :
    FunSpec({
        val jdk = "java.net.http.HttpClient"
        val android = "android.os.Build"

        fun chosen(vararg present: String) = Transports.default(Timeouts.DEFAULT) { it in present }

        test("on this JVM it is the JDK's client") { Transports.default(Timeouts.DEFAULT).use { it.shouldBeInstanceOf<JdkTransport>() } }

        test("it is not on Android, whatever else is there, nor on a JVM without it: then one has to be added") {
            chosen(jdk).use { it.shouldBeInstanceOf<JdkTransport>() }
            shouldThrow<SluiceException> { chosen(android) }.message shouldContain "Android has no java.net.http"
            shouldThrow<SluiceException> { chosen(android, jdk) }.message shouldContain "Android has no java.net.http"
            shouldThrow<SluiceException> { chosen() }.message shouldContain "`requires java.net.http;`"
        }

        test("who makes a client without one is told what to add, first of all") {
            WithoutHttpClient().use { loader ->
                val builder = loader.loadClass("dev.sluice.OpenAI\$Builder").getConstructor().newInstance()
                builder.javaClass.getMethod("apiKey", String::class.java).invoke(builder, "k")
                val failure = shouldThrow<InvocationTargetException> { builder.javaClass.getMethod("build").invoke(builder) }.cause!!
                failure.javaClass.name shouldBe SluiceException::class.java.name
                failure.message shouldContain "implementation(\"dev.sluice:sdk-ktor:"
                failure.message shouldContain "<artifactId>sdk-ktor</artifactId>"
                failure.message shouldContain "`transport`"
            }
        }
    })

/** Loads the core and what it brings anew, as if on a JVM that lacks `java.net.http`. */
private class WithoutHttpClient :
    URLClassLoader(
        listOf(OpenAI::class, KotlinVersion::class, Job::class, KSerializer::class, Json::class)
            .map { it.java.protectionDomain.codeSource.location }.toTypedArray(),
        getPlatformClassLoader(),
    ) {
    override fun loadClass(name: String, resolve: Boolean): Class<*> =
        if (name.startsWith("java.net.http.")) throw ClassNotFoundException(name) else super.loadClass(name, resolve)
}
