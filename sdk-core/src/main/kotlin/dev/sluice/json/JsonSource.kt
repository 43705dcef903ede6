package dev.sluice.json

/**
 * JSON out of a text that still grows. What stands before a fault is read and stays.
 *
 * A source may be told that the elements of a list in it are handed out as they close. Then that list counts as it came first; text
 * that would take elements back shows in [takenBack], and is not read.
 */
internal interface JsonSource {
    /** What shows of the JSON so far. */
    val value: JsonValue?

    /** Which try at an answer [value] belongs to, from 1: it rises whenever what showed is given up. */
    val candidate: Int
    val warnings: List<JsonWarning>
    val repairs: List<JsonRepair>

    /** Why what was handed out is not the answer; null as long as it may be. */
    val takenBack: TakenBack?

    /** Reads what has come since. Throws as [JsonReader.feed] does. */
    fun read()

    /** Declares the end: now [value] is complete, or null if the text has none. Throws as [JsonReader.finish] does. */
    fun finish()
}
