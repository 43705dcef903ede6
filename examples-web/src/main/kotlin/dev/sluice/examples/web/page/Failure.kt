package dev.sluice.examples.web.page

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.AuthenticationException
import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.InternalServerException
import dev.sluice.errors.OverloadedException
import dev.sluice.errors.PermissionDeniedException
import dev.sluice.errors.RateLimitException
import dev.sluice.errors.SluiceException
import dev.sluice.extraction.FilteredOutputException
import dev.sluice.extraction.IncompleteOutputException
import dev.sluice.extraction.InvalidOutputException
import dev.sluice.extraction.RefusedOutputException
import dev.sluice.extraction.TruncatedOutputException
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json

/** What went wrong, as the person at the page would want to read it; the exception itself is for the log. */
@Serializable
class Failure(val title: String, val detail: String, val canRetry: Boolean) {
    fun toJson(): String = Json.encodeToString(serializer(), this)

    companion object {
        @JvmStatic
        fun of(bad: BadQuestion): Failure = Failure(bad.title, bad.detail, canRetry = false)

        @JvmStatic
        fun of(problem: Throwable): Failure = when (val failure = SluiceException.from(problem)) {
            is RateLimitException -> later(
                "Too many questions at the moment",
                "The model takes no more for now. Wait a little, then try again.",
            )

            is OverloadedException, is InternalServerException -> later("The model is overloaded", "This passes. Try again in a minute.")

            is ApiConnectionException, is ApiTimeoutException ->
                later("The model does not answer", "Its server could not be reached in time. Try again in a minute.")

            is AuthenticationException, is PermissionDeniedException ->
                never("The model refused this server's key", "Whoever runs this server has to check the key that it was given.")

            is RefusedOutputException -> never("The model declined to answer", failure.refusal)

            is FilteredOutputException -> never("The answer was held back", "The provider's content filter took it. Another text may pass.")

            is TruncatedOutputException -> never("The answer became too long", "It was cut at the limit of tokens. Try a shorter text.")

            is InvalidOutputException -> later(
                "No answer kept to the rules",
                "The model was asked ${failure.attempts.size} times. At last it broke: " +
                    failure.violations.take(SHOWN).joinToString("; ") { "${it.path} ${it.message}" },
            )

            is IncompleteOutputException -> later("The answer broke off", "The connection to the model ended too early. Try again.")

            is ClientClosedException -> later("This server is stopping", "Try again when it is back.")

            else -> later("Something went wrong here", "It is in the server's log.")
        }

        private fun later(title: String, detail: String) = Failure(title, detail, canRetry = true)

        private fun never(title: String, detail: String) = Failure(title, detail, canRetry = false)

        private const val SHOWN = 3
    }
}
