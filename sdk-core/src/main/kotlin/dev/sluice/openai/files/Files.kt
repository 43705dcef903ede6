package dev.sluice.openai.files

import dev.sluice.errors.InvalidRequestException
import dev.sluice.openai.DeletedObject
import dev.sluice.openai.ListRequest
import dev.sluice.openai.OpenAiCalls
import dev.sluice.paging.Page
import dev.sluice.transport.FileContent
import dev.sluice.wire.MultipartBody
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.WireBody
import dev.sluice.wire.WireCall
import dev.sluice.wire.jsonText
import dev.sluice.wire.pathSegment
import kotlinx.coroutines.flow.Flow

/** Files, `/files`. Safe for use from any number of coroutines at once. Errors are those of every call. */
public class Files internal constructor(private val calls: OpenAiCalls) {
    /**
     * Uploads [file] for [purpose] (`fine-tune`, `batch`, `user_data`, `vision`). It is read while it is sent, and again for each try.
     * Extra fields of [options] become fields of the form.
     */
    public suspend fun create(file: FileContent, purpose: String, options: RequestOptions = RequestOptions.NONE): OpenAIFile {
        if (purpose.isBlank()) throw InvalidRequestException("A file needs a purpose, such as \"fine-tune\".")
        val extra = options.extraBody.keys.map { it to options.extraBody.jsonText(it).orEmpty() }
        val form = MultipartBody(listOf("purpose" to purpose) + extra, listOf("file" to file))
        return calls.send(WireCall("POST", PATH, WireBody.Upload(form), options), ::OpenAIFile)
    }

    /** All files; the next page is asked for when this one was collected. */
    public fun list(request: ListRequest = ListRequest.ALL): Flow<OpenAIFile> = calls.list(PATH, request, ::OpenAIFile)

    /** All files: `list { limit = 100 }`. */
    @JvmSynthetic
    public fun list(request: ListRequest.Builder.() -> Unit): Flow<OpenAIFile> = list(ListRequest.Builder().apply(request).build())

    /** One page of them. */
    public suspend fun page(request: ListRequest = ListRequest.ALL): Page<OpenAIFile> = calls.page(PATH, request, ::OpenAIFile)

    /** What is known of a file. */
    public suspend fun retrieve(id: String, options: RequestOptions = RequestOptions.NONE): OpenAIFile =
        calls.get(pathOf(id), options, ::OpenAIFile)

    /** Deletes a file. */
    public suspend fun delete(id: String, options: RequestOptions = RequestOptions.NONE): DeletedObject =
        calls.delete(pathOf(id), options, ::DeletedObject)

    /** A file's bytes as they arrive: back-pressured, each collection a download of its own. */
    public fun content(id: String, options: RequestOptions = RequestOptions.NONE): Flow<ByteArray> =
        calls.wire.bytes(WireCall.get("${pathOf(id)}/content", options))

    private fun pathOf(id: String) = "$PATH/${pathSegment(id, "file's id")}"

    private companion object {
        const val PATH = "/files"
    }
}
