package dev.sluice.testing

import dev.sluice.testing.RecordedConnection.Side
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.IOException
import java.net.ConnectException

class ReceptionTest :
    FunSpec({
        test("the next connections are received as scripted, those after them served") {
            ScriptedServer.start { handler { Answer.text("ok") } }.use { server ->
                server.receiveNext(Reception.CLOSE, Reception.RESET, Reception.STALL)
                RawClient(server.port).use { it.readToEnd() shouldBe ("" to "FIN") }
                // The reset may come while the client still connects.
                shouldThrow<IOException> { RawClient(server.port).use { it.socket.getInputStream().read() } }.message shouldContain "reset"
                RawClient(server.port).get().use { server.awaitConnections(3) }
                server.awaitConnectionsClosed()
                server.connections.map { it.closedBy } shouldBe listOf(Side.SERVER, Side.SERVER, Side.CLIENT)
                server.requestCount shouldBe 0
                clientOf(server).text(postTo(server)).body() shouldBe "ok"
            }
        }

        test("connections are refused until they are accepted again, on the same port") {
            ScriptedServer.start { handler { Answer.text("ok") } }.use { server ->
                server.refuseConnections()
                shouldThrow<ConnectException> { RawClient(server.port) }
                server.acceptConnections()
                clientOf(server).text(postTo(server)).body() shouldBe "ok"
                server.connectionsOpened shouldBe 1
            }
        }

        test("an idle connection can be closed or reset from the server's side") {
            ScriptedServer.start { handler { Answer.text("ok") } }.use { server ->
                RawClient(server.port).use {
                    it.get().readUntil("ok")
                    server.connections.single().close()
                    it.readToEnd() shouldBe ("" to "FIN")
                }
                RawClient(server.port).use {
                    it.get().readUntil("ok")
                    server.connections.last().reset()
                    it.readToEnd() shouldBe ("" to "RST")
                }
                server.connections.map { it.awaitClosed() } shouldBe listOf(Side.SERVER, Side.SERVER)
            }
        }
    })
