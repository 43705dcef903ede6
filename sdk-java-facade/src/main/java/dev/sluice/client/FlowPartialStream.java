package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/** A flow of partials as a {@link PartialStream}. */
final class FlowPartialStream<T> extends FlowStream<Partial<T>> implements PartialStream<T> {
  private final Flow<Partial<T>> partials;
  private final List<Completion<T, ?>> completions;
  private final Calls calls;

  FlowPartialStream(Flow<Partial<T>> partials, Calls calls) {
    this(partials, List.of(), calls);
  }

  private FlowPartialStream(
      Flow<Partial<T>> partials, List<Completion<T, ?>> completions, Calls calls) {
    super(completions.isEmpty() ? partials : new Telling<>(partials, completions), calls);
    this.partials = partials;
    this.completions = completions;
    this.calls = calls;
  }

  @Override
  public <V> PartialStream<T> onComplete(Field<T, V> field, Consumer<? super @Nullable V> action) {
    var all = new ArrayList<>(completions);
    all.add(new Completion<>(requireNonNull(field, "field"), requireNonNull(action, "action")));
    return new FlowPartialStream<>(partials, List.copyOf(all), calls);
  }

  @Override
  public Stream<Partial<T>> stream() {
    // Nobody's code may run on the threads that feed a blocking stream: who reads it tells.
    Stream<Partial<T>> bare = new FlowStream<>(partials, calls).stream();
    return completions.isEmpty() ? bare : bare.peek(new Teller<>(completions));
  }

  /** What is done with a field when it is complete. */
  private record Completion<T, V>(Field<T, V> field, Consumer<? super @Nullable V> action) {
    /** Tells whether {@code partial} was the one to tell. */
    boolean tell(Partial<T> partial) {
      boolean isLast = partial.getExtraction().isPresent();
      // A string that grows is not copied for nothing.
      V value = isLast || partial.isComplete(field) ? partial.get(field) : null;
      // What does not fit its type is complete too, and shows as null.
      if (value == null && !isLast) return false;
      action.accept(value);
      return true;
    }
  }

  /** Tells the fields of one reading as they complete. */
  private static final class Teller<T> implements Consumer<Partial<T>> {
    private final List<Completion<T, ?>> all;
    private final List<Completion<T, ?>> left;
    private int attempt;
    private int candidate;

    Teller(List<Completion<T, ?>> completions) {
      this.all = completions;
      this.left = new ArrayList<>();
    }

    @Override
    public void accept(Partial<T> partial) {
      if (partial.getAttempt() != attempt || partial.getCandidate() != candidate) {
        attempt = partial.getAttempt();
        candidate = partial.getCandidate();
        left.clear();
        left.addAll(all);
      }
      left.removeIf(completion -> completion.tell(partial));
    }
  }

  /** Each collection tells anew. */
  private record Telling<T>(Flow<Partial<T>> partials, List<Completion<T, ?>> completions)
      implements Flow<Partial<T>> {
    @Override
    public @Nullable Object collect(
        FlowCollector<? super Partial<T>> collector, Continuation<? super Unit> call) {
      var teller = new Teller<>(completions);
      return partials.collect(
          (partial, waiting) -> {
            teller.accept(partial);
            return collector.emit(partial, waiting);
          },
          call);
    }
  }
}
