package dev.sluice.transport

/** What stands before a transport keeps all of its promises. */
internal class InterceptedJdkTransportTest :
    TransportSuite(
        TransportUnderTest(tls = false, http2 = false, reusesConnections = true, noticesCutChunks = true) {
            intercepted(jdk(it))
        },
    )

/** [transport] with interceptors before it that do nothing. */
fun intercepted(transport: Transport): Transport =
    InterceptedTransport(transport, List(2) { Interceptor { request, next -> next.proceed(request) } })
