package dev.sluice.limits

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Runnable
import kotlin.coroutines.CoroutineContext

/** Says what happens next, one choice after the other; [Interleavings.explore] sees to it that each run is told something else. */
internal fun interface Choices {
    /** One of [count] possibilities, counted from 0. */
    fun next(count: Int): Int
}

/** Runs a small world over and over, until everything that may happen in it, in every order, has happened once. */
internal object Interleavings {
    private class Choice(var taken: Int, val count: Int)

    /** Returns how many runs there were. A world that has more than [most] is too large to be called small. */
    fun explore(most: Int = 1_000_000, world: (Choices) -> Unit): Int {
        val path = ArrayList<Choice>()
        var runs = 0
        do {
            check(++runs <= most) { "there are more than $most runs" }
            var depth = 0
            try {
                world { count ->
                    if (depth == path.size) path += Choice(0, count)
                    path[depth++].also { check(it.count == count) { "the world is not the same when run again" } }.taken
                }
            } catch (e: Throwable) {
                throw AssertionError("with the choices ${path.take(depth).map { it.taken }}: ${e.message}", e)
            }
            while (path.lastOrNull()?.let { it.taken + 1 == it.count } == true) path.removeLast()
            path.lastOrNull()?.let { it.taken++ }
        } while (path.isNotEmpty())
        return runs
    }
}

/** Runs nothing by itself: what is ready waits for [run]. For one thread. */
internal class SteppedDispatcher : CoroutineDispatcher() {
    private val ready = ArrayList<Runnable>()

    /** How many are ready to go on. */
    val size: Int get() = ready.size

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        ready += block
    }

    /** Lets the one at [index] go on until it waits again. */
    fun run(index: Int) = ready.removeAt(index).run()
}
