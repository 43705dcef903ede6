package dev.sluice.gemini

import dev.sluice.wire.pathSegment

/**
 * Where [name] stands: below `models`, unless it says itself, as `tunedModels/mine` does. A colon is written so that it begins no method:
 * a name from outside must not choose what is called.
 */
internal fun modelPath(name: String): String = (if ('/' in name) name else "models/$name")
    .split('/')
    .joinToString("/") { pathSegment(it, "model").replace(":", "%3A") }
