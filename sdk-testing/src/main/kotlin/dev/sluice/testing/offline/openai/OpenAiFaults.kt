package dev.sluice.testing.offline.openai

import dev.sluice.testing.offline.request.RequestFault

/** OpenAI's words for what it refuses. */
internal object OpenAiFaults {
    fun missing(parameter: String) = RequestFault(400, "Missing required parameter: '$parameter'.", parameter, "missing_required_parameter")

    fun invalid(parameter: String, value: String?) = RequestFault(
        400,
        "Invalid value for '$parameter': '$value'.",
        parameter,
        "invalid_value",
    )

    fun tooSmall(parameter: String, value: Int, least: Int) = RequestFault(
        400,
        "Invalid '$parameter': integer below minimum value. Expected a value >= $least, but got $value instead.",
        parameter,
        "integer_below_min_value",
    )

    fun noModel(name: String) =
        RequestFault(404, "The model `$name` does not exist or you do not have access to it.", "model", "model_not_found")

    fun noSuch(kind: String, id: String) = RequestFault(404, "No such $kind: $id", "id")
}
