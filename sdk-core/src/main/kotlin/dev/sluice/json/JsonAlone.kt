package dev.sluice.json

/** A text that is JSON and nothing else, strictly. A list at [handedOut] that comes a second time takes back what was handed out. */
internal class JsonAlone(private val text: CharSequence, private val limits: JsonLimits, handedOut: JsonPath?) : JsonSource {
    private val reader = JsonReader(limits)
    private var read = 0
    private var firstList: JsonValue? = null

    /** Where the list stands a second time. */
    private var second: Long? = null

    init {
        if (handedOut != null) reader.onDuplicate = { path, offset -> if (path == handedOut) second = second ?: offset }
    }

    override val value: JsonValue? get() = if (second != null) firstList() else reader.value
    override val candidate: Int get() = 1
    override val warnings: List<JsonWarning> get() = reader.warnings
    override val repairs: List<JsonRepair> get() = emptyList()
    override val takenBack: TakenBack? get() = second?.let { TakenBack.REPEATED }

    override fun read() {
        val from = read
        read = text.length
        reader.feed(text, from, read)
    }

    override fun finish() {
        reader.finish()
    }

    /** However the text was cut, what counts is the first list, as it stood before the second began. */
    private fun firstList(): JsonValue? =
        firstList ?: JsonReader(limits).apply { feed(text, 0, second!!.toInt()) }.value.also { firstList = it }
}
