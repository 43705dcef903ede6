package dev.sluice.anthropic

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.isSet
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A version of Anthropic's API, by its date. */
internal class ApiVersion(val date: String) {
    init {
        if (!DATE.matches(date)) throw InvalidRequestException("apiVersion must be a date such as $DEFAULT, is \"$date\".")
    }

    private val isSince2026 = date >= SINCE

    /** Whether every key travels as `Authorization: Bearer`. */
    val wantsBearer: Boolean get() = isSince2026

    /** Refuses what this version does not take any more, or not yet. */
    fun check(body: JsonObject) = if (isSince2026) refuseSampling(body) else refuseSystemMessages(body)

    private fun refuseSampling(body: JsonObject) {
        val refused = SAMPLING.filter(body::isSet)
        if (refused.isEmpty()) return
        throw InvalidRequestException(
            "API version $date has no ${refused.joinToString(" and no ")}. Leave it out, or set apiVersion to $DEFAULT.",
        )
    }

    private fun refuseSystemMessages(body: JsonObject) {
        if (body.objects("messages").none { it.string("role") == "system" }) return
        throw InvalidRequestException(
            "API version $date takes no message with the role system. Set system instead, or apiVersion to $SINCE.",
        )
    }

    override fun toString(): String = date

    companion object {
        /** Every gateway takes it. */
        const val DEFAULT = "2023-06-01"

        private const val SINCE = "2026-10-21"
        private val DATE = Regex("[0-9]{4}-[0-9]{2}-[0-9]{2}")
        private val SAMPLING = listOf("temperature", "top_p", "top_k")
    }
}
