package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.extraction.Extraction;
import dev.sluice.extraction.FieldState;
import dev.sluice.extraction.PartialField;
import dev.sluice.json.JsonValue;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The core's partial, read by method references. Once the whole value exists, its own fields are
 * read.
 */
// The output type finds a field's name only if what it holds is what the field's method returns.
@SuppressWarnings("unchecked")
final class TypedPartial<T> implements Partial<T> {
  private final dev.sluice.extraction.Partial<?> core;
  private final JacksonOutputType<T> type;
  private final @Nullable T value;

  private TypedPartial(
      dev.sluice.extraction.Partial<?> core, JacksonOutputType<T> type, @Nullable T value) {
    this.core = core;
    this.type = type;
    this.value = value;
  }

  static <T> Partial<T> of(dev.sluice.extraction.Partial<T> core, JacksonOutputType<T> type) {
    return new TypedPartial<>(core, type, core.getValue());
  }

  @Override
  public <V> @Nullable V get(Field<? super T, V> field) {
    // The name is resolved all the same: a wrong reference must not go unnoticed until the end.
    PartialField so = core.field(nameOf(field));
    if (value != null) return now(field);
    boolean isComplete = so.getState() == FieldState.COMPLETE;
    return (V) FieldReference.of(field).asReturned(so.getValue(), isComplete);
  }

  @Override
  public <N> Partial<N> at(Field<? super T, N> field) {
    String name = nameOf(field);
    return new TypedPartial<>(
        core.field(name).getPartial(), (JacksonOutputType<N>) child(name), now(field));
  }

  @Override
  public <E> List<Partial<E>> items(Field<? super T, ? extends List<E>> field) {
    String name = nameOf(field);
    List<?> values = now(field);
    JacksonOutputType<?> element = requireNonNull(child(name).element(), "a list has elements");
    return new Items<>(core.field(name).getItems(), (JacksonOutputType<E>) element, values);
  }

  @Override
  public CharSequence text(Field<? super T, ? extends CharSequence> field) {
    return core.field(nameOf(field)).getText();
  }

  @Override
  public FieldState state(Field<? super T, ?> field) {
    return core.field(nameOf(field)).getState();
  }

  @Override
  public PartialField field(String name) {
    return core.field(requireNonNull(name, "name"));
  }

  @Override
  public List<Partial<?>> getElements() {
    JacksonOutputType<?> element = type.element();
    if (element == null) return List.of();
    List<?> values = value instanceof List<?> list ? list : null;
    return (List<Partial<?>>)
        (List<?>) new Items<>(core.getElements(), (JacksonOutputType<Object>) element, values);
  }

  @Override
  public Optional<T> getValue() {
    return Optional.ofNullable(value);
  }

  @Override
  public Optional<Extraction<T>> getExtraction() {
    return Optional.ofNullable((Extraction<T>) core.getExtraction());
  }

  @Override
  public int getAttempt() {
    return core.getAttempt();
  }

  @Override
  public int getCandidate() {
    return core.getCandidate();
  }

  @Override
  public Optional<JsonValue> getJson() {
    return Optional.ofNullable(core.getJson());
  }

  @Override
  public String toString() {
    return core.toString();
  }

  /** What the field holds, once the whole value is there. */
  private <V> @Nullable V now(Field<? super T, V> field) {
    return value == null ? null : field.apply(value);
  }

  private String nameOf(Field<? super T, ?> field) {
    return type.nameOf(requireNonNull(field, "field"));
  }

  private JacksonOutputType<?> child(String name) {
    return requireNonNull(type.anyProperty(name), "a named property has a type");
  }

  private static final class Items<E> extends AbstractList<Partial<E>> implements RandomAccess {
    private final List<? extends dev.sluice.extraction.Partial<?>> core;
    private final JacksonOutputType<E> type;
    private final @Nullable List<?> values;

    Items(
        List<? extends dev.sluice.extraction.Partial<?>> core,
        JacksonOutputType<E> type,
        @Nullable List<?> values) {
      this.core = core;
      this.type = type;
      this.values = values;
    }

    @Override
    public Partial<E> get(int index) {
      Object value = values != null && index < values.size() ? values.get(index) : null;
      return new TypedPartial<>(core.get(index), type, (E) value);
    }

    @Override
    public int size() {
      return core.size();
    }
  }
}
