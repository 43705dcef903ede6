package dev.sluice.client;

import dev.sluice.extraction.Extraction;
import dev.sluice.extraction.FieldState;
import dev.sluice.extraction.PartialField;
import dev.sluice.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code T} as far as it has arrived: an immutable snapshot, read field by field through the
 * type's own method references.
 *
 * <p>No instance of {@code T} exists before the answer is whole; a field that is not there yet
 * reads as null. Strings grow; numbers, booleans, enums, dates and the like show when they are
 * certain; of a {@code List} its closed elements show (and a last string that still grows);
 * anything else shows when it is complete. Reading is cheap and safe from any thread.
 *
 * <pre>{@code
 * sluice.extractPartial(Analysis.class, ask -> ask.user(text)).forEach(partial -> {
 *   show(partial.get(Analysis::productName));
 *   partial.getValue().ifPresent(this::save);
 * });
 * }</pre>
 *
 * <p>A reference that names no property of {@code T}'s schema is an {@code
 * IllegalArgumentException}.
 *
 * @param <T> the type that is asked for
 */
public interface Partial<T> {
  /** What the field holds so far; null while it is absent, or when it is null. */
  <V> @Nullable V get(Field<? super T, V> field);

  /** The object in the field, from its first brace on; an empty one before. */
  <N> Partial<N> at(Field<? super T, N> field);

  /**
   * The elements of the list in the field, the last of them perhaps still open. A view: reading one
   * element builds one.
   */
  <E> List<Partial<E>> items(Field<? super T, ? extends List<E>> field);

  /** The string in the field as a view, without a copy; empty before it shows. */
  CharSequence text(Field<? super T, ? extends CharSequence> field);

  /** Whether the field is absent, streaming or complete: null and "not yet" differ here. */
  FieldState state(Field<? super T, ?> field);

  /** Whether the field is complete. */
  default boolean isComplete(Field<? super T, ?> field) {
    return state(field) == FieldState.COMPLETE;
  }

  /**
   * The field that travels under {@code name}, without its type: for a user interface that shows
   * any type.
   */
  PartialField field(String name);

  /** The elements, when {@code T} itself is a list; empty otherwise. */
  List<Partial<?>> getElements();

  /**
   * The whole value, validated. Only on the last emission of a stream, and in everything that is
   * reached from there.
   */
  Optional<T> getValue();

  /** The value with its story: usage, attempts, request ids. Only on the last emission. */
  Optional<Extraction<T>> getExtraction();

  /** Which time of asking this comes from, from 1. */
  int getAttempt();

  /**
   * Which candidate in the answer's text this shows, from 1. It rises only in {@link
   * dev.sluice.model.OutputMode#PROMPTED}, where a later JSON object takes the place of an earlier
   * one; what showed before is then void. Within a candidate nothing is taken back.
   */
  int getCandidate();

  /** The JSON so far; empty before anything shows. */
  Optional<JsonValue> getJson();
}
