package dev.sluice.client;

import dev.sluice.json.JsonPath;
import dev.sluice.schema.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks a Jakarta validator about a value, and says what it finds by the names on the wire. */
final class ConstraintViolations {
  private static final int LONGEST_INPUT = 200;

  private final Validator validator;
  private final JsonMapper mapper;
  private final TypeGraph graph;
  private final Class<?>[] groups;

  ConstraintViolations(
      Validator validator, JsonMapper mapper, TypeGraph graph, ValidationGroups groups) {
    this.groups = groups.toArray();
    this.validator = validator;
    this.mapper = mapper;
    this.graph = graph;
  }

  /** Everything that is wrong with {@code value}, in the order of the paths. */
  List<Violation> of(@Nullable Object value, TypeNode type) {
    List<Violation> found = new ArrayList<>();
    collect(value, type, JsonPath.ROOT, found);
    found.sort(Comparator.comparing(it -> it.getPath() + " " + it.getMessage()));
    return found;
  }

  /** A container at the root is no bean, so its elements are asked about one by one. */
  private void collect(
      @Nullable Object value, TypeNode type, JsonPath path, List<Violation> found) {
    if (value == null || isScalar(value)) return;
    TypeNode element = graph.resolve(type).element;
    if (element != null && value instanceof Collection<?> elements) {
      int index = 0;
      for (Object it : elements) collect(it, element, path.plus(index++), found);
    } else if (element != null && value instanceof Map<?, ?> map) {
      map.forEach((key, it) -> collect(it, element, path.plus(key.toString()), found));
    } else {
      for (ConstraintViolation<Object> it : validator.validate(value, groups)) {
        if (fitsInCodePoints(it)) continue;
        found.add(
            new Violation(
                wirePath(it.getPropertyPath(), type, value, path),
                it.getMessage(),
                input(it.getInvalidValue())));
      }
    }
  }

  private JsonPath wirePath(Path path, TypeNode root, Object value, JsonPath base) {
    JsonPath wire = base;
    TypeNode at = runtimeType(root, value);
    for (Path.Node step : path) {
      Object key = step.getKey();
      if (step.getIndex() != null) {
        wire = wire.plus(step.getIndex());
        at = element(at);
      } else if (key != null) {
        wire = wire.plus(key.toString());
        at = element(at);
      } else if (step.isInIterable() && at != null && graph.resolve(at).element != null) {
        // A set has no indexes: its element is named by the set itself.
        at = element(at);
      }
      if (step.getKind() != ElementKind.PROPERTY) continue;
      TypeNode.Property property = property(at, step.getName());
      wire = wire.plus(property == null ? step.getName() : property.schema().getName());
      at = property == null ? null : property.node();
    }
    return wire;
  }

  /** Of a union the variant that the value is. */
  private TypeNode runtimeType(TypeNode type, Object value) {
    for (TypeNode variant : graph.resolve(type).variants.values()) {
      if (variant.type.getRawClass() == value.getClass()) return variant;
    }
    return type;
  }

  private TypeNode.@Nullable Property property(@Nullable TypeNode owner, String javaName) {
    if (owner == null) return null;
    TypeNode target = graph.resolve(owner);
    for (TypeNode.Property it : target.properties.values()) {
      if (it.javaName().equals(javaName)) return it;
    }
    for (TypeNode variant : target.variants.values()) {
      TypeNode.Property found = property(variant, javaName);
      if (found != null) return found;
    }
    return null;
  }

  private @Nullable TypeNode element(@Nullable TypeNode container) {
    return container == null ? null : graph.resolve(container).element;
  }

  private @Nullable String input(@Nullable Object value) {
    try {
      String json = mapper.writeValueAsString(value);
      return json.length() <= LONGEST_INPUT ? json : json.substring(0, LONGEST_INPUT - 1) + "…";
    } catch (JacksonException e) {
      return null;
    }
  }

  /**
   * Jakarta counts UTF-16 units where JSON Schema counts code points. The schema is what the model
   * was told, so its count holds.
   */
  private static boolean fitsInCodePoints(ConstraintViolation<?> violation) {
    if (!(violation.getConstraintDescriptor().getAnnotation() instanceof Size size)) return false;
    if (!(violation.getInvalidValue() instanceof CharSequence text)) return false;
    int length = Character.codePointCount(text, 0, text.length());
    return size.min() <= length && length <= size.max();
  }

  private static boolean isScalar(Object value) {
    return value.getClass().getName().startsWith("java.lang.") || value instanceof Enum<?>;
  }
}
