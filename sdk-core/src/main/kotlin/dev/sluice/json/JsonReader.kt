package dev.sluice.json

/**
 * Reads JSON that is still being written, piece by piece, and shows at any moment what has arrived.
 *
 * Strict JSON (RFC 8259): one value, after it only white space; beside it what the caller allows to be mended, and [repairs] lists. A
 * piece may end anywhere, within an escape or a number too. Strings show as
 * they grow, objects and arrays from their first bracket on; numbers, booleans and null show when their end is certain; a key shows together
 * with its value. What is complete never changes, and stays the same instance in all later snapshots. The one exception is a key that
 * stands twice in an object: its last value counts once that is complete, and [warnings] tell.
 *
 * Reading costs a constant time per character, a snapshot the depth of what is open. Feed and ask from one thread at a time; the values may
 * be read from any thread, also while the reader goes on. After an exception the reader takes no more, and [value] stays what it was: nothing
 * that arrived is lost.
 */
public class JsonReader
private constructor(private val limits: JsonLimits, kinds: Set<JsonRepairKind>, start: Long, isInText: Boolean) {
    private val builder = TreeBuilder()
    private val scanner = if (kinds.isEmpty() && !isInText) {
        StrictScanner(builder, limits, ::warnOfDuplicate)
    } else {
        LenientScanner(builder, limits, ::warnOfDuplicate, kinds, isInText, ::keepRepair)
    }
    private val keptWarnings = ArrayList<JsonWarning>()
    private val keptRepairs = ArrayList<JsonRepair>()
    private var window = CharArray(0)
    private var stop: ScanFailure? = null
    private var failure: RuntimeException? = null
    private var isFinished = false

    /** Reads strict JSON, within the limits that are generous for any answer. */
    public constructor() : this(JsonLimits.DEFAULT)

    /** Reads strict JSON, and mends what [repairs] name. */
    @JvmOverloads
    public constructor(limits: JsonLimits, repairs: Set<JsonRepairKind> = emptySet()) : this(limits, repairs.toSet(), 0, false)

    /** How many characters were read. */
    public var offset: Long = start
        private set

    /** What has arrived, or null before anything shows. The same instance as long as nothing visible changed. */
    public val value: JsonValue? get() = builder.show()

    /** Differs from an earlier answer if and only if something visible changed since. It only rises. */
    public val version: Long get() = builder.version

    /** Whether the whole value has arrived and cannot change; a number at the root only after white space or [finish]. */
    public val isComplete: Boolean get() = builder.root != null

    /** The path being written now: of the value that has begun or must come next, else of the innermost open object or array. */
    public val currentPath: JsonPath get() = builder.path(scanner.isInValue)

    /** The first hundred warnings, in the order of the text. */
    public val warnings: List<JsonWarning> get() = keptWarnings.toList()

    /** What was mended, in the order of the text: each a kind and a place. No more than the first ten thousand. */
    public val repairs: List<JsonRepair> get() = keptRepairs.sortedBy { it.offset }

    /** Whether anything was mended. */
    internal val isMended: Boolean get() = keptRepairs.isNotEmpty()

    /** Hears of every duplicate key with its path and offset, before its value shows; of those that [warnings] left out too. */
    internal var onDuplicate: ((JsonPath, Long) -> Unit)? = null

    /** How many warnings there were, those that [warnings] left out included. */
    public var warningCount: Long = 0
        private set

    /**
     * Reads on.
     *
     * @throws JsonSyntaxException when [text] makes it no JSON; what stands before the error is read
     * @throws JsonLimitException when it passes one of the limits
     * @throws IllegalStateException after [finish]
     */
    public fun feed(text: CharSequence): Unit = feed(text, 0, text.length)

    /** Reads on with the part of [text] from [start] until [end]. Otherwise as [feed] of a whole text. */
    public fun feed(text: CharSequence, start: Int, end: Int) {
        if (start < 0 || start > end || end > text.length) {
            throw IndexOutOfBoundsException("from $start to $end, length ${text.length}")
        }
        failure?.let { throw it }
        check(!isFinished) { "the reader is finished: make a new one for another text" }
        readOn(text, start, end)
        error?.let { throw it }
    }

    /** Reads on as [feed] does, throws nothing ([hasFailed] tells), and gives how much of the part was taken. */
    internal fun readOn(text: CharSequence, start: Int, end: Int): Int {
        val before = offset
        try {
            read(text, start, end)
        } catch (stop: ScanFailure) {
            offset += stop.index
            this.stop = stop
        }
        return (offset - before).toInt()
    }

    /** Whether the text turned out to be no JSON, or passed a limit, at [offset]. */
    internal val hasFailed: Boolean get() = stop != null

    /** Whether it failed at something that might have been mended. */
    internal val isRefused: Boolean get() = stop is Refused

    /** How the reading failed, if it did. Made when asked for: whoever tries out text needs none. */
    internal val error: RuntimeException?
        get() = failure ?: stop?.let(::exceptionOf)?.also { failure = it }

    /** How many objects are open, or arrays if the root is one. */
    internal val openLikeRoot: Int get() = builder.openLikeRoot

    /** Whether a string or key is being read. */
    internal val isInString: Boolean get() = scanner.isInString

    /** Whether a key's colon was read and its value is not whole. */
    internal val isBehindColon: Boolean get() = scanner.isBehindColon

    /** Whether a key in quotes was read and its colon comes next. */
    internal val isBehindKey: Boolean get() = scanner.isBehindKey

    /** Whether a key without quotes is being read. */
    internal val isInBareKey: Boolean get() = scanner.isInBareKey

    /** Where the last string or key began, at its quote; negative if a comment came behind it. */
    internal val stringOffset: Long get() = scanner.tokenOffset

    /**
     * Declares the end of the text. May be repeated.
     *
     * @return the whole value
     * @throws JsonIncompleteException when something is still open: the text is JSON as far as it goes
     * @throws JsonSyntaxException when the text was no JSON before; likewise [JsonLimitException]
     */
    public fun finish(): JsonValue {
        error?.let { throw it }
        isFinished = true
        val missing = scanner.finish() ?: return value!!
        throw JsonIncompleteException(missing, offset, currentPath).also { failure = it }
    }

    private fun read(text: CharSequence, start: Int, end: Int) {
        val allowed = minOf((end - start).toLong(), limits.maxLength - offset).toInt()
        if (window.size < minOf(allowed, WINDOW)) window = CharArray(maxOf(allowed, 2 * window.size).coerceIn(SMALL_WINDOW, WINDOW))
        var at = start
        while (at < start + allowed) {
            val length = minOf(window.size, start + allowed - at)
            text.copyTo(window, at, length)
            val taken = scanner.scan(window, length, offset)
            offset += taken
            at += taken
            if (taken < length) return
        }
        if (allowed < end - start) throw LimitPassed("maxLength", limits.maxLength, 0)
    }

    private fun exceptionOf(stop: ScanFailure): RuntimeException = when (stop) {
        is Malformed -> JsonSyntaxException(stop.message, offset, currentPath)
        is LimitPassed -> JsonLimitException(stop.limit, stop.maximum, offset, currentPath)
    }

    private fun keepRepair(kind: JsonRepairKind, offset: Long) {
        if (keptRepairs.size == KEPT_REPAIRS) return
        keptRepairs += JsonRepair(kind, offset, builder.path(scanner.isInValue && kind != JsonRepairKind.TRAILING_COMMA))
    }

    private fun warnOfDuplicate(offset: Long) {
        warningCount++
        onDuplicate?.invoke(builder.path(true), offset)
        if (keptWarnings.size == KEPT_WARNINGS) return
        keptWarnings += JsonWarning(builder.path(true), offset, "The key stands twice in its object; the last value counts")
    }

    public companion object {
        private const val SMALL_WINDOW = 64
        private const val WINDOW = 8 shl 10
        private const val KEPT_WARNINGS = 100
        private const val KEPT_REPAIRS = 10_000

        /** For a value that stands at [start] in a text and has anything behind it; that is left alone. */
        internal fun at(start: Int, limits: JsonLimits, repairs: Set<JsonRepairKind>): JsonReader =
            JsonReader(limits, repairs, start.toLong(), isInText = true)

        /**
         * Reads a whole text at once.
         *
         * @throws JsonIncompleteException when it ends too early
         * @throws JsonSyntaxException when it is no JSON
         * @throws JsonLimitException when it passes one of [limits]
         */
        @JvmStatic
        @JvmOverloads
        public fun parse(text: CharSequence, limits: JsonLimits = JsonLimits.DEFAULT): JsonValue {
            val reader = JsonReader(limits)
            reader.feed(text)
            return reader.finish()
        }
    }
}

private fun CharSequence.copyTo(target: CharArray, start: Int, length: Int) {
    when (this) {
        is String -> toCharArray(target, 0, start, start + length)
        is StringBuilder -> toCharArray(target, 0, start, start + length)
        else -> for (at in 0 until length) target[at] = this[start + at]
    }
}
