package dev.sluice.openai

import dev.sluice.wire.ApiObject
import dev.sluice.wire.int
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A remark on a text of the model's, such as where a statement comes from. */
public class TextAnnotation internal constructor(raw: JsonObject) : ApiObject(raw) {
    // Chat completions nest the fields under the kind's name, responses do not.
    private val fields: JsonObject get() = type?.let(raw::obj) ?: raw

    /** `url_citation`, `file_citation`, `container_file_citation`, `file_path`, or a kind of the server's own. */
    public val type: String? get() = raw.string("type")

    /** The cited page. */
    public val url: String? get() = fields.string("url")

    /** That page's title. */
    public val title: String? get() = fields.string("title")

    /** The cited or generated file. */
    public val fileId: String? get() = fields.string("file_id")

    /** That file's name. */
    public val filename: String? get() = fields.string("filename")

    /** Where in the text the remark begins, in characters as the provider counts them. */
    public val startIndex: Int? get() = fields.int("start_index") ?: fields.int("index")

    /** Where it ends; null for a remark on one place. */
    public val endIndex: Int? get() = fields.int("end_index")
}
