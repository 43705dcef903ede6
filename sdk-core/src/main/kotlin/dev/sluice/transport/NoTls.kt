package dev.sluice.transport

import java.security.KeyManagementException
import java.security.SecureRandom
import javax.net.ssl.KeyManager
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLContextSpi
import javax.net.ssl.SSLEngine
import javax.net.ssl.SSLParameters
import javax.net.ssl.SSLServerSocketFactory
import javax.net.ssl.SSLSessionContext
import javax.net.ssl.SSLSocketFactory
import javax.net.ssl.TrustManager

/**
 * For clients that speak plain HTTP only, such as to a model on this machine: an HTTP client of the JDK takes the JVM's default context
 * as soon as it is built, and to read the certificates that the JVM trusts is about a quarter of what a fresh JVM spends until its first
 * answer. It refuses to secure anything.
 */
internal object NoTls : SSLContext(NoTlsSpi, null, "none")

private object NoTlsSpi : SSLContextSpi() {
    override fun engineInit(keys: Array<out KeyManager>?, trusted: Array<out TrustManager>?, random: SecureRandom?): Unit =
        throw KeyManagementException(REFUSAL)

    override fun engineGetSocketFactory(): SSLSocketFactory = refuse()

    override fun engineGetServerSocketFactory(): SSLServerSocketFactory = refuse()

    override fun engineCreateSSLEngine(): SSLEngine = refuse()

    override fun engineCreateSSLEngine(host: String?, port: Int): SSLEngine = refuse()

    override fun engineGetServerSessionContext(): SSLSessionContext? = null

    override fun engineGetClientSessionContext(): SSLSessionContext? = null

    override fun engineGetDefaultSSLParameters(): SSLParameters = SSLParameters()

    override fun engineGetSupportedSSLParameters(): SSLParameters = SSLParameters()

    private fun refuse(): Nothing = throw UnsupportedOperationException(REFUSAL)

    private const val REFUSAL = "This client speaks plain HTTP only."
}
