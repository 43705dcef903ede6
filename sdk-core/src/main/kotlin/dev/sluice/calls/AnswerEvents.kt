package dev.sluice.calls

import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply

/**
 * The events of one answer, in their order. The deltas joined are the reply's text: where a reply has a text that did not come as
 * deltas (a tool should have been called, and was not) it comes as one at the end; in a reply that is no answer it does not.
 */
internal class AnswerEvents {
    private val start = HeldStart()
    private var hasDelta = false

    /** Keeps the first that [start] makes back until something follows it; see [HeldStart]. */
    fun begin(start: () -> ModelEvent.Started): Unit = this.start.begin(start)

    fun reason(text: String?, out: MutableList<ModelEvent>) {
        if (!text.isNullOrEmpty()) start.release(ModelEvent.Reasoning(text), out)
    }

    fun deliver(text: String?, out: MutableList<ModelEvent>) {
        if (text.isNullOrEmpty()) return
        hasDelta = true
        start.release(ModelEvent.Delta(text), out)
    }

    /** Ends with [reply], or with the text that the calls in [spliced] make, if there were any. */
    fun finish(reply: ModelReply, spliced: CallSplicer?, out: MutableList<ModelEvent>) {
        deliver(spliced?.finish(reply.isUsable), out)
        val whole = spliced?.text?.let { reply.with(text = it) } ?: reply
        if (!hasDelta && whole.isUsable) deliver(whole.text, out)
        start.release(ModelEvent.Finished(whole), out)
    }
}
