package dev.sluice.wire

import dev.sluice.errors.InvalidRequestException
import java.net.URLEncoder

/** [id] as one segment of a path. What would lead elsewhere is refused: an id from outside must not choose the endpoint. */
internal fun pathSegment(id: String, what: String): String {
    if (id.isBlank()) throw InvalidRequestException("The $what is blank.")
    if (id == "." || id == "..") throw InvalidRequestException("The $what \"$id\" is no id.")
    return URLEncoder.encode(id, "UTF-8").replace("+", "%20").replace("%3A", ":")
}
