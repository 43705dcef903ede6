package dev.sluice.benchmarks.report

/** Something to measure with all clients. */
internal interface Scenario {
    val name: String
    val kind: Kind
    val title: String
    val unit: String

    /** What a client's process is told, and what it was started with. */
    val about: String

    /** Those clients of [clients] whose results are asked for and meaningful; [earlier] is what was measured before. */
    fun entrants(clients: List<ClientSpec>, earlier: List<ScenarioResult>): List<ClientSpec> = clients

    fun run(lab: Lab, clients: List<ClientSpec>): List<ClientResult>
}
