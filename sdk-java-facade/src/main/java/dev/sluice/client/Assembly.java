package dev.sluice.client;

import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import kotlinx.coroutines.flow.Flow;

/** How the core reads one provider's stream: its text, and the accumulator of its events. */
record Assembly<T, C, A>(
    Function<Flow<T>, Flow<String>> textDeltas,
    Supplier<C> accumulator,
    BiConsumer<C, T> add,
    Function<C, A> whole) {}
