@file:JvmName("Completions")

package dev.sluice.extraction

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlin.reflect.KProperty1

/**
 * Runs [action] with what [field] holds as soon as that is complete, before the rest of the object exists: so that work on early fields
 * can begin.
 *
 * Runs in the collector's context, before the partial that shows it; the flow goes on when it returns, so long work is launched. Once for
 * each attempt in which the field completes: when the model is asked again ([Partial.attempt] is higher) or puts another object in the
 * place of the first ([Partial.candidate] is), what it said before does not hold any more. A null, and the default of a field that the
 * model left out, are certain when the whole object is.
 *
 * ```kotlin
 * sluice.extractPartial<ProductAnalysis> { user(text) }
 *     .onComplete(ProductAnalysis::productName) { name -> launch { showPictures(name) } }
 *     .collect { show(it) }
 * ```
 */
@JvmSynthetic
public fun <T, V> Flow<Partial<T>>.onComplete(field: KProperty1<T, V>, action: suspend (V) -> Unit): Flow<Partial<T>> {
    val partials = this
    return flow {
        var done = 0 to 0
        partials.collect { partial ->
            val now = partial.attempt to partial.candidate
            if (now != done) {
                // A string that grows is not copied for nothing.
                val value = if (partial.extraction != null || partial.isComplete(field)) partial[field] else null
                // What does not fit its type is complete too, and shows as null.
                if (partial.extraction != null || value != null) {
                    done = now
                    @Suppress("UNCHECKED_CAST") // The value that was accepted holds a null only where V has one.
                    action(value as V)
                }
            }
            emit(partial)
        }
    }
}
