package dev.sluice.transport

import io.kotest.core.spec.style.FunSpec

/** What every transport does, tried over real sockets; other modules try theirs too. Subclasses name the transport. */
abstract class TransportSuite(subject: TransportUnderTest) : FunSpec() {
    init {
        context("a call") { TransportScenes(subject, this).calls() }
        context("connections") { TransportScenes(subject, this).connections() }
        context("going away") { TransportScenes(subject, this).goingAway() }
        context("trouble") { TransportScenes(subject, this).trouble() }
        context("timeouts") { TransportScenes(subject, this).timeouts() }
        context("compression") { TransportScenes(subject, this).compression() }
        context("redirects") { TransportScenes(subject, this).redirects() }
        context("proxies") { TransportScenes(subject, this).proxies() }
        context("closing") { TransportScenes(subject, this).closing() }
        context("many at once") { TransportScenes(subject, this).crowds() }
    }
}
