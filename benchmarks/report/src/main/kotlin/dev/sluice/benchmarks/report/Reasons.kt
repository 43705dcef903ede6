package dev.sluice.benchmarks.report

/** What is known of why a target is missed, where it is. */
internal object Reasons {
    const val OTHER_MACHINE = "The bound is a time, set on a machine where its yardstick was faster; see the ratio beside it."

    const val CHANGES_OF_THREADS =
        "A chunk that comes by itself is a wake-up or two of threads, the bare client's too; between runs both vary by half and more."

    const val WORK_OF_A_CALL =
        "A call does more than the bare client's before its first chunk: retries, limits and cancellation are coroutines, the request is " +
            "typed, and what comes back changes threads once more. It is about 19 KB of objects."

    const val ROOM_OF_THE_HEAP =
        "Mostly room that G1 took by doubling the heap, so it depends on where that falls: 63 to 76 KB so far, with 33 KB of live objects."

    const val START_OF_THE_JVM =
        "Most of it is the start of the JVM and of its HTTP client: compare the bare client, which took 640 to 730 ms when the bound was set."

    const val CLOCK = "What is allocated grows by 4.0, so the rest is the machine's: see the errors of the scores."

    const val CALLBACKS = "A subscriber is called where it may block, so a chunk that comes by itself changes threads once more."
}
