package dev.sluice.testing

/**
 * What the server does with one request: a status, headers, and the steps of its body. Immutable; may be given many times.
 *
 * Each piece of the body is written and flushed by itself, so a cut or a hold stands exactly where the script has it. A body that
 * is only bytes travels with `Content-Length`; one that waits, breaks, or is produced lazily travels chunked (over HTTP/1.1).
 */
public class Answer internal constructor(
    public val status: Int,
    internal val headers: HeaderList,
    internal val steps: Iterable<Step>,
    internal val framing: Framing,
    internal val headPlaced: Boolean,
    internal val gzip: Boolean,
    internal val closing: Closing,
) {
    /** How the end of the body is told over HTTP/1.1. RAW: the steps are all there is, head included. */
    internal enum class Framing { AUTO, CHUNKED, UNTIL_CLOSE, RAW }

    /** What becomes of the connection afterwards. */
    internal enum class Closing { KEEP, ANNOUNCED, SILENT }

    /** A builder that starts from this. */
    public fun newBuilder(): Builder = Builder(this)

    override fun toString(): String = if (framing == Framing.RAW) "raw answer" else "answer $status"

    /** Makes an [Answer]. Steps happen in the order in which they were added. */
    public class Builder internal constructor(from: Answer) {
        /** The builder of an answer 200 without a body. */
        public constructor() : this(EMPTY)

        /** The HTTP status. */
        @set:JvmSynthetic
        public var status: Int = from.status

        private var headers = from.headers
        private var steps = from.steps
        private var framing = from.framing
        private var headPlaced = from.headPlaced
        private var gzip = from.gzip
        private var closing = from.closing

        /** Sets [status]. */
        public fun status(value: Int): Builder = apply { status = value }

        /** Sets a header, in place of what stood under [name]. */
        public fun header(name: String, value: String): Builder = apply { headers = headers.without(name).plus(name, value) }

        /** Adds a header beside what stands under [name]. */
        public fun addHeader(name: String, value: String): Builder = apply { headers = headers.plus(name, value) }

        /** Declares a length that the body need not keep: less is a truncated body (the connection is closed after it). */
        public fun contentLength(bytes: Long): Builder = header("Content-Length", bytes.toString())

        /** Adds [more] steps. They are asked for one by one, as they are needed, once for each request that gets this answer. */
        public fun steps(more: Iterable<Step>): Builder = apply {
            steps = steps joined more
            if (more is List && Step.Head in more) headPlaced = true
        }

        /** Adds a [Step]. */
        public fun step(step: Step): Builder = steps(listOf(step))

        /** Adds [Step.bytes]. */
        public fun bytes(bytes: ByteArray): Builder = step(Step.bytes(bytes))

        /** Adds [Step.text]. */
        public fun text(text: String): Builder = step(Step.text(text))

        /** Adds a [Step.event]. */
        public fun event(data: String): Builder = step(Step.event(data))

        /** Adds a named [Step.event]. */
        public fun event(name: String, data: String): Builder = step(Step.event(name, data))

        /** Adds a [Step.comment]. */
        public fun comment(text: String): Builder = step(Step.comment(text))

        /** Adds [Step.head]: what was added before happens before the head goes out. */
        public fun head(): Builder = step(Step.Head)

        /** Adds [Step.hold]. */
        public fun hold(gate: Gate): Builder = step(Step.hold(gate))

        /** Adds [Step.pause]. */
        public fun pause(millis: Long): Builder = step(Step.pause(millis))

        /** Adds [Step.cut]. */
        public fun cut(): Builder = step(Step.cut())

        /** Adds [Step.reset]. */
        @JvmOverloads
        public fun reset(code: Long = Step.INTERNAL_ERROR): Builder = step(Step.reset(code))

        /** Adds [Step.stall]. */
        public fun stall(): Builder = step(Step.stall())

        /** Splits the bytes of the steps so far into pieces of [bytes] bytes; 1 is the slowest trickle. */
        public fun split(bytes: Int): Builder = apply { steps = steps.split(bytes) }

        /** Puts [step] between the pieces of the steps so far, such as a pause or a hold. */
        public fun between(step: Step): Builder = apply { steps = steps.between(step) }

        /** Keeps the steps so far only up to [bytes] bytes of body; follow it with a cut, a reset, a stall, or a plain end. */
        public fun truncate(bytes: Long): Builder = apply { steps = steps.truncate(bytes) }

        /** Sends the body chunked although its length is known. */
        public fun chunked(): Builder = apply { framing = Framing.CHUNKED }

        /** Lets the end of the connection tell the end of the body, as old servers do (HTTP/1.1 only). */
        public fun untilClose(): Builder = apply { framing = Framing.UNTIL_CLOSE }

        /** Compresses the body if the request's `Accept-Encoding` names gzip; each piece can still be read as it arrives. */
        public fun gzip(): Builder = apply { gzip = true }

        /**
         * Closes the connection after the answer: said beforehand by `Connection: close` (HTTP/2: GOAWAY), or, if not
         * [announced], without a word, which leaves the client a stale connection in its pool.
         */
        @JvmOverloads
        public fun closeAfter(announced: Boolean = true): Builder =
            apply { closing = if (announced) Closing.ANNOUNCED else Closing.SILENT }

        public fun build(): Answer {
            require(status in 200..999) { "$status is not the status of a final answer (200 to 999)" }
            return Answer(status, headers, steps, framing, headPlaced, gzip, closing)
        }
    }

    public companion object {
        private val EMPTY = Answer(200, HeaderList.EMPTY, emptyList(), Framing.AUTO, false, false, Closing.KEEP)
        private val RAW = Answer(200, HeaderList.EMPTY, emptyList(), Framing.RAW, false, false, Closing.KEEP)

        /** A builder of an answer 200 without a body. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /** An answer with [json] as its body. */
        @JvmStatic
        @JvmOverloads
        public fun json(json: String, status: Int = 200): Answer =
            builder().status(status).header("Content-Type", "application/json").text(json).build()

        /** An answer with plain text as its body. */
        @JvmStatic
        @JvmOverloads
        public fun text(text: String, status: Int = 200): Answer =
            builder().status(status).header("Content-Type", "text/plain; charset=utf-8").text(text).build()

        /** A builder of a stream of server-sent events. */
        @JvmStatic
        public fun sse(): Builder =
            builder().header("Content-Type", "text/event-stream").header("Cache-Control", "no-cache").chunked()

        /**
         * A builder of an answer that is nothing but its steps: no head, no framing. Its bytes go to the socket as they are, so a head
         * can be cut in its middle or be nonsense. Over HTTP/2 only waits, cuts and resets have a meaning.
         */
        @JvmStatic
        public fun raw(): Builder = RAW.newBuilder()

        /** An answer that never comes: the connection stays open and silent. */
        @JvmStatic
        public fun silence(): Answer = raw().stall().build()
    }
}
