package dev.sluice.benchmarks.report

/**
 * What the project sets out to reach, in one place. Bounds that name a client move with its figure in the same run. A bound that is a time
 * was set on one machine; where another is slower, what it was of the yardstick then is judged beside it.
 */
internal object Targets {
    private const val FACADE = "sluice-java"

    val ALL: List<Target> = requests() + streams() + many() + starts() + inside() + facade()

    private fun requests() = listOf(
        Measured("requests", "cpu").timesFloor(1.25),
        Measured("requests", "bytes").atMost(40_000.0),
        Measured("requests", "connections").atMost(0.0),
        Measured("tls", "cpu").timesFloor(1.3),
        Measured("tls", "bytes").atMost(62_000.0),
    )

    private fun streams() = listOf(
        Measured("fast", "cpu").atMost(1.6).because(Reasons.OTHER_MACHINE),
        Measured("fast", "cpu").timesFloor(1.42, "1.60 µs where that took 1.13"),
        Measured("fast", "bytes").atMost(2_000.0),
        Target(Measured("fast-20000", "bytes"), Times(1.05, Measured("fast-200", "bytes"), ClientSpec.OURS, "its own at 200 chunks")),
        Measured("paced", "cpu").timesFloor(1.25).because(Reasons.CHANGES_OF_THREADS),
        Measured("paced", "switches").atMost(2.0).because(Reasons.CHANGES_OF_THREADS),
        Measured("paced", "bytes").atMost(3_000.0),
        Measured("first", "first").timesFloor(1.15).because(Reasons.WORK_OF_A_CALL),
    )

    private fun many() = listOf(
        Target(Measured("hold-10000", "finished"), AtLeast(10_000.0)),
        Measured("hold-10000", "failures").atMost(0.0),
        Measured("hold-10000", "threads").atMost(150.0),
        Measured("hold-10000", "heap").atMost(40.0),
        Measured("hold-10000", "rss").atMost(65.0).because(Reasons.ROOM_OF_THE_HEAP),
    )

    private fun starts() = listOf(
        Measured("cold-complete", "cold-cpu").atMost(900.0).because(Reasons.START_OF_THE_JVM),
        Measured("cold-stream", "cold-cpu").atMost(900.0).because(Reasons.START_OF_THE_JVM),
        Measured("sizes", "size").atMost(8.0),
        Target(Measured("sizes", "size"), AtMost(13.0), FACADE),
    )

    private fun inside() = listOf("RECORDS" to "records", "STRING" to "one long string").flatMap { (document, name) ->
        listOf("4096" to "4 KB", "65536" to "64 KB", "1048576" to "1 MB").flatMap { (length, size) ->
            fun score(function: String, document: String) = Scored(
                "Partial JSON, a snapshot kept after each piece of 4 characters, $name of $size: µs a piece",
                "PartialJson.$function",
                mapOf("document" to document, "length" to length),
                per = length.toDouble() / 4,
                decimals = 3,
            )

            val parse = score("atOnceByKotlinx", "RECORDS")
            val bound = "a parse of such records by kotlinx-serialization, 0.05 µs where that took 0.0088 a piece"
            val kept = score("everySnapshotKept", document)
            listOf(kept.atMost(0.05).because(Reasons.OTHER_MACHINE), Target(kept, Times(5.7, parse, ClientSpec.OURS, bound)))
        }
    } + typed()

    private fun typed(): List<Target> {
        val figure = typed("itemsAndText", 64)
        return listOf(
            Target(figure, Times(10.0, typed("atOnceByKotlinx", 64), ClientSpec.OURS, "kotlinx-serialization at once")),
            Target(typed("itemsAndText", 256), Times(4.4, figure, ClientSpec.OURS, "that of 64 KB")).because(Reasons.CLOCK),
        )
    }

    private fun typed(function: String, kilobytes: Int) = Scored(
        "Typed partial, items and text read after each piece, $kilobytes KB of records: µs",
        "TypedValues.$function",
        mapOf("length" to "${kilobytes * 1_024}"),
    )

    private fun facade() = listOf(
        Measured("requests", "cpu").timesOurs(),
        Measured("fast", "cpu").timesOurs(),
        Measured("paced", "cpu").timesOurs().because(Reasons.CALLBACKS),
    )

    private fun Measured.timesOurs() = Target(this, Times(1.15, this, ClientSpec.OURS, ClientSpec.OURS), FACADE)

    private fun Figure.atMost(value: Double) = Target(this, AtMost(value))

    private fun Measured.timesFloor(factor: Double, origin: String? = null) =
        Target(this, Times(factor, this, ClientSpec.FLOOR, listOfNotNull(ClientSpec.FLOOR, origin).joinToString(", ")))
}
