package dev.sluice.transport

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf

class TransportsTest :
    FunSpec({
        val jdk = "java.net.http.HttpClient"
        val android = "android.os.Build"

        test("on this JVM it is the JDK's client") { Transports.default(Timeouts.DEFAULT).use { it.shouldBeInstanceOf<JdkTransport>() } }

        test("Android has Ktor, whatever else is there; so has a JVM without the JDK's client") {
            Transports.prefersKtor { it == jdk } shouldBe false
            Transports.prefersKtor { it == android } shouldBe true
            Transports.prefersKtor { it == android || it == jdk } shouldBe true
            Transports.prefersKtor { false } shouldBe true
        }
    })
