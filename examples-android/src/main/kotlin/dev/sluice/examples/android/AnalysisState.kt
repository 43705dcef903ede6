package dev.sluice.examples.android

/** What the screen shows: fields from their first characters on. Immutable, so that a redraw sees one moment. */
data class AnalysisState(
    val phase: Phase = Phase.IDLE,
    val productName: String? = null,
    val strengths: List<String> = emptyList(),
    val verdict: String = "",
    val isVerdictWhole: Boolean = false,
    val score: Double? = null,
    val attempt: Int = 0,
    /** What went wrong, in [Phase.FAILED]; what was read until then stays on the screen. */
    val problem: String? = null,
) {
    enum class Phase { IDLE, RUNNING, DONE, CANCELLED, FAILED }
}
