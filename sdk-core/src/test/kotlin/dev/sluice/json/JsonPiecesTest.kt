package dev.sluice.json

import dev.sluice.errors.SluiceException
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

/** A piece of an answer that is broken never passes for the answer, whatever broke it. */
class JsonPiecesTest :
    FunSpec({
        for (row in pieces) {
            for (kinds in listOf(emptySet(), JsonRepairKind.ALL)) {
                for (around in listOf("", "Here:\n```json\n")) {
                    val mends = if (kinds.isEmpty()) "strictly" else "mending"
                    test("${row.name}, $mends${if (around.isEmpty()) "" else ", in a block"}") {
                        for (piece in listOf(1, 2, 7, 10_000)) {
                            val text = around + row.text + (if (around.isEmpty()) "" else "\n```\n")
                            val (failure, value) = read(text.chunked(piece), kinds)
                            val mended = row.mended.takeIf { kinds.isNotEmpty() }
                            if (mended == null) failure.orEmpty() shouldContain row.fault(kinds) else value shouldBe mended
                            if (mended != null) failure shouldBe null
                        }
                    }
                }
            }
        }

        context("what follows a broken one is still found") {
            for ((name, text) in followed) {
                test(name) {
                    for (piece in listOf(1, 2, 7, 10_000)) read(text.chunked(piece), emptySet()) shouldBe (null to ANN)
                }
            }
        }
    }) {
    /** What breaks a [text]: [strict] is told where nothing may be mended, else [mending], unless that gives [mended]. */
    private class Row(val name: String, val text: String, val strict: String, val mending: String = strict, val mended: String? = null) {
        fun fault(kinds: Set<JsonRepairKind>) = if (kinds.isEmpty()) strict else mending
    }

    private companion object {
        const val KID = """{"name":"Kid","age":1}"""
        const val ANN = """{"name":"Ann","age":7}"""
        const val CONTROL = "control characters"
        const val GOT = "Expected"
        const val TORN = "no more members behind"

        fun read(parts: List<String>, kinds: Set<JsonRepairKind>): Pair<String?, String?> {
            val characters = StringBuilder()
            val asked = setOf("name", "age", "child", "code")
            val source = JsonInText(characters, JsonLimits.DEFAULT, kinds, null, setOf("name")) { it in asked }
            for (part in parts) {
                characters.append(part)
                source.read()
            }
            val failure = try {
                source.finish()
                null
            } catch (failed: SluiceException) {
                failed.message
            }
            return failure to source.value?.toString()
        }

        val pieces = listOf(
            Row(
                "lines in a string",
                "{\"name\":\"main\",\"code\":\"fun f() {\n  g()\n}\",\"child\":$KID}",
                CONTROL,
                mended = "{\"name\":\"main\",\"code\":\"fun f() {\\n  g()\\n}\",\"child\":$KID}",
            ),
            Row("lines and quotes in a string", "{\"name\":\"A\",\"code\":\"f {\n say(\"hi\")\n}\n\",\"child\":$KID}", CONTROL, GOT),
            Row("lines, a brace and quotes", "{\"name\":\"A\",\"code\":\"a\nb: \"}\n c\",\"child\":$KID}", CONTROL, GOT),
            Row(
                "a comment with a brace",
                "{\"name\":\"A\", // closes with }\n \"child\":$KID}",
                "a comment",
                mended = "{\"name\":\"A\",\"child\":$KID}",
            ),
            Row(
                "a comment in a block",
                "{\"name\":\"A\", /* :-} */ \"child\":$KID}",
                "a comment",
                mended = "{\"name\":\"A\",\"child\":$KID}",
            ),
            Row("a comment behind a fault", "{\"name\":\"A\",, /* :-} */ // }\n # }\n \"child\":$KID}", GOT),
            Row("single quotes", "{'name':'smile :-}','child':$KID}", "single quotes", mended = "{\"name\":\"smile :-}\",\"child\":$KID}"),
            Row("a single quoted value", "{\"name\":'A}',\"child\":$KID}", "single quotes", mended = "{\"name\":\"A}\",\"child\":$KID}"),
            Row("single quotes behind a fault", "{'name':oh,'code':'A}','child':$KID}", "single quotes", GOT),
            Row("typographic quotes", "{“name”:“A}”,“child”:$KID}", "typographic quotes", mended = "{\"name\":\"A}\",\"child\":$KID}"),
            Row("typographic quotes behind a fault", "{“name”:oh,“code”:“A}”,“child”:$KID}", "typographic quotes", GOT),
            Row("equals signs", "{\"name\" = \"A\", \"child\": $KID}", "':' after the key"),
            Row("arrows", "{\"name\" => \"A\", \"child\" => $KID}", "':' after the key"),
            Row("a wide colon", "{\"name\"：\"A\", \"child\"：$KID}", "':' after the key"),
            Row("a brace too many", "{\"name\":\"A\",\"age\": x}}, \"child\":$KID}", "after ':'"),
            Row("a brace too many in JSON", "{\"name\":\"A\",\"age\":1}, \"child\":$KID}", TORN),
            Row("a brace too many before a number", "{\"name\":\"A\"}, \"age\": 7}", TORN),
            Row("a quote and a brace in a string", "{\"name\":\"A\",\"code\":\"x\"} y\", \"child\":$KID}", TORN),
            Row("a quote and a brace before a list", "{\"name\":\"A\",\"code\":\"x\"} y\", \"child\":[$KID]}", TORN),
            Row("JSON in a string", "{\"name\":\"A\",\"code\":\"m = {\"k\": \"v\"}}\", \"child\":$KID}", GOT),
            Row("JSON twice in a string", "{\"name\":\"A\",\"code\":\"Use $KID or $KID.\"}", GOT),
            Row("quotes and braces in a string", "{\"name\":\"A \"x\", {y} and }\", \"child\":$KID}", GOT),
            Row("quotes that come in no pairs", "{\"name\":\"a 5\" disk}\", \"child\":$KID}", GOT),
            Row("a value behind an empty line", "{\"name\": oh, \"child\":\n\n$KID}", "after ':'"),
            Row("a value behind a comment and an empty line", "{\"name\": oh, \"child\": // it\n\n$KID}", "after ':'"),
            Row("JSON behind an empty line in a string", "{\"name\":\"A\",\"code\":\"a:\n\n{\"name\":\"B\"}\n\",\"age\":1}", CONTROL, GOT),
            Row("elements behind a brace too many", "{\"name\":\"A\",\"child\":[{\"age\": x}}},$KID, $KID]}", "after ':'"),
            Row("a list behind a brace too many", "{\"name\":\"A\",\"age\": x}}, \"child\":[{\"x\":$KID},\n$KID]}", "after ':'"),
            Row("a fence in a string", "{\"name\":\"A\",\"code\":\"Use:\n```json\n$KID\n```\n\"}", CONTROL, GOT),
            Row("fences in a string", "{\"name\":\"A\",\"code\":\"Use:\n```kotlin\nx\n```\nor\n```json\n$KID\n```\n\"}", CONTROL, GOT),
            Row("a fence without a language", "{\"name\":\"A\",\"code\":\"Say \"it\":\n```\n$KID\n```\n\"}", GOT),
        )

        val followed = listOf(
            "in the next block" to "```json\n{\"name\": \"A \"quoted\" word\"\n```\nAgain:\n```json\n$ANN\n```",
            "in the next block, a block in a string" to
                "```json\n{\"name\":\"A\",\"code\":\"Use:\n```json\n$KID\n```\n\"}\n```\nAgain:\n```json\n$ANN\n```",
            "behind an empty line" to "{\"name\": \"B\", \"child\": {oh}\nI mean:\n\n$ANN",
            "behind a torn one" to "{\"name\":\"A\",\"age\":1}, \"child\":$KID}\nI mean:\n$ANN",
            "behind an address" to "{\"name\": \"B\", \"code\": http://x.org/}\n$ANN",
            "behind a key in words, in the next block" to "```\n{\"name\": oh}\n```\nThe \"answer\":\n```json\n$ANN\n```",
            "behind single quotes and an address" to "{'name': 'B', 'code': http://x.org/}\n$ANN",
        )
    }
}
