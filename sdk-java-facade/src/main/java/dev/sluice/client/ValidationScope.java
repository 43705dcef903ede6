package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.json.JsonPath;
import dev.sluice.json.JsonValue;
import dev.sluice.model.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a check says what it finds wrong with a {@code T}, and reads what the ask gave it. Each
 * finding goes back to the model, so it should say what would be right.
 *
 * <pre>{@code
 * ask.validate(Validators.of((order, scope) -> {
 *   if (order.lines().size() > 9) scope.reject(Order::lines, "must be nine at most");
 * }));
 * }</pre>
 *
 * <p>Safe for use by several threads, until the check ends. A reference or a path that names no
 * property is a {@link dev.sluice.errors.InvalidRequestException}: the check is wrong, not the
 * answer.
 *
 * @param <T> the type of the value
 */
public final class ValidationScope<T> {
  private final dev.sluice.extraction.ValidationScope<?> core;

  ValidationScope(dev.sluice.extraction.ValidationScope<?> core) {
    this.core = core;
  }

  /** The value as a whole is wrong. */
  public void reject(String message) {
    core.reject(requireNonNull(message, "message"));
  }

  /** One property is wrong, named by the method that reads it. */
  public void reject(Field<? super T, ?> field, String message) {
    core.at(nameOf(field)).reject(requireNonNull(message, "message"));
  }

  /** What stands at {@code path} is wrong, which goes on from the value. */
  public void reject(JsonPath path, String message) {
    core.reject(requireNonNull(path, "path"), requireNonNull(message, "message"));
  }

  /** The scope of the object in {@code field}. */
  public <N> ValidationScope<N> at(Field<? super T, N> field) {
    return new ValidationScope<>(core.at(nameOf(field)));
  }

  /** The scope of element {@code index} of the list in {@code field}. */
  public <E> ValidationScope<E> at(Field<? super T, ? extends @Nullable List<E>> field, int index) {
    return new ValidationScope<>(core.at(nameOf(field)).at(index));
  }

  /** The scope of the value under {@code key} of the map in {@code field}. */
  public <E> ValidationScope<E> at(
      Field<? super T, ? extends @Nullable Map<?, E>> field, String key) {
    return new ValidationScope<>(core.at(nameOf(field)).at(requireNonNull(key, "key")));
  }

  /**
   * The {@code C} among what the ask was given as context.
   *
   * @throws dev.sluice.errors.InvalidRequestException when none was given, or several
   */
  public <C> C context(Class<C> type) {
    return core.context(requireNonNull(type, "type"));
  }

  /**
   * Counts tokens that the check itself spent, by asking a model of its own; they show as {@link
   * dev.sluice.extraction.Attempt#getValidationUsage()}.
   */
  public void spent(Usage usage) {
    core.spent(requireNonNull(usage, "usage"));
  }

  /** Where the value stands in the answer. */
  public JsonPath getPath() {
    return core.getPath();
  }

  /** The value as the model wrote it; empty for a part that it left out. */
  public Optional<JsonValue> getJson() {
    return Optional.ofNullable(core.getJson());
  }

  private String nameOf(Field<? super T, ?> field) {
    return core.nameOf(requireNonNull(field, "field"));
  }
}
