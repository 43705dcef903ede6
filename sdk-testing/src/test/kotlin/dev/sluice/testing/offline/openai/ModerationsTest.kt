package dev.sluice.testing.offline.openai

import dev.sluice.testing.offline.Asking
import dev.sluice.testing.offline.double
import dev.sluice.testing.offline.get
import dev.sluice.testing.offline.good
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

class ModerationsTest :
    FunSpec({
        val asking = Asking()
        afterSpec { asking.close() }

        fun results(input: String) = asking.openAi("POST", "/moderations", """{"input":$input}""").good["results"].jsonArray

        test("texts are judged one by one") {
            val (kind, cruel) = results("""["Have a nice day", "I will kill and torture you, you idiot"]""")
            kind["flagged"].jsonPrimitive.boolean shouldBe false
            cruel["flagged"].jsonPrimitive.boolean shouldBe true
            cruel["categories"].jsonObject.filterValues { it.jsonPrimitive.boolean }.keys shouldContainExactly
                setOf("harassment", "violence")
            cruel["category_scores"]["violence"].double shouldBeGreaterThan cruel["category_scores"]["harassment"].double
        }

        test("a text alone has one result, parts have one together") {
            results("\"stab\"").single()["flagged"].jsonPrimitive.boolean shouldBe true
            results("""[{"type":"text","text":"Hello"},{"type":"text","text":"murder"}]""").single()["flagged"]
                .jsonPrimitive.boolean shouldBe true
        }
    })
