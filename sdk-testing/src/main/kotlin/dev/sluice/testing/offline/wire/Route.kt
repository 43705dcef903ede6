package dev.sluice.testing.offline.wire

import dev.sluice.testing.Answer
import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.RequestFault
import java.net.URLDecoder

/** An endpoint: a method, a path such as `/v1/files/{id}/content`, and what answers there. */
internal class Route(val method: String, template: String, val answer: (Call) -> Answer) {
    private val names = NAME.findAll(template).map { it.groupValues[1] }.toList()
    private val form = Regex(template.split(NAME).joinToString("([^/]+)") { Regex.escape(it) })

    /** The values of the path's names; null if [path] is another endpoint's. */
    fun match(path: String): Map<String, String>? =
        form.matchEntire(path)?.groupValues?.drop(1)?.map {
            URLDecoder.decode(it.replace("+", "%2B"), "UTF-8")
        }?.let { names.zip(it).toMap() }

    private companion object {
        val NAME = Regex("\\{(\\w+)}")
    }
}

/** One request, as the endpoint that it reached sees it. */
internal class Call(val request: RecordedRequest, private val names: Map<String, String>) {
    /** The request's JSON; throws [RequestFault] if it has none. */
    val body: Body by lazy { Body.parse(request.bodyText) }

    /** What stands in the path in place of `{name}`. */
    fun path(name: String): String = names.getValue(name)

    fun query(name: String): String? = request.queryParameter(name)
}
