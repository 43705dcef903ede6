package dev.sluice.gemini

import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** One turn of a conversation, as it is sent and as it is received. Immutable. What this version does not know stays in [json]. */
public class Content private constructor(
    /** The turn as it goes over the wire. */
    public val json: JsonObject,
) {
    /** Who says it: `user` or `model`; null where an answer leaves it out. */
    public val role: String? get() = json.string("role")

    /** The pieces of it, in order. */
    public val parts: List<Part> get() = json.objects("parts").map(Part::of)

    /** Its text, without what was only thought. */
    public val text: String get() = parts.joinToString("") { if (it.isThought) "" else it.text.orEmpty() }

    /** The functions that it calls. */
    public val functionCalls: List<FunctionCall> get() = parts.mapNotNull { it.functionCall }

    override fun equals(other: Any?): Boolean = other is Content && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** What the user says. */
        @JvmStatic
        public fun user(text: String): Content = user(listOf(Part.text(text)))

        /** What the user says and shows, or what functions gave back. */
        @JvmStatic
        public fun user(parts: List<Part>): Content = content("user", parts)

        /** What the model said before, or is made to have said. */
        @JvmStatic
        public fun model(text: String): Content = model(listOf(Part.text(text)))

        /** The same in parts; what a model has thought is to come back with its signatures, so rather add the answer's own content. */
        @JvmStatic
        public fun model(parts: List<Part>): Content = content("model", parts)

        /** Any turn, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): Content = Content(json)

        /** Instructions have no role. */
        internal fun instruction(text: String) = content(null, listOf(Part.text(text)))

        private fun content(role: String?, parts: List<Part>) = Content(
            buildJsonObject {
                role?.let { put("role", it) }
                put("parts", JsonArray(parts.map { it.json }))
            },
        )
    }
}
