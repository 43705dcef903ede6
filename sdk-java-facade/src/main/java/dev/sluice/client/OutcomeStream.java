package dev.sluice.client;

import dev.sluice.extraction.Outcome;
import dev.sluice.extraction.Progress;

/**
 * The outcomes of many inputs, each exactly once, and how far the work is.
 *
 * <pre>{@code
 * var outcomes = sluice.extractAll(Summary.class, documents, 50, (document, ask) -> ask.user("Summarise:\n" + document));
 * outcomes.progress().forEach(System.out::println);
 * outcomes.forEach(outcome -> save(outcome.getInput(), outcome.getOrNull())).join();
 * }</pre>
 *
 * <p>In the order of the inputs: an outcome waits for those before it. While one input takes long,
 * the next ones go on, up to 16 times as many as run at once, and no further.
 *
 * <p>A failed input fails nothing else: {@link Outcome#errorOrNull} tells. {@link
 * Outcome#getOrThrow} in the reader is how to fail fast. The stream itself fails only when the
 * source of the inputs does, after the outcomes of all inputs that came before. Cancelling it
 * cancels every call that runs.
 *
 * <p>No input is taken from its source before a call can be made for it. While the reader is busy,
 * calls go on until as many outcomes wait for it as calls may run at once.
 *
 * @param <I> the inputs
 * @param <T> the values
 */
public interface OutcomeStream<I, T> extends SluiceStream<Outcome<I, T>> {
  /**
   * The same, in the order in which the calls end: no slow input holds up the others. {@link
   * Outcome#getIndex} tells which input it was. It has a {@link #progress} of its own.
   */
  OutcomeStream<I, T> asCompleted();

  /**
   * How far the newest reading of this stream is: its state now, then every change, the newest for
   * a slow reader. It ends when that reading has ended, well or not; before the first it waits for
   * it. Reading it costs nothing and starts nothing.
   */
  SluiceStream<Progress> progress();
}
