package dev.sluice.client;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * One place in a Java type: what stands there, and what was said there.
 *
 * @param written the type as the source writes it, once for each member that does
 * @param said the annotations of the place
 * @param path names the place in an error, such as {@code Order.lines[].price}
 * @param property the property whose whole value stands there, if it is one
 * @param owner the class that has the property, or that of which the place is a part
 */
record Place(
    JavaType type,
    List<AnnotatedType> written,
    Set<Annotation> said,
    String path,
    @Nullable BeanProperty property,
    @Nullable Class<?> owner) {

  static Place root(JavaType type, @Nullable AnnotatedType written, String path) {
    return new Place(type, Stream.ofNullable(written).toList(), Set.of(), path, null, null);
  }

  Place property(BeanProperty property) {
    Set<Annotation> said = new LinkedHashSet<>(property.annotations());
    property.types().forEach(it -> said.addAll(Arrays.asList(it.getAnnotations())));
    return new Place(
        property.type(),
        property.types(),
        said,
        path + "." + property.name(),
        property,
        type.getRawClass());
  }

  /** The place of a type argument, or of an array's elements. */
  Place inner(JavaType inner, int index, String suffix) {
    List<AnnotatedType> types =
        written.stream().map(it -> argument(it, index)).filter(Objects::nonNull).toList();
    Set<Annotation> inside = new LinkedHashSet<>();
    types.forEach(it -> inside.addAll(Arrays.asList(it.getAnnotations())));
    // "@Size String[] x" is written once and stands on the property and on its elements; the
    // property is meant.
    if (type.isArrayType()) inside.removeAll(said);
    return new Place(inner, types, inside, path + suffix, null, owner);
  }

  /** The same place, holding what a type there travels as. */
  Place as(JavaType content) {
    return new Place(content, List.of(), Set.of(), path, null, owner);
  }

  /** The place of a whole other type, such as a variant's. */
  Place at(JavaType other, String suffix) {
    return new Place(other, List.of(), Set.of(), path + suffix, null, owner);
  }

  /** Every library has a {@code Nullable} of its own; all of them mean this. */
  boolean saysNullable() {
    return said.stream().anyMatch(it -> it.annotationType().getSimpleName().equals("Nullable"));
  }

  /** What the property takes, if it says so itself. */
  @Nullable Shape own() {
    return property == null ? null : property.own();
  }

  /** The pattern that {@code @JsonFormat} gives a date here. */
  @Nullable String datePattern() {
    return said.stream()
        .filter(JsonFormat.class::isInstance)
        .map(it -> ((JsonFormat) it).pattern())
        .filter(it -> !it.isEmpty())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable AnnotatedType argument(AnnotatedType type, int index) {
    if (type instanceof AnnotatedArrayType array) return array.getAnnotatedGenericComponentType();
    if (type instanceof AnnotatedParameterizedType parameterized) {
      AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
      return index < arguments.length ? arguments[index] : null;
    }
    return null;
  }
}
