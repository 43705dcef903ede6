package dev.sluice.examples.web

import java.net.Socket
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.util.stream.Stream

private val http: HttpClient = HttpClient.newHttpClient()

/** Posts [body] and waits for the whole answer. */
internal fun post(url: String, body: String, type: String = "application/json"): HttpResponse<String> =
    http.send(request(url, body, type), BodyHandlers.ofString())

/** Posts [body] and reads the answer's lines as they come; closing the stream closes the connection. */
internal fun postForLines(url: String, body: String): HttpResponse<Stream<String>> =
    http.send(request(url, body, "application/json"), BodyHandlers.ofLines())

internal fun get(url: String): HttpResponse<String> = http.send(HttpRequest.newBuilder(URI(url)).build(), BodyHandlers.ofString())

private fun request(url: String, body: String, type: String) =
    HttpRequest.newBuilder(URI(url)).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build()

/** Posts [body], waits for what [arrived] waits for, and closes the connection without an answer. */
internal fun <R> postAndLeave(url: String, body: String, arrived: () -> R): R {
    val target = URI(url)
    return Socket(target.host, target.port).use { socket ->
        val head = "POST ${target.path} HTTP/1.1\r\nHost: ${target.authority}\r\nContent-Type: application/json\r\n"
        socket.getOutputStream().write("${head}Content-Length: ${body.toByteArray().size}\r\n\r\n$body".toByteArray())
        arrived()
    }
}
