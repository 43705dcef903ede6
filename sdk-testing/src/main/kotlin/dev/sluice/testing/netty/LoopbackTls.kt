package dev.sluice.testing.netty

import io.netty.handler.ssl.ApplicationProtocolConfig
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior
import io.netty.handler.ssl.ApplicationProtocolNames
import io.netty.handler.ssl.SslContext
import io.netty.handler.ssl.SslContextBuilder
import io.netty.handler.ssl.SslProvider
import io.netty.pkitesting.CertificateBuilder
import io.netty.pkitesting.X509Bundle
import java.security.cert.X509Certificate
import javax.net.ssl.SSLContext
import javax.net.ssl.X509TrustManager

/** TLS for localhost and 127.0.0.1 with a certificate of its own, made once a process and kept in memory only. */
internal object LoopbackTls {
    private val bundle: X509Bundle by lazy {
        CertificateBuilder()
            .subject("CN=localhost, O=Scripted server")
            .addSanDnsName("localhost")
            .addSanIpAddress("127.0.0.1")
            .setIsCertificateAuthority(true)
            .ecp256()
            .buildSelfSigned()
    }

    val certificate: X509Certificate get() = bundle.certificate

    /** Trusts [certificate] and nothing else. */
    val trustManager: X509TrustManager by lazy {
        bundle.toTrustManagerFactory().trustManagers.filterIsInstance<X509TrustManager>().first()
    }

    val clientContext: SSLContext by lazy {
        SSLContext.getInstance("TLS").apply { init(null, arrayOf(trustManager), null) }
    }

    fun serverContext(http2: Boolean): SslContext {
        val protocols = listOfNotNull(ApplicationProtocolNames.HTTP_2.takeIf { http2 }, ApplicationProtocolNames.HTTP_1_1)
        return SslContextBuilder.forServer(bundle.toKeyManagerFactory())
            .sslProvider(SslProvider.JDK)
            .applicationProtocolConfig(
                ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    protocols,
                ),
            )
            .build()
    }
}
