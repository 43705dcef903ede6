package dev.sluice.android

import dev.sluice.Anthropic
import dev.sluice.Sluice
import dev.sluice.android.Order.Payment
import dev.sluice.android.Order.Priority
import dev.sluice.extraction.Partial
import kotlinx.coroutines.flow.last
import kotlinx.coroutines.runBlocking

/** The least that an app does with the SDK: it streams a typed object, and asks for one whole. Its argument is the model's address. */
object SmallApp {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val claude = Anthropic {
            apiKey = "k"
            baseUrl = arguments.single()
        }
        claude.use {
            val sluice = Sluice(it) {
                model = "claude-haiku-4-5"
                maxTokens = 512
            }
            show(sluice.extractPartial<Order> { user("What was ordered?") }.last())
            show(sluice.extract<Order> { user("What was ordered?") })
        }
    }

    /** By property references, which have to find the names that travel. */
    private fun show(partial: Partial<Order>) {
        val address = partial.at(Order::address)
        println("number ${partial[Order::number]}")
        println("address ${address[Order.Address::postCode]} ${address[Order.Address::city]}")
        partial.items(Order::lines).forEach { println("line ${it[Order.Line::text]} x ${it[Order.Line::quantity]}") }
        println("payment ${describe(partial[Order::payment])}, ${describe(partial[Order::priority])}")
    }

    private fun show(order: Order) {
        println("whole ${order.number}, ${order.address.city}, ${order.lines.size} lines")
        println("payment ${describe(order.payment)}, ${describe(order.priority)}")
    }

    private fun describe(payment: Payment?): String = when (payment) {
        is Payment.Card -> "card ${payment.digits}"
        is Payment.Invoice -> "invoice in ${payment.days} days"
        null -> "unknown"
    }

    private fun describe(priority: Priority?): String = when (priority) {
        Priority.URGENT -> "urgent"
        Priority.RELAXED -> "relaxed"
        null -> "unknown"
    }
}
