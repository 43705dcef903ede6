package dev.sluice.client;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;

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
    type = written(getClass());
    refuseVariables(type.getType());
  }

  /** What stands between the angle brackets of the anonymous class. */
  static AnnotatedType written(Class<?> reference) {
    return ((AnnotatedParameterizedType) reference.getAnnotatedSuperclass())
        .getAnnotatedActualTypeArguments()[0];
  }

  private static void refuseVariables(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      throw new IllegalArgumentException(
          "The type variable "
              + variable
              + " is not known when the program runs; a TypeRef is written with the type itself,"
              + " such as new TypeRef<List<Item>>() {}, where that is known");
    }
    if (type instanceof ParameterizedType parameterized) {
      for (Type it : parameterized.getActualTypeArguments()) refuseVariables(it);
    }
    if (type instanceof GenericArrayType array) refuseVariables(array.getGenericComponentType());
    if (type instanceof WildcardType wildcard) {
      for (Type it : wildcard.getUpperBounds()) refuseVariables(it);
    }
  }

  @Override
  public final String toString() {
    return type.toString();
  }
}
