package dev.sluice

import dev.sluice.extraction.Ask
import dev.sluice.schema.OutputType
import dev.sluice.testing.ScriptedServer
import io.kotest.core.spec.style.FunSpec

/** What is sent is what is committed, for each kind of type in each way to ask, first and after a wrong answer. */
internal class GoldenWireTest :
    FunSpec({
        for (way in Way.entries) {
            for (shape in GoldenShape.entries) {
                test("${way.name} ${shape.name}") {
                    val (wrong, right) = GoldenWire.answers.getValue(shape.name)
                    ScriptedServer.start().use { server ->
                        way.client(server).use { client ->
                            server.enqueue(way.says(wrong), way.says(right))
                            Sluice(client.chat, way::ask).ask(shape.type)
                            GoldenWire.check(way.name, shape.name, List(2) { server.takeRequest().bodyText })
                        }
                    }
                }
            }
        }
    }) {
    private companion object {
        suspend fun <T> Sluice.ask(type: OutputType<T>) = extract(type, Ask.Builder<T>().user("What does it say?").build())
    }
}
