package dev.sluice.transport

import dev.sluice.errors.SluiceException
import java.util.ServiceLoader

/** The transport that a client uses when none is chosen. */
internal object Transports {
    /** The JDK's client on a JVM that has it; on Android, whatever else is there, and where the JDK's client is missing, a provider's. */
    fun default(timeouts: Timeouts): Transport = default(timeouts, ::isPresent)

    internal fun default(timeouts: Timeouts, isPresent: (String) -> Boolean): Transport {
        val isAndroid = isPresent("android.os.Build")
        if (!isAndroid && isPresent("java.net.http.HttpClient")) return jdk(timeouts)
        val provider = provider() ?: throw noTransport(if (isAndroid) ON_ANDROID else WITHOUT_MODULE)
        return provider.create(timeouts)
    }

    /** In this form, with no variable and no function of Kotlin's on the way, R8 puts the class it finds in the place of the search. */
    private fun provider(): TransportProvider? {
        val found = ServiceLoader.load(TransportProvider::class.java, TransportProvider::class.java.classLoader).iterator()
        return if (found.hasNext()) found.next() else null
    }

    private fun noTransport(why: String) = SluiceException(
        "The client has no way to send requests: $why dev.sluice:sdk-ktor in the version of sdk-core; " +
            "Gradle: implementation(\"dev.sluice:sdk-ktor:<version>\"), Maven: " +
            "<dependency><groupId>dev.sluice</groupId><artifactId>sdk-ktor</artifactId><version>…</version></dependency>. " +
            "Or give the client a transport of your own, by its option `transport`.",
    )

    /** Apart, so that nothing of the JDK's client is touched where it does not exist. */
    private fun jdk(timeouts: Timeouts): Transport = JdkTransport.builder().connectTimeoutMillis(timeouts.connectMillis).build()

    private fun isPresent(name: String): Boolean = try {
        Class.forName(name, false, Transports::class.java.classLoader)
        true
    } catch (_: ClassNotFoundException) {
        false
    }

    private const val ON_ANDROID = "Android has no java.net.http, and the artifact that takes its place is not on the class path. Add"

    /** An application that is a module, or a cut-down runtime, has of the JDK what is required by name. */
    private const val WITHOUT_MODULE = "this JVM runs without the JDK's module java.net.http. " +
        "Let your module-info.java say `requires java.net.http;`, or start Java with --add-modules java.net.http. Or add"
}
