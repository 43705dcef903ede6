package dev.sluice.schema

import dev.sluice.errors.SluiceException
import dev.sluice.json.JsonPath

/** A type refused the values it was to be built from; [path] is the object that was being built. */
public class DecodingException(public val path: JsonPath, public val reason: String, cause: Throwable? = null) :
    SluiceException("$path: $reason", cause)
