package dev.sluice.openai

import dev.sluice.wire.ApiObject
import dev.sluice.wire.int
import dev.sluice.wire.jsonText
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A piece of a tool call. Pieces with the same [index] belong together. Immutable. */
public class ChatToolCallDelta internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** Which call it belongs to; null from servers that leave it out. */
    public val index: Int? get() = raw.int("index")

    /** In the first piece of a call. */
    public val id: String? get() = raw.string("id")

    /** `function` or `custom`, in the first piece of a call. */
    public val type: String? get() = raw.string("type")

    /** The function's name, or the custom tool's, in the first piece of a call. */
    public val name: String? get() = (raw.obj("function") ?: raw.obj("custom"))?.string("name")

    /** More of the arguments: a piece of JSON text. */
    public val arguments: String? get() = raw.obj("function")?.jsonText("arguments")

    /** More of what a custom tool is given; null for a function. */
    public val input: String? get() = raw.obj("custom")?.string("input")
}
