package dev.sluice.client;

import dev.sluice.schema.AnySchema;
import dev.sluice.schema.ArraySchema;
import dev.sluice.schema.BooleanSchema;
import dev.sluice.schema.EnumSchema;
import dev.sluice.schema.IntegerSchema;
import dev.sluice.schema.MapSchema;
import dev.sluice.schema.NumberSchema;
import dev.sluice.schema.ObjectSchema;
import dev.sluice.schema.Schema;
import dev.sluice.schema.UnionSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JavaType;

/**
 * Gives each type of a schema its own name: the class's, and a number behind it for another class
 * of the same name.
 */
final class TypeNames {
  private static final int MAX_LENGTH = 64;

  private final Map<JavaType, String> byType = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  String of(JavaType type) {
    return byType.computeIfAbsent(type, this::free);
  }

  /** A class's name in the letters that every provider takes for the name of a tool. */
  static String legal(Class<?> type) {
    String name = cut(type.getSimpleName().replaceAll("[^A-Za-z0-9_-]", "_"), MAX_LENGTH);
    return name.isEmpty() ? "Type" : name;
  }

  /** The name of a whole type, made from its parts' where it has none. */
  static String of(TypeGraph graph, TypeNode node) {
    TypeNode target = graph.resolve(node);
    Schema schema = target.schema;
    if (schema instanceof ObjectSchema object) return object.getName();
    if (schema instanceof UnionSchema union) return union.getName();
    if (schema instanceof EnumSchema constants) return constants.getName();
    if (schema instanceof ArraySchema && target.element != null) {
      return cut(of(graph, target.element), MAX_LENGTH - 4) + "List";
    }
    if (schema instanceof MapSchema && target.element != null) {
      return cut(of(graph, target.element), MAX_LENGTH - 4) + "Map";
    }
    if (schema instanceof IntegerSchema) return "Integer";
    if (schema instanceof NumberSchema) return "Number";
    if (schema instanceof BooleanSchema) return "Boolean";
    return schema instanceof AnySchema ? "Json" : "Text";
  }

  private String free(JavaType type) {
    String name = legal(type.getRawClass());
    String free = name;
    for (int number = 2; !taken.add(free); number++) {
      free = cut(name, MAX_LENGTH - 4) + "_" + number;
    }
    return free;
  }

  private static String cut(String name, int length) {
    return name.length() <= length ? name : name.substring(0, length);
  }
}
