package dev.sluice.examples.web.ktor

import dev.sluice.OpenAI
import dev.sluice.examples.web.page.Demo
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer

/** Serves the page and its service with Ktor, on port 8080 unless `-Dport` says another. */
object KtorServer {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val demo = Demo.connect()
        val openai = OpenAI {
            apiKey = demo.apiKey
            baseUrl = demo.baseUrl
        }
        val port = Integer.getInteger("port", 8080)
        println("http://localhost:$port")
        embeddedServer(CIO, port) { analysisService(openai, demo.model) }.start(wait = true)
    }
}
