package dev.sluice.client;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the name on the wire of the property that a {@link Field} reads. */
final class FieldNames {
  private FieldNames() {}

  /**
   * The wire name of {@code field} in {@code type}.
   *
   * @throws IllegalArgumentException when it is no method reference, or one to something else
   */
  static String resolve(Field<?, ?> field, TypeNode type, TypeGraph graph, String typeName) {
    FieldReference reference = FieldReference.of(field);
    String name =
        isOn(type.type.getRawClass(), reference.owner()) ? find(reference, type, graph) : null;
    if (name != null) return name;
    Set<String> known = new LinkedHashSet<>();
    collectNames(type, graph, known);
    throw new IllegalArgumentException(
        reference
            + " is no property of "
            + typeName
            + " in its schema; it has: "
            + String.join(", ", known));
  }

  private static @Nullable String find(FieldReference reference, TypeNode type, TypeGraph graph) {
    TypeNode target = graph.resolve(type);
    String own = target.accessors.get(reference.name());
    if (own != null && reference.reads(target.properties.get(own).node().type.getRawClass())) {
      return own;
    }
    for (TypeNode variant : target.variants.values()) {
      String found = find(reference, variant, graph);
      if (found != null) return found;
    }
    return null;
  }

  private static void collectNames(TypeNode type, TypeGraph graph, Set<String> into) {
    TypeNode target = graph.resolve(type);
    into.addAll(target.properties.keySet());
    target.variants.values().forEach(it -> collectNames(it, graph, into));
  }

  /** Whether {@code type} is, extends or implements the class of the internal name. */
  private static boolean isOn(@Nullable Class<?> type, String owner) {
    if (type == null) return false;
    if (type.getName().replace('.', '/').equals(owner)) return true;
    for (Class<?> it : type.getInterfaces()) {
      if (isOn(it, owner)) return true;
    }
    return isOn(type.getSuperclass(), owner);
  }
}
