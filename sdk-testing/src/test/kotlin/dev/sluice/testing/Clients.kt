package dev.sluice.testing

import java.io.InputStream
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers

/** The JDK's client for [server], which it trusts. */
fun clientOf(server: ScriptedServer, version: HttpClient.Version = HttpClient.Version.HTTP_1_1): HttpClient =
    HttpClient.newBuilder().version(version).sslContext(server.sslContext).build()

fun postTo(server: ScriptedServer, path: String = "/v1/x", body: String = "{}"): HttpRequest =
    HttpRequest.newBuilder(URI(server.url + path)).POST(HttpRequest.BodyPublishers.ofString(body)).build()

fun HttpClient.text(request: HttpRequest): HttpResponse<String> = send(request, BodyHandlers.ofString())

fun HttpClient.stream(request: HttpRequest): HttpResponse<InputStream> = send(request, BodyHandlers.ofInputStream())

/** Reads exactly the bytes of [text], and checks them. */
fun InputStream.expect(text: String) {
    val seen = String(readNBytes(text.toByteArray().size))
    check(seen == text) { "expected <$text> but read <$seen>" }
}
