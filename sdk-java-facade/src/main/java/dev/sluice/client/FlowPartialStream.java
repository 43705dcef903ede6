package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/** A flow of partials as a {@link PartialStream}. */
final class FlowPartialStream<T> extends FlowStream<Partial<T>> implements PartialStream<T> {
  private final Flow<Partial<T>> flow;
  private final Calls calls;

  FlowPartialStream(Flow<Partial<T>> flow, Calls calls) {
    super(flow, calls);
    this.flow = flow;
    this.calls = calls;
  }

  @Override
  public <V> PartialStream<T> onComplete(Field<T, V> field, Consumer<? super @Nullable V> action) {
    requireNonNull(field, "field");
    requireNonNull(action, "action");
    return new FlowPartialStream<>(new Telling<>(flow, field, action), calls);
  }

  /** Each collection tells anew. */
  private record Telling<T, V>(
      Flow<Partial<T>> partials, Field<T, V> field, Consumer<? super @Nullable V> action)
      implements Flow<Partial<T>> {
    @Override
    public @Nullable Object collect(
        FlowCollector<? super Partial<T>> collector, Continuation<? super Unit> call) {
      var told = new int[2];
      return partials.collect(
          (partial, waiting) -> {
            tell(partial, told);
            return collector.emit(partial, waiting);
          },
          call);
    }

    private void tell(Partial<T> partial, int[] told) {
      if (partial.getAttempt() == told[0] && partial.getCandidate() == told[1]) return;
      V value = partial.get(field);
      // What does not fit its type is complete too, and shows as null.
      boolean isCertain = value != null && partial.isComplete(field);
      if (!isCertain && partial.getExtraction().isEmpty()) return;
      told[0] = partial.getAttempt();
      told[1] = partial.getCandidate();
      action.accept(value);
    }
  }
}
