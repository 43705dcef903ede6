package example.orders

import dev.sluice.Anthropic
import dev.sluice.Sluice
import dev.sluice.testing.offline.OfflineModel
import kotlinx.coroutines.flow.last
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable

private const val TEXT = "Order of ada@example.org:\n- a kettle\n- six cups\nTotal: 42.50 EUR"

@Serializable
data class Order(val email: String, val items: List<String>, val total: Double)

/** Reads an order out of a text, whole and as a stream, and prints it. */
fun main(): Unit = runBlocking {
    OfflineModel.start {
        millisPerPiece = 0
        notice = null
    }.use { offline ->
        val claude = Anthropic {
            apiKey = "any"
            baseUrl = offline.anthropicBaseUrl
        }
        claude.use {
            val sluice = Sluice(it) {
                model = "claude-haiku-4-5"
                maxTokens = 512
            }
            val whole = sluice.extract<Order> { user(TEXT) }
            val streamed = sluice.extractPartial<Order> { user(TEXT) }.last()
            println("kotlin: $whole, streamed ${streamed[Order::items]}")
        }
    }
}
