package dev.sluice.openai.embeddings

import dev.sluice.openai.openAiCallsOver
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.events
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class EmbeddingListTest :
    FunSpec({
        suspend fun embeddings(data: String) =
            Embeddings(openAiCallsOver(ScriptedExchanges(events("""{"data":[$data]}""")))).create { model("m").text("a").text("b") }.data

        test("a vector that someone writes into stays what it was for others") {
            val embedding = embeddings("""{"index":0,"embedding":[1,2]}""").single()
            embedding.vector[0] = 7f
            embedding.vector.toList() shouldBe listOf(1f, 2f)
        }

        test("without an index an embedding belongs to the text at its place") {
            val all = embeddings("""{"embedding":[1]},{"embedding":[2]}""")
            all.map { it.index } shouldBe listOf(0, 1)
            all.map { it.vector.single() } shouldBe listOf(1f, 2f)
        }
    })
