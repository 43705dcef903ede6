package dev.sluice.gemini

import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.callsOver
import dev.sluice.wire.events

internal fun modelsOver(exchanges: ScriptedExchanges) = Models(callsOver(exchanges))

internal fun modelsOver(vararg reads: String) = modelsOver(ScriptedExchanges(events(*reads)))

/** A piece of a stream: a candidate with [parts], and [more] fields of it. */
internal fun candidate(
    parts: String,
    more: String = "",
) = """{"candidates":[{"content":{"parts":[$parts],"role":"model"},"index":0$more}]}"""

internal fun GenerateContentRequest.Builder.hello() = model("gemini-1").user("Hello!")
