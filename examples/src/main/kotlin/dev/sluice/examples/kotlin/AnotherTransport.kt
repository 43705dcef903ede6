package dev.sluice.examples.kotlin

import dev.sluice.OpenAI
import dev.sluice.ktor.KtorTransport
import dev.sluice.transport.JdkTransport
import kotlinx.coroutines.runBlocking
import java.net.http.HttpClient

/** Sends requests by other means than the default: another engine, or a client that the application has already. */
object AnotherTransport {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        // Ktor's CIO engine, or any other of Ktor's: KtorTransport(OkHttp.create()). It comes in sdk-ktor, and stays open for other clients.
        KtorTransport.cio().use { ktor ->
            openAi { transport = ktor }.use { openai -> println("$ktor: ${openai.hello()}") }
        }

        // The application's own java.net.http client, with its proxy, its certificates, and here HTTP/2.
        val http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()
        JdkTransport { httpClient = http }.use { jdk ->
            openAi { transport = jdk }.use { openai -> println("$jdk: ${openai.hello()}") }
        }
    }

    private suspend fun OpenAI.hello(): String = chat.completions.create {
        model = GPT
        user("Hello!")
    }.text
}
