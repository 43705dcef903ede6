package dev.sluice.testing.offline.openai

import dev.sluice.testing.offline.openai.finetuning.TrainedModel
import dev.sluice.testing.offline.request.ModelFamilies
import java.util.concurrent.ConcurrentSkipListMap

/** The models that OpenAI's interface has: those of known families, and those that were trained here. Thread-safe. */
internal class ModelCatalog {
    private val trained = ConcurrentSkipListMap<String, TrainedModel>()

    /** Those that a list shows; there are more. */
    val listed: List<String> get() = SHOWN + trained.keys

    /** Throws a [RequestFault][dev.sluice.testing.offline.request.RequestFault] if there is no model called [name]. */
    fun check(name: String) {
        val exists = if (name.startsWith(TRAINED)) name in trained else ModelFamilies.has(name)
        if (!exists) throw OpenAiFaults.noModel(name)
    }

    /** The model called [name], if it was trained here. */
    fun trained(name: String): TrainedModel? = trained[name]

    fun add(name: String, model: TrainedModel) {
        trained[name] = model
    }

    /** Whether [name] was trained here; it is gone then. */
    fun remove(name: String): Boolean = trained.remove(name) != null

    companion object {
        /** What the names of trained models begin with. */
        const val TRAINED: String = "ft:"
        private val SHOWN = listOf(
            "gpt-4o-mini",
            "gpt-4o",
            "gpt-5-mini",
            "gpt-5",
            "text-embedding-3-small",
            "text-embedding-3-large",
            "omni-moderation-latest",
        )
    }
}
