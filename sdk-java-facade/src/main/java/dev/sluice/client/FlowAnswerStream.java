package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kotlinx.coroutines.flow.Flow;

/** A flow of a provider's events as an {@link AnswerStream}. */
class FlowAnswerStream<T, C, A> extends FlowStream<T> implements AnswerStream<T, A> {
  private final Assembly<T, C, A> assembly;

  FlowAnswerStream(Flow<T> flow, Calls calls, Assembly<T, C, A> assembly) {
    super(flow, calls);
    this.assembly = assembly;
  }

  @Override
  public SluiceStream<String> textDeltas() {
    return through(assembly.textDeltas());
  }

  @Override
  public CompletableFuture<A> accumulate(Consumer<? super T> action) {
    requireNonNull(action, "action");
    C accumulator = assembly.accumulator().get();
    return read(
        event -> {
          assembly.add().accept(accumulator, event);
          action.accept(event);
        },
        () -> assembly.whole().apply(accumulator));
  }
}
