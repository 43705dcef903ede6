package dev.sluice.gemini

import dev.sluice.wire.ApiObject
import dev.sluice.wire.jsonText
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A function that the model calls. */
public class FunctionCall internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** What the result must name, where the server gave it an id. */
    public val id: String? get() = raw.string("id")

    /** The function's name. */
    public val name: String get() = raw.string("name").orEmpty()

    /** What it is called with; empty where the server sends nothing. */
    public val args: JsonObject get() = raw.obj("args") ?: JsonObject(emptyMap())

    /** The same as it came, should it be no object; empty where nothing came. */
    internal val argsText: String get() = raw.jsonText("args").orEmpty()
}
