package dev.sluice.testing

/**
 * One step of an [Answer]'s body: some bytes, a wait, or a violent end. A value; may be used in many answers.
 *
 * Usually written through the verbs of [Answer.Builder]; a handler that produces its answer lazily makes them itself.
 */
public sealed class Step {
    internal class Bytes(val bytes: ByteArray) : Step() {
        override fun toString() = "${bytes.size} bytes"
    }

    internal object Head : Step() {
        override fun toString() = "head"
    }

    internal class Hold(val gate: Gate) : Step() {
        override fun toString() = "hold at a $gate"
    }

    internal class Pause(val millis: Long) : Step() {
        override fun toString() = "pause of $millis ms"
    }

    internal object Cut : Step() {
        override fun toString() = "cut"
    }

    internal class Reset(val code: Long) : Step() {
        override fun toString() = "reset"
    }

    internal object Stall : Step() {
        override fun toString() = "stall"
    }

    public companion object {
        /** HTTP/2's `INTERNAL_ERROR`, what [reset] sends if not told otherwise. */
        public const val INTERNAL_ERROR: Long = 0x2

        /** HTTP/2's `REFUSED_STREAM`: nothing of the request was processed, it may be sent again. */
        public const val REFUSED_STREAM: Long = 0x7

        /** HTTP/2's `CANCEL`. */
        public const val CANCEL: Long = 0x8

        /** A piece of the body, sent in one go as a chunk (HTTP/1.1) or DATA frames (HTTP/2) of its own. The array is not copied. */
        @JvmStatic
        public fun bytes(bytes: ByteArray): Step = Bytes(bytes)

        /** A piece of the body, as UTF-8. */
        @JvmStatic
        public fun text(text: String): Step = Bytes(text.toByteArray())

        /** A server-sent event; [data] with several lines becomes several `data` lines. */
        @JvmStatic
        public fun event(data: String): Step = text(lines("data", data) + "\n")

        /** A server-sent event with a name. */
        @JvmStatic
        public fun event(name: String, data: String): Step = text("event: $name\n" + lines("data", data) + "\n")

        /** A comment line of a stream of server-sent events: a sign of life without content. */
        @JvmStatic
        public fun comment(text: String): Step = text(lines("", text) + "\n")

        /** Where the head (status line and headers) goes out. Without this step it goes first; among lazy steps it does nothing. */
        @JvmStatic
        public fun head(): Step = Head

        /** Waits until [gate] lets it through. */
        @JvmStatic
        public fun hold(gate: Gate): Step = Hold(gate)

        /** Waits by the clock: for demonstrations and benchmarks. Tests hold at a [Gate] instead. */
        @JvmStatic
        public fun pause(millis: Long): Step {
            require(millis >= 0) { "a pause cannot be negative, is $millis ms" }
            return Pause(millis)
        }

        /** Ends the connection (TCP FIN, with no TLS farewell) after what was written before. */
        @JvmStatic
        public fun cut(): Step = Cut

        /** Resets: HTTP/2 the stream, with [code]; HTTP/1.1 the connection (TCP RST). */
        @JvmStatic
        @JvmOverloads
        public fun reset(code: Long = INTERNAL_ERROR): Step = Reset(code)

        /** Says nothing more, for ever, and leaves the connection open. */
        @JvmStatic
        public fun stall(): Step = Stall

        private fun lines(field: String, text: String): String =
            text.split("\r\n", "\n", "\r").joinToString("") { "$field: $it\n" }
    }
}
