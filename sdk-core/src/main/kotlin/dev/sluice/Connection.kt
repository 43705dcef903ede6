package dev.sluice

import dev.sluice.limits.RetryBudget
import dev.sluice.transport.ClientTransport
import dev.sluice.wire.WireCalls

/** What carries a client's calls, and what its copies share of it. */
internal class Connection(val pool: ClientTransport, val budget: RetryBudget, val calls: WireCalls, private val isShared: Boolean) {
    /** A copy leaves open what is another client's. */
    fun close() {
        if (!isShared) pool.close()
    }
}
