package dev.sluice.transport

/** The transport that a client uses when none is chosen. */
internal object Transports {
    /** The JDK's client on a JVM that has it; Ktor's CIO on Android, whatever else is there, and where the JDK's client is missing. */
    fun default(timeouts: Timeouts): Transport =
        if (prefersKtor(::isPresent)) KtorTransport.cio(timeouts.connectMillis) else jdk(timeouts)

    internal fun prefersKtor(isPresent: (String) -> Boolean): Boolean =
        isPresent("android.os.Build") || !isPresent("java.net.http.HttpClient")

    /** Apart, so that nothing of the JDK's client is touched where it does not exist. */
    private fun jdk(timeouts: Timeouts): Transport = JdkTransport.builder().connectTimeoutMillis(timeouts.connectMillis).build()

    private fun isPresent(name: String): Boolean = try {
        Class.forName(name, false, Transports::class.java.classLoader)
        true
    } catch (_: ClassNotFoundException) {
        false
    }
}
