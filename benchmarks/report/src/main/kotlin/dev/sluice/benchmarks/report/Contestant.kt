package dev.sluice.benchmarks.report

import kotlinx.serialization.json.JsonObject

/** A client's part in a scenario. The first failure of its process ends it, and nobody else's. */
internal class Contestant(private val lab: Lab, private val client: ClientSpec, private val scenario: String) {
    private val rounds = mutableListOf<JsonObject>()
    private var problem: String? = null

    val result: ClientResult get() = ClientResult(client.name, rounds.toList(), problem)

    /** Does [work], whose result, if it has one, is a round. */
    fun attempt(work: (ClientSpec) -> JsonObject?) {
        if (problem != null) return
        try {
            work(client)?.let { rounds += it }
        } catch (failure: ProcessFailed) {
            problem = failure.message
            lab.tell("$scenario: ${client.name} failed: ${failure.message?.lineSequence()?.first()}")
        }
    }
}
