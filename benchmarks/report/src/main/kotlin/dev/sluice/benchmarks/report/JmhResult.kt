package dev.sluice.benchmarks.report

import kotlinx.serialization.Serializable

/** What JMH says of one benchmark with one set of parameters; [bytes] is what one operation allocates. */
@Serializable
internal class JmhResult(
    val benchmark: String,
    val params: Map<String, String>,
    val score: Double,
    val error: Double?,
    val unit: String,
    val bytes: Double?,
)
