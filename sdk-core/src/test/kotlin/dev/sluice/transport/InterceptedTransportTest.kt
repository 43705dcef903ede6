package dev.sluice.transport

/** What stands before a transport keeps all of its promises. */
internal class InterceptedJdkTransportTest :
    TransportSuite(
        TransportUnderTest(tls = false, http2 = false, reusesConnections = true, noticesCutChunks = true) {
            intercepted(jdk(it))
        },
    )

internal class InterceptedCioTransportTest :
    TransportSuite(
        TransportUnderTest(tls = false, http2 = false, reusesConnections = false, noticesCutChunks = false) { intercepted(cio(it)) },
    )

private fun intercepted(transport: Transport) =
    InterceptedTransport(transport, List(2) { Interceptor { request, next -> next.proceed(request) } })
