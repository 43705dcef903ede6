package dev.sluice.client;

import dev.sluice.extraction.Outcome;
import dev.sluice.extraction.OutcomeOrder;
import dev.sluice.extraction.Outcomes;
import dev.sluice.extraction.Progress;
import java.util.function.Function;

/** Outcomes of the core's as an {@link OutcomeStream}. */
final class FlowOutcomeStream<I, T> extends FlowStream<Outcome<I, T>>
    implements OutcomeStream<I, T> {
  private final Function<OutcomeOrder, Outcomes<I, T>> ordered;
  private final SluiceStream<Progress> progress;
  private final Calls calls;

  private FlowOutcomeStream(
      Outcomes<I, T> outcomes, Function<OutcomeOrder, Outcomes<I, T>> ordered, Calls calls) {
    super(outcomes, calls);
    this.ordered = ordered;
    this.progress = calls.stream(outcomes.getProgress());
    this.calls = calls;
  }

  /** In the order of the inputs, until told otherwise. */
  static <I, T> OutcomeStream<I, T> of(
      Function<OutcomeOrder, Outcomes<I, T>> ordered, Calls calls) {
    return new FlowOutcomeStream<>(ordered.apply(OutcomeOrder.INPUT), ordered, calls);
  }

  @Override
  public OutcomeStream<I, T> asCompleted() {
    return new FlowOutcomeStream<>(ordered.apply(OutcomeOrder.COMPLETION), ordered, calls);
  }

  @Override
  public SluiceStream<Progress> progress() {
    return progress;
  }
}
