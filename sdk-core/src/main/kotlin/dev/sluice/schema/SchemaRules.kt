package dev.sluice.schema

import kotlinx.serialization.json.JsonElement

/** How a dialect of JSON Schema differs from the plain one. */
internal class SchemaRules(
    /** Who speaks it, as it is named in concessions. */
    val speaker: String,
    /** Whether each object says that it has no other properties. */
    val closesObjects: Boolean = false,
    /** Whether each property must be in `required`, so that an optional one becomes nullable instead. */
    val requiresAll: Boolean = false,
    /** Whether nothing may stand beside a `$ref`. */
    val isolatesReferences: Boolean = false,
    /** Whether `const` is known; if not, an enum of one value says it. */
    val hasConstants: Boolean = true,
    /** Whether each object says the order of its properties, for models that do not take it from the order in which they stand. */
    val ordersProperties: Boolean = false,
    /** Whether a keyword that says more than the type may stand in the schema; if not, the description says it. */
    val takes: (keyword: String, value: JsonElement) -> Boolean = { _, _ -> true },
)
