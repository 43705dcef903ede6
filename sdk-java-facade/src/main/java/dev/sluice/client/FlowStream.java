package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.reactive.ReactiveFlowKt;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/** A flow of the core's as a {@link SluiceStream}; every way to read it is a subscription. */
class FlowStream<T> implements SluiceStream<T> {
  private final Flow<T> flow;
  private final Calls calls;

  FlowStream(Flow<T> flow, Calls calls) {
    this.flow = flow;
    this.calls = calls;
  }

  /** What {@code publisher} gives, one value requested at a time; a flow of the core's as it is. */
  static <T> Flow<T> flowOf(Publisher<T> publisher) {
    // What tells fields runs the caller's code, which is for the threads of callbacks.
    boolean isBare = !(publisher instanceof PartialStream<?>);
    if (isBare && publisher instanceof FlowStream<T> own) return own.flow;
    return FlowKt.buffer(ReactiveFlowKt.asFlow(publisher), 0, BufferOverflow.SUSPEND);
  }

  /** What {@code change} makes of it; reading that reads this. */
  final <R> SluiceStream<R> through(Function<Flow<T>, Flow<R>> change) {
    return calls.stream(change.apply(flow));
  }

  @Override
  public void subscribe(Subscriber<? super T> subscriber) {
    requireNonNull(subscriber, "subscriber");
    var guarded = new GuardedSubscriber<T>(subscriber, calls.running()::ended);
    subscribe(guarded, calls.threads().forStream(guarded));
  }

  private void subscribe(GuardedSubscriber<T> guarded, CoroutineDispatcher dispatcher) {
    ReactiveFlowKt.asPublisher(flow, dispatcher).subscribe(guarded);
    calls.running().started(guarded, calls.threads());
    if (guarded.hasEnded()) calls.running().ended(guarded);
  }

  @Override
  public CompletableFuture<Void> forEach(Consumer<? super T> action) {
    requireNonNull(action, "action");
    return read(action::accept, () -> null);
  }

  @Override
  public CompletableFuture<List<T>> toList() {
    List<T> values = new ArrayList<>();
    return read(values::add, () -> List.copyOf(values));
  }

  @Override
  public CompletableFuture<T> last() {
    AtomicReference<@Nullable T> last = new AtomicReference<>();
    return read(
        last::set,
        () -> {
          T value = last.get();
          if (value == null) throw new NoSuchElementException("The stream ended without a value.");
          return value;
        });
  }

  @Override
  public Stream<T> stream() {
    // A queue takes the values and runs nobody's code, so the thread that waits for them may be the
    // last one for callbacks.
    var reader =
        new BlockingReader<T>(
            queue ->
                subscribe(
                    new GuardedSubscriber<>(queue, calls.running()::ended),
                    Dispatchers.getDefault()));
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                reader, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
            false)
        .onClose(reader::close);
  }

  final <R> CompletableFuture<R> read(
      Consumer<? super T> action, FutureSubscriber.Result<R> result) {
    var subscriber = new FutureSubscriber<T, R>(action, result);
    subscribe(subscriber);
    return subscriber.future();
  }
}
