package dev.sluice.openai

import dev.sluice.limits.Exchanges
import dev.sluice.wire.callsOver

internal fun openAiCallsOver(exchanges: Exchanges): OpenAiCalls = OpenAiCalls(callsOver(exchanges))
