package dev.sluice.client;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;

/**
 * A type with its type arguments, which a {@code Class} cannot carry.
 *
 * <pre>{@code
 * sluice.extract(new TypeRef<Map<String, Price>>() {}, ask -> ask.user(text));
 * }</pre>
 *
 * <p>Always written as an anonymous class, as above, with no type variable in it.
 *
 * @param <T> the type that is meant
 */
public abstract class TypeRef<T> {
  private final AnnotatedType type;

  /** Keeps what stands between the angle brackets. */
  protected TypeRef() {
    if (getClass().getSuperclass() != TypeRef.class
        || !(getClass().getGenericSuperclass() instanceof ParameterizedType)) {
      throw new IllegalArgumentException(
          "A TypeRef is written with its type in place: new TypeRef<List<Item>>() {}");
    }
    type =
        ((AnnotatedParameterizedType) getClass().getAnnotatedSuperclass())
            .getAnnotatedActualTypeArguments()[0];
  }

  final AnnotatedType type() {
    return type;
  }

  @Override
  public final String toString() {
    return type.toString();
  }
}
