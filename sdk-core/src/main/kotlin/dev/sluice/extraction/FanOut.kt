package dev.sluice.extraction

import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.SluiceException
import dev.sluice.schema.OutputType
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.onCompletion
import kotlinx.coroutines.flow.transformWhile
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/** One question for each of many inputs, no more than [concurrency] at once; [call] asks it. */
internal class FanOut<I, T>(
    private val inputs: Inputs<I>,
    private val concurrency: Int,
    private val order: OutcomeOrder,
    private val now: () -> Long,
    private val call: suspend (I) -> Extraction<T>,
) {
    private val shown = MutableStateFlow<Progress?>(null)

    /** The newest collection: only that is shown. */
    private var newest: Any? = null

    val progress: Flow<Progress> = shown.transformWhile { state ->
        state?.let { emit(it) }
        state?.isFinished != true
    }

    fun outcomes(): Flow<Outcome<I, T>> = flow {
        val size = inputs.size()
        val meter = begin(size)
        emitAll(flow { Run(meter).collectInto(this) }.onCompletion { meter.end() })
    }

    private fun begin(size: Int?): ProgressMeter {
        val collection = Any()
        synchronized(shown) { newest = collection }
        return ProgressMeter(concurrency, size, now) { state ->
            synchronized(shown) { if (newest === collection) shown.value = state }
        }.also { it.begin() }
    }

    /** One collection. */
    private inner class Run(private val meter: ProgressMeter) {
        private val handover = Handover<Outcome<I, T>>(concurrency, order)

        suspend fun collectInto(collector: FlowCollector<Outcome<I, T>>) {
            val taking = FlowCollector<Outcome<I, T>> { outcome ->
                handover.take()
                collector.emit(outcome)
            }
            taking.readAhead(Channel.UNLIMITED) { done ->
                // The source's failure waits until the calls have ended: what was taken from it is accounted for.
                val failure = coroutineScope { pull(done) }
                failure?.let { throw it }
            }
        }

        /** Starts a call for each input; returns what ended the source other than its end. */
        private suspend fun CoroutineScope.pull(done: SendChannel<Outcome<I, T>>): Exception? {
            var index = 0
            return failureOf {
                failingIfCancelledBelow("The source of the inputs") {
                    handover.awaitRoom()
                    inputs.flow.collect { input ->
                        val its = index++
                        handover.start()
                        meter.start()
                        launch { finish(outcome(its, input), done) }
                        handover.awaitRoom()
                    }
                }
                meter.endInputs()
            }
        }

        private fun finish(outcome: Outcome<I, T>, done: SendChannel<Outcome<I, T>>) {
            meter.finish(outcome)
            handover.finish(outcome.index, outcome, done)
        }
    }

    private suspend fun outcome(index: Int, input: I): Outcome<I, T> {
        lateinit var extraction: Extraction<T>
        val failure = failureOf { extraction = failingIfCancelledBelow("The call for input $index") { call(input) } }
        // With no client there is no call for any input to come: the source may not even end.
        if (failure is ClientClosedException) throw failure
        return if (failure == null) Outcome.Success(index, input, extraction) else Outcome.Failure<I, T>(index, input, failure)
    }
}

/** Asks for a [T] about each of [inputs]. What asks is the caller's code, and runs where it may wait for a file or a database. */
internal fun <I, T> Extractor.all(
    type: OutputType<T>,
    inputs: Inputs<I>,
    concurrency: Int,
    order: OutcomeOrder,
    now: () -> Long,
    ask: suspend Ask.Builder<T>.(I) -> Unit,
): Outcomes<I, T> {
    require(concurrency >= 1) { "concurrency must be at least 1, is $concurrency" }
    val threads = Dispatchers.IO.limitedParallelism(concurrency)
    return Outcomes(
        FanOut(inputs, concurrency, order, now) { input ->
            extract(type, withContext(threads) { Ask.Builder<T>().apply { ask(input) }.build() })
        },
    )
}

/**
 * What [block] throws, other than its caller's cancellation. An [Error] too, such as a failed assertion or a type that nests deeper than
 * the stack, is one input's own affair, unless the machine itself is at its end.
 */
private inline fun failureOf(block: () -> Unit): Exception? = try {
    block()
    null
} catch (cancelled: CancellationException) {
    throw cancelled
} catch (failed: Exception) {
    failed
} catch (deep: StackOverflowError) {
    SluiceException("It nests too deep for the stack: $deep", deep)
} catch (end: VirtualMachineError) {
    throw end
} catch (error: Error) {
    SluiceException("$error", error)
}
