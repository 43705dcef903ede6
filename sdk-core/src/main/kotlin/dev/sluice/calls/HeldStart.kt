package dev.sluice.calls

import dev.sluice.model.ModelEvent

/**
 * Keeps [ModelEvent.Started] back until something follows it: providers open a stream before they know whether they can answer,
 * and a call that fails with nothing but its opening said is one that can still be made again, unseen.
 */
internal class HeldStart {
    private var held: ModelEvent.Started? = null
    private var hasStarted = false

    /** Keeps the first that [start] makes; later ones are not made. */
    fun begin(start: () -> ModelEvent.Started) {
        if (hasStarted) return
        hasStarted = true
        held = start()
    }

    /** Adds [event] to [out], after the start. */
    fun release(event: ModelEvent, out: MutableList<ModelEvent>) {
        held?.let { out += it }
        held = null
        out += event
    }
}
