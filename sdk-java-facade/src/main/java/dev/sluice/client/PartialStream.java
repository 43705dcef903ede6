package dev.sluice.client;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it grows: a {@link Partial} whenever something visible changed, the newest for a
 * slow reader. The last one is whole and validated; a stream that gives none fails.
 *
 * <p>When an answer is rejected and the model is asked again, the partials go on with {@link
 * Partial#getAttempt} one higher.
 *
 * @param <T> the type that is asked for
 */
public interface PartialStream<T> extends SluiceStream<Partial<T>> {
  /**
   * The same stream, which also hands {@code action} what {@code field} holds as soon as that is
   * complete, before the rest of the object exists: so that work on early fields can begin.
   *
   * <p>It runs where values are read, before the partial that shows it. Once for each attempt in
   * which the field completes: when the model is asked again, or puts another object in the place
   * of the first ({@link Partial#getCandidate}), what it said before does not hold any more. A
   * null, and the default of a field that the model left out, are certain when the whole object is.
   * What {@code action} throws stops the stream and fails it.
   *
   * <pre>{@code
   * sluice.extractPartial(Analysis.class, ask -> ask.user(text))
   *     .onComplete(Analysis::productName, this::showPictures)
   *     .forEach(this::show);
   * }</pre>
   */
  <V> PartialStream<T> onComplete(Field<T, V> field, Consumer<? super @Nullable V> action);
}
