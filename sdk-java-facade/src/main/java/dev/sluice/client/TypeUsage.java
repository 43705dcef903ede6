package dev.sluice.client;

import dev.sluice.schema.UnsupportedTypeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * Walks a type once and says which of its parts are to be written once and referred to: those that
 * hold themselves, and those that are used again and are long. The rule is the core's, so that a
 * record and a Kotlin class of the same shape give the same tree.
 */
final class TypeUsage {
  private static final int LONG = 16;
  private static final int HUGE = 1_000_000;
  private static final int MAX_DEPTH = 256;

  private final ShapeReader shapes;
  private final Map<JavaType, Use> uses = new HashMap<>();

  private static final class Use {
    int times = 1;
    boolean isOpen = true;
    boolean holdsItself;
    int size = 1;
  }

  TypeUsage(ShapeReader shapes, JavaType root, String path) {
    this.shapes = shapes;
    visit(root, path, 0);
  }

  boolean isDefinition(JavaType type) {
    Use use = uses.get(type);
    return use != null && (use.holdsItself || (use.times > 1 && use.size > LONG));
  }

  /** The number of properties in a type as if everything were repeated. */
  private int visit(JavaType type, String path, int depth) {
    if (depth > MAX_DEPTH) {
      throw new UnsupportedTypeException(
          path, "the type nests without end: every level is another type");
    }
    Shape shape = shapes.read(type, path);
    if (shape instanceof Shape.Maybe maybe) return visit(maybe.content(), path, depth);
    if (shape instanceof Shape.Wrapper wrapper) return visit(wrapper.content(), path, depth + 1);
    List<Inner> inner = inner(shape, path).toList();
    if (inner.isEmpty()) return 1;
    if (!(shape instanceof Shape.Bean || shape instanceof Shape.Union)) return sum(inner, depth);
    Use known = uses.get(type);
    if (known != null) {
      known.times++;
      known.holdsItself = known.holdsItself || known.isOpen;
      return known.size;
    }
    Use use = new Use();
    uses.put(type, use);
    use.size = sum(inner, depth);
    use.isOpen = false;
    return use.size;
  }

  private int sum(List<Inner> inner, int depth) {
    int sum = 1;
    for (Inner it : inner) sum = Math.min(sum + visit(it.type(), it.path(), depth + 1), HUGE);
    return sum;
  }

  private record Inner(JavaType type, String path) {}

  /** The type that the property travels as; null if that is a scalar of its own. */
  private static @Nullable JavaType type(BeanProperty property) {
    if (property.own() == null) return property.type();
    return property.own() instanceof Shape.Wrapper wrapper ? wrapper.content() : null;
  }

  private static Stream<Inner> inner(Shape shape, String path) {
    if (shape instanceof Shape.Bean bean) {
      return bean.properties().stream()
          .flatMap(
              it ->
                  Stream.ofNullable(type(it)).map(type -> new Inner(type, path + "." + it.name())));
    }
    if (shape instanceof Shape.Union union) {
      return union.variants().stream().map(it -> new Inner(it.type(), path + "<" + it.tag() + ">"));
    }
    if (shape instanceof Shape.Listing list) return Stream.of(new Inner(list.items(), path + "[]"));
    if (shape instanceof Shape.Mapping map) return Stream.of(new Inner(map.values(), path + "{}"));
    return Stream.empty();
  }
}
