package dev.sluice

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import java.io.File

/**
 * Android has no `java.net.http`, and `java.util.concurrent.Flow` only from API 30 on. The check of the core against Android's classes
 * has to let both pass, for [dev.sluice.transport.JdkTransport]; here they are kept out of all else.
 */
internal class AndroidClassesTest :
    FunSpec({
        test("what Android lacks is named by the JDK's transport only, and where the default is chosen") {
            val sources = File("src/main/kotlin/dev/sluice")
            val named = sources.walk().filter { it.extension == "kt" && LACKING.containsMatchIn(it.readText()) }
            named.map { it.relativeTo(sources).invariantSeparatorsPath }.toList().shouldContainExactlyInAnyOrder(
                "transport/JdkClients.kt",
                "transport/JdkExchange.kt",
                "transport/JdkRequests.kt",
                "transport/JdkTransport.kt",
                "transport/Transports.kt",
                "transport/UploadPublisher.kt",
            )
        }
    }) {
    private companion object {
        val LACKING = Regex("""\bjava\.net\.http\b|\bjava\.util\.concurrent\.(Flow|\*)|\bClassValue\b|\bjava\.lang\.management\b""")
    }
}
