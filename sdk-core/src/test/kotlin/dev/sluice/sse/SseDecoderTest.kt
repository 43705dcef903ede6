package dev.sluice.sse

import dev.sluice.errors.ApiResponseException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll
import java.nio.ByteBuffer
import kotlin.time.Duration.Companion.seconds

private fun event(data: String, name: String = "message", id: String? = null) = ServerSentEvent(name, data, id)

private class Case(val what: String, val bytes: ByteArray, val events: List<ServerSentEvent>) {
    constructor(what: String, text: String, vararg events: ServerSentEvent) : this(what, text.toByteArray(), events.toList())
}

private fun bytes(vararg values: Int): ByteArray = ByteArray(values.size) { values[it].toByte() }

private val CASES = listOf(
    Case("nothing", ""),
    Case("LF", "data: a\n\n", event("a")),
    Case("CR", "data: a\r\rdata: b\r\r", event("a"), event("b")),
    Case("CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", event("a"), event("b")),
    Case("mixed line breaks", "data: a\rdata: b\ndata: c\r\n\rdata: d\n\r\n", event("a\nb\nc"), event("d")),
    Case("CR, then LF, LF: a break and a blank line", "data: a\r\n\ndata: b\n\n", event("a"), event("b")),
    Case("several data lines", "data: a\ndata:\ndata: c\n\n", event("a\n\nc")),
    Case(
        "one leading space goes, a second stays",
        "data:a\n\ndata: a\n\ndata:  a\n\ndata: a \n\n",
        event("a"),
        event("a"),
        event(" a"),
        event("a "),
    ),
    Case("a tab is content", "data:\ta\n\n", event("\ta")),
    Case("empty data is an event, no data is none", "data\n\ndata:\n\nevent: x\n\nid: 1\n\n\n\n", event(""), event("")),
    Case("a name counts for one event", "event: ping\ndata: {}\n\ndata: a\n\n", event("{}", "ping"), event("a")),
    Case("a name without data does not reach the next event", "event: x\n\ndata: a\n\n", event("a")),
    Case(
        "the last name wins, an empty one is none",
        "event: x\nevent: y\ndata: a\n\nevent: x\nevent:\ndata: b\n\n",
        event("a", "y"),
        event("b"),
    ),
    Case(
        "an id lasts until it is changed",
        "id: 7\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
        event("a", id = "7"),
        event("b", id = "7"),
        event("c"),
    ),
    Case("an id with NUL is ignored", "id: 7\ndata: a\n\nid: 8\u0000\ndata: b\n\n", event("a", id = "7"), event("b", id = "7")),
    Case("comments are dropped", ": keep-alive\n\n:\n:data: no\ndata: a\n: inside\ndata: b\n\n", event("a\nb")),
    Case("colons in the value", "data: a:b: c\n\ndata:: d\n\n", event("a:b: c"), event(": d")),
    Case("names are exact", "Data: a\ndata : b\n data: c\ndatas: d\ndat: e\n\ndata: f\n\n", event("f")),
    Case("unknown fields and retry are ignored", "retry: 100\nfoo: bar\nbaz\ndata: a\n\n", event("a")),
    Case("an unfinished event is dropped", "data: a\n\ndata: b\n", event("a")),
    Case("an unfinished line is dropped", "data: a\n\ndata: b", event("a")),
    Case("a byte order mark at the start goes", "\uFEFFdata: a\n\n", event("a")),
    Case("a second one stays", "\uFEFF\uFEFFdata: a\n\ndata: \uFEFFb\n\n", event("\uFEFFb")),
    Case("a mark before a comment, and before a blank line", "\uFEFF: c\ndata: a\n\n", event("a")),
    Case("a mark before a blank line", "\uFEFF\ndata: a\n\n", event("a")),
    Case("half a mark is no mark", bytes(0xEF, 0xBB, '\n'.code) + "data: a\n\n".toByteArray(), listOf(event("a"))),
    Case(
        "other line separators are content",
        "data: a\u2028b\u2029c\u0085d\u000Be\u000Cf\n\n",
        event("a\u2028b\u2029c\u0085d\u000Be\u000Cf"),
    ),
    Case("characters of two, three and four bytes", "data: é€😀\nevent: größe\nid: 日\n\n", event("é€😀", "größe", "日")),
    Case(
        "malformed bytes become U+FFFD",
        "data: ".toByteArray() + bytes(0xC3, 0x28, 0xFF, 0xE2, 0x82) + "\n\n".toByteArray(),
        listOf(event("\uFFFD(\uFFFD\uFFFD")),
    ),
    Case("NUL is content", "data: a\u0000b\n\n", event("a\u0000b")),
    Case("OpenAI's chunks", "data: {\"id\":1}\n\ndata: [DONE]\n\n", event("{\"id\":1}"), event("[DONE]")),
)

private fun decode(pieces: List<ByteArray>, decoder: SseDecoder = SseDecoder()): List<ServerSentEvent> = buildList {
    // Read-only, as the JDK's client hands them out.
    for (piece in pieces) decoder.feed(ByteBuffer.wrap(piece).asReadOnlyBuffer(), this)
}

private fun ByteArray.cutAt(vararg cuts: Int): List<ByteArray> =
    (listOf(0) + cuts.toList() + size).zipWithNext { from, to -> copyOfRange(from, to) }

class SseDecoderTest :
    FunSpec({
        context("the same events wherever the bytes are cut") {
            for (case in CASES) {
                test(case.what) {
                    val bytes = case.bytes
                    withClue("whole") { decode(listOf(bytes)) shouldContainExactly case.events }
                    withClue("byte by byte") { decode(bytes.map { byteArrayOf(it) }) shouldContainExactly case.events }
                    for (first in 0..bytes.size) {
                        for (second in first..bytes.size) {
                            val events = decode(bytes.cutAt(first, second))
                            if (events != case.events) withClue("cut at $first and $second") { events shouldContainExactly case.events }
                        }
                    }
                }
            }
        }

        test("any text, cut anywhere, gives what it gives whole") {
            val tokens = listOf("data", "event", "id", ":", ": ", "\n", "\r", "\r\n", "\n\n", "x", "é", "😀", "\uFEFF", "\u0000")
            checkAll(
                PropTestConfig(seed = 4711, iterations = 2_000),
                Arb.list(Arb.element(tokens), 0..24),
                Arb.list(Arb.int(0..99), 0..5),
            ) {
                    words,
                    cuts,
                ->
                val bytes = words.joinToString("").toByteArray()
                decode(bytes.cutAt(*cuts.map { it * bytes.size / 99 }.sorted().toIntArray())) shouldBe decode(listOf(bytes))
            }
        }

        test("the buffer that is fed may be reused at once") {
            val buffer = ByteBuffer.allocate(4)
            val decoder = SseDecoder()
            val events = mutableListOf<ServerSentEvent>()
            for (piece in "data: hello\n\ndata: you\n\n".chunked(4)) {
                buffer.clear()
                buffer.put(piece.toByteArray()).flip()
                decoder.feed(buffer, events)
            }
            events shouldContainExactly listOf(event("hello"), event("you"))
        }

        context("the limit on one event's size") {
            test("names itself and shows the start, after the events before it, wherever the bytes are cut") {
                val bytes = "data: a\n\ndata: 0123\ndata: 4567\n\ndata: b\n\n".toByteArray()
                for (cut in 0..bytes.size) {
                    val decoder = SseDecoder(maxEventBytes = 19, requestId = "req_1")
                    val events = mutableListOf<ServerSentEvent>()
                    val failure = shouldThrow<ApiResponseException> {
                        bytes.cutAt(cut).forEach { decoder.feed(ByteBuffer.wrap(it), events) }
                    }
                    failure.message shouldContain "maxEventBytes = 19"
                    failure.requestId shouldBe "req_1"
                    failure.body shouldBe "0123"
                    events shouldContainExactly listOf(event("a"))
                }
            }

            test("an event of exactly that size passes, and the next one counts anew") {
                val bytes = "data: 0123\ndata: 4567\n\n".repeat(3).toByteArray()
                decode(listOf(bytes), SseDecoder(maxEventBytes = 20)) shouldContainExactly List(3) { event("0123\n4567") }
                decode(bytes.map { byteArrayOf(it) }, SseDecoder(maxEventBytes = 20)) shouldContainExactly List(3) { event("0123\n4567") }
            }

            test("holds for a line that never ends") {
                val decoder = SseDecoder(maxEventBytes = 100_000)
                val piece = ByteArray(1_000) { 'x'.code.toByte() }
                var fed = 0
                shouldThrow<ApiResponseException> {
                    while (fed < 1_000_000) {
                        decoder.feed(ByteBuffer.wrap(piece), mutableListOf())
                        fed += piece.size
                    }
                }
                fed shouldBe 100_000
            }

            test("a comment may be endless: it is not held") {
                val decoder = SseDecoder(maxEventBytes = 100)
                val comment = ByteBuffer.wrap((":" + "x".repeat(9_999)).toByteArray())
                val events = mutableListOf<ServerSentEvent>()
                decoder.feed(comment, events)
                repeat(1_000) {
                    comment.position(1)
                    decoder.feed(comment, events)
                }
                decoder.feed(ByteBuffer.wrap("\ndata: a\n\n".toByteArray()), events)
                events shouldContainExactly listOf(event("a"))
            }
        }

        // 500,000 pieces: anything that is done to the whole event for each of them takes minutes.
        test("a large event in tiny pieces arrives whole, in linear time").config(timeout = 30.seconds) {
            val piece = ByteBuffer.wrap("0123456789abcdef".toByteArray())
            val pieces = 512 * 1024
            val decoder = SseDecoder()
            val events = mutableListOf<ServerSentEvent>()
            decoder.feed(ByteBuffer.wrap("data: ".toByteArray()), events)
            repeat(pieces) { decoder.feed(piece.rewind(), events) }
            decoder.feed(ByteBuffer.wrap("\n\ndata: after\n\n".toByteArray()), events)
            events.size shouldBe 2
            events[0].data.length shouldBe pieces * piece.capacity()
            events[0].data.endsWith("abcdef") shouldBe true
            events[1] shouldBe event("after")
        }
    })
