package dev.sluice

import dev.sluice.extraction.Ask
import dev.sluice.extraction.AskOptions
import dev.sluice.extraction.ElementEvent
import dev.sluice.extraction.Explanation
import dev.sluice.extraction.Extraction
import dev.sluice.extraction.Extractor
import dev.sluice.extraction.Inputs
import dev.sluice.extraction.OutcomeOrder
import dev.sluice.extraction.Outcomes
import dev.sluice.extraction.Partial
import dev.sluice.extraction.all
import dev.sluice.model.ChatModel
import dev.sluice.schema.OutputType
import dev.sluice.schema.outputType
import dev.sluice.transport.Clock
import kotlinx.coroutines.flow.Flow

/**
 * Typed values out of a language model: asks a [ChatModel] for a type and reads, checks and builds the answer.
 *
 * ```
 * val sluice = Sluice(claude) { model = "claude-haiku-4-5"; maxTokens = 1024 }
 * val analysis = sluice.extract<ProductAnalysis> { user(text) }
 * ```
 *
 * Cheap to make, immutable, safe for use from many coroutines at once. It does not own the client: closing that ends what runs here.
 *
 * Every collection of a flow is a request of its own, and is paid for. Reading and checking run on `Dispatchers.Default`; only
 * what collects runs in the collector's context. The answer is read ahead of a slow collector.
 *
 * Errors: [dev.sluice.errors.ApiException] when the call fails, [dev.sluice.extraction.OutputException] when the answer gives no
 * value, [dev.sluice.errors.InvalidRequestException] before anything is sent.
 */
public class Sluice private constructor(private val extractor: Extractor, private val clock: Clock) {
    /** Asks for a [T] and waits for the whole of it. An invalid answer goes back to the model, with what is wrong, as long as attempts are left. */
    public suspend fun <T> extract(type: OutputType<T>, ask: Ask<T>): T = extractDetailed(type, ask).value

    /** As [extract], with the story: usage, every attempt, request ids. */
    public suspend fun <T> extractDetailed(type: OutputType<T>, ask: Ask<T>): Extraction<T> = extractor.extract(type, ask)

    /**
     * Asks for a [T] and emits it as it grows: a [Partial] whenever something visible changed, the newest for a slow collector.
     * The last emission is whole and validated; a stream that gives none fails.
     */
    public fun <T> extractPartial(type: OutputType<T>, ask: Ask<T>): Flow<Partial<T>> = extractor.partials(type, ask)

    /**
     * Asks for a list and emits each element as it closes, validated. Invalid ones are asked for again when the list has ended, and come
     * then; [AskOptions.Builder.invalidElements] has other ways. What is invalid in the end fails the flow with `InvalidOutputException`.
     */
    public fun <T> extractEach(type: OutputType<T>, ask: Ask<T>): Flow<T> = extractor.elements(type, ask)

    /** As [extractEach], with rejected elements reported instead of thrown, and the story at the end. */
    public fun <T> extractEachDetailed(type: OutputType<T>, ask: Ask<T>): Flow<ElementEvent<T>> = extractor.elementEvents(type, ask)

    /** What would be sent for [ask], in which mode, and what of the type the provider cannot express. Sends nothing. */
    public fun <T> explain(type: OutputType<T>, ask: Ask<T>): Explanation = extractor.explain(type, ask)

    /**
     * Asks for a [T] about each of [inputs], for no more than [concurrency] of them at once. What becomes of each is an
     * [dev.sluice.extraction.Outcome]: a failed one fails nothing else. In the order of the inputs, unless [order] says otherwise.
     *
     * [ask] makes the ask for one input. It may suspend or block; what it throws is the failure of that input.
     *
     * The inputs are taken one at a time, each when a call can be made for it, from wherever they come: the source may be slow, and need
     * not end. When it fails, so does the flow, after the outcomes of the inputs before. It may block too; a cancellation interrupts it.
     */
    public fun <I, T> extractAll(
        type: OutputType<T>,
        inputs: Iterable<I>,
        concurrency: Int,
        order: OutcomeOrder = OutcomeOrder.INPUT,
        ask: suspend Ask.Builder<T>.(I) -> Unit,
    ): Outcomes<I, T> = extractor.all(type, Inputs.of(inputs), concurrency, order, clock::steadyMillis, ask)

    /** As the other [extractAll], with inputs that are computed as they are taken. */
    public fun <I, T> extractAll(
        type: OutputType<T>,
        inputs: Sequence<I>,
        concurrency: Int,
        order: OutcomeOrder = OutcomeOrder.INPUT,
        ask: suspend Ask.Builder<T>.(I) -> Unit,
    ): Outcomes<I, T> = extractAll(type, inputs.asIterable(), concurrency, order, ask)

    /**
     * As the other [extractAll], with inputs that arrive over time, such as the outcomes of an earlier stage. They are collected on
     * `Dispatchers.Default`.
     */
    public fun <I, T> extractAll(
        type: OutputType<T>,
        inputs: Flow<I>,
        concurrency: Int,
        order: OutcomeOrder = OutcomeOrder.INPUT,
        ask: suspend Ask.Builder<T>.(I) -> Unit,
    ): Outcomes<I, T> = extractor.all(type, Inputs.of(inputs), concurrency, order, clock::steadyMillis, ask)

    /** As the other [extract], for a `@Serializable` type. */
    @JvmSynthetic
    public suspend inline fun <reified T> extract(build: Ask.Builder<T>.() -> Unit): T = extract(outputType<T>(), ask(build))

    /** As the other [extractDetailed], for a `@Serializable` type. */
    @JvmSynthetic
    public suspend inline fun <reified T> extractDetailed(build: Ask.Builder<T>.() -> Unit): Extraction<T> =
        extractDetailed(outputType<T>(), ask(build))

    /** As the other [extractPartial], for a `@Serializable` type. */
    @JvmSynthetic
    public inline fun <reified T> extractPartial(build: Ask.Builder<T>.() -> Unit): Flow<Partial<T>> =
        extractPartial(outputType<T>(), ask(build))

    /** As the other [extractEach], for a `@Serializable` type. */
    @JvmSynthetic
    public inline fun <reified T> extractEach(build: Ask.Builder<T>.() -> Unit): Flow<T> = extractEach(outputType<T>(), ask(build))

    /** As the other [extractEachDetailed], for a `@Serializable` type. */
    @JvmSynthetic
    public inline fun <reified T> extractEachDetailed(build: Ask.Builder<T>.() -> Unit): Flow<ElementEvent<T>> =
        extractEachDetailed(outputType<T>(), ask(build))

    /** As the other [explain], for a `@Serializable` type: `println(sluice.explain<User> { user("…") })`. */
    @JvmSynthetic
    public inline fun <reified T> explain(build: Ask.Builder<T>.() -> Unit): Explanation = explain(outputType<T>(), ask(build))

    /** As the other [extractAll], for a `@Serializable` type. */
    @JvmSynthetic
    public inline fun <I, reified T> extractAll(
        inputs: Iterable<I>,
        concurrency: Int,
        order: OutcomeOrder = OutcomeOrder.INPUT,
        noinline ask: suspend Ask.Builder<T>.(I) -> Unit,
    ): Outcomes<I, T> = extractAll(outputType<T>(), inputs, concurrency, order, ask)

    /** As the other [extractAll], for a `@Serializable` type. */
    @JvmSynthetic
    public inline fun <I, reified T> extractAll(
        inputs: Sequence<I>,
        concurrency: Int,
        order: OutcomeOrder = OutcomeOrder.INPUT,
        noinline ask: suspend Ask.Builder<T>.(I) -> Unit,
    ): Outcomes<I, T> = extractAll(outputType<T>(), inputs, concurrency, order, ask)

    /** As the other [extractAll], for a `@Serializable` type. */
    @JvmSynthetic
    public inline fun <I, reified T> extractAll(
        inputs: Flow<I>,
        concurrency: Int,
        order: OutcomeOrder = OutcomeOrder.INPUT,
        noinline ask: suspend Ask.Builder<T>.(I) -> Unit,
    ): Outcomes<I, T> = extractAll(outputType<T>(), inputs, concurrency, order, ask)

    @PublishedApi
    @JvmSynthetic
    internal inline fun <T> ask(build: Ask.Builder<T>.() -> Unit): Ask<T> = Ask.Builder<T>().apply(build).build()

    override fun toString(): String = "Sluice($extractor)"

    /** Makes a [Sluice] over [chat], with the defaults of every call. */
    public class Builder(private val chat: ChatModel) : AskOptions.Builder<Builder>() {
        internal var clock: Clock = Clock.System

        /** The finished [Sluice]. */
        public fun build(): Sluice = Sluice(Extractor(chat, options()), clock)
    }
}

/** A [Sluice] over a provider and its model: `Sluice(provider("anthropic/claude-haiku-4-5")) { maxTokens = 1024 }`. */
@JvmSynthetic
public fun Sluice(provider: ProviderModel, defaults: Sluice.Builder.() -> Unit = {}): Sluice =
    Sluice.Builder(provider.client).model(provider.model).apply(defaults).build()

/** A [Sluice] over [chat]; [defaults] hold for every call that does not set its own. */
@JvmSynthetic
public fun Sluice(chat: ChatModel, defaults: Sluice.Builder.() -> Unit = {}): Sluice = Sluice.Builder(chat).apply(defaults).build()
