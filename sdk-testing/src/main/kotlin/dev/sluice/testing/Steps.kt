package dev.sluice.testing

/*
 * Rewritings of steps. All are lazy, and start anew with each iteration: a list stays a list only where it is joined with another,
 * because the length of a body is known in advance only for a list.
 */

internal infix fun Iterable<Step>.joined(more: Iterable<Step>): Iterable<Step> =
    if (this is List && more is List) this + more else (asSequence() + more.asSequence()).asIterable()

internal fun Iterable<Step>.split(size: Int): Iterable<Step> {
    require(size > 0) { "pieces need at least one byte, not $size" }
    return lazily { step ->
        if (step !is Step.Bytes) return@lazily yield(step)
        for (start in step.bytes.indices step size) {
            yield(Step.Bytes(step.bytes.copyOfRange(start, minOf(start + size, step.bytes.size))))
        }
    }
}

internal fun Iterable<Step>.between(separator: Step): Iterable<Step> {
    val steps = this
    return Iterable {
        iterator {
            var first = true
            for (step in steps) {
                if (step is Step.Bytes && !first) yield(separator)
                if (step is Step.Bytes) first = false
                yield(step)
            }
        }
    }
}

internal fun Iterable<Step>.truncate(limit: Long): Iterable<Step> {
    require(limit >= 0) { "a body cannot have $limit bytes" }
    val steps = this
    return Iterable {
        iterator {
            var left = limit
            for (step in steps) {
                if (step !is Step.Bytes) {
                    yield(step)
                    continue
                }
                if (left == 0L) break
                val kept = minOf(left, step.bytes.size.toLong()).toInt()
                yield(if (kept == step.bytes.size) step else Step.Bytes(step.bytes.copyOf(kept)))
                left -= kept
            }
        }
    }
}

/** The length of a body that is nothing but bytes, null if it cannot be known or does not end by itself. */
internal fun Iterable<Step>.knownLength(): Long? {
    if (this !is List) return null
    var sum = 0L
    for (step in this) {
        when (step) {
            is Step.Bytes -> sum += step.bytes.size
            is Step.Hold, is Step.Pause, Step.Head -> Unit
            Step.Cut, is Step.Reset, Step.Stall -> return null
        }
    }
    return sum
}

private fun Iterable<Step>.lazily(rewrite: suspend SequenceScope<Step>.(Step) -> Unit): Iterable<Step> {
    val steps = this
    return Iterable { iterator { for (step in steps) rewrite(step) } }
}
