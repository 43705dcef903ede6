package dev.sluice.openai

import dev.sluice.wire.ApiObject
import dev.sluice.wire.jsonText
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A call of a tool, as the model wishes it. Immutable. */
public class ChatToolCall internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** What the tool's result must name. */
    public val id: String? get() = raw.string("id")

    /** `function`, `custom`, or a kind of the server's own. */
    public val type: String? get() = raw.string("type")

    /** The function's name, or the custom tool's. */
    public val name: String? get() = (raw.obj("function") ?: raw.obj("custom"))?.string("name")

    /** The arguments as the model wrote them: JSON text, which may be wrong or cut. */
    public val arguments: String get() = raw.obj("function")?.jsonText("arguments").orEmpty()

    /** What a custom tool is given: text of any form; null for a function. */
    public val input: String? get() = raw.obj("custom")?.string("input")
}
