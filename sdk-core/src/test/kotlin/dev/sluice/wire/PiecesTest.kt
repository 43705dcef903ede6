package dev.sluice.wire

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class PiecesTest :
    FunSpec({
        fun joined(vararg pieces: String) = ObjectPieces().apply { pieces.forEach { add(json(it)) } }.toJson()

        test("texts go on, and of numbers and booleans the last counts") {
            joined("""{"a":"x","b":1,"c":false}""", """{"a":"y","b":2,"c":true}""") shouldBe json("""{"a":"xy","b":2,"c":true}""")
        }

        test("what names a thing is said again") {
            joined("""{"id":"i","type":"t","role":"r"}""", """{"id":"i","type":"t","role":"r"}""") shouldBe
                json("""{"id":"i","type":"t","role":"r"}""")
        }

        test("null says nothing") {
            joined("""{"a":"x","b":null}""", """{"a":null,"b":null}""") shouldBe json("""{"a":"x","b":null}""")
        }

        test("objects are joined field by field, lists grow, elements with an index go on") {
            joined(
                """{"o":{"a":"x"},"l":[1],"k":[{"index":1,"t":"b"},{"index":0,"t":"a"}]}""",
                """{"o":{"a":"y","b":1},"l":[{"z":1}],"k":[{"index":0,"t":"A"}]}""",
            ) shouldBe json("""{"o":{"a":"xy","b":1},"l":[1,{"z":1}],"k":[{"index":1,"t":"b"},{"index":0,"t":"aA"}]}""")
        }

        test("a value of another kind takes the place of what was there") {
            joined("""{"a":"x"}""", """{"a":{"b":1}}""") shouldBe json("""{"a":{"b":1}}""")
            joined("""{"a":[1]}""", """{"a":"x"}""") shouldBe json("""{"a":"x"}""")
        }
    })
