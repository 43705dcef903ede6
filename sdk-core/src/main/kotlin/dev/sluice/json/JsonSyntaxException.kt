package dev.sluice.json

import dev.sluice.errors.SluiceException

/** The text is not JSON. [offset] counts UTF-16 characters from the start of the answer, [path] is where the reader stood. */
public class JsonSyntaxException
internal constructor(message: String, public val offset: Long, public val path: JsonPath) :
    SluiceException("$message at offset $offset, path $path")

/**
 * The text is JSON as far as it goes, but it ended while something was still open. [offset] is its length, [path] is what was being
 * written when it ended.
 */
public class JsonIncompleteException
internal constructor(message: String, public val offset: Long, public val path: JsonPath) :
    SluiceException("The JSON ends too early: $message at offset $offset, path $path")

/** The text passed one of [JsonLimits]; [limit] names it, as the option does. */
public class JsonLimitException
internal constructor(
    public val limit: String,
    public val maximum: Long,
    public val offset: Long,
    public val path: JsonPath,
) : SluiceException(
    "The JSON is over the limit $limit = $maximum at offset $offset, path $path. Raise the limit if such answers are expected.",
)
