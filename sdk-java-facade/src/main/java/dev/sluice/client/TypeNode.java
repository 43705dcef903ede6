package dev.sluice.client;

import dev.sluice.schema.PropertySchema;
import dev.sluice.schema.Schema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/** A node of the schema together with the Java type that is read there. */
final class TypeNode {
  final JavaType type;
  final Schema schema;

  /** Of an object, in order; empty otherwise. */
  final Map<String, Property> properties;

  /** Of a list or a map. */
  final @Nullable TypeNode element;

  /** Of a union, by tag; empty otherwise. */
  final Map<String, TypeNode> variants;

  /** What reads it here, if that is not what reads its type. */
  final @Nullable ValueDeserializer<?> reader;

  /** The wire names of the properties by the methods that read them. */
  final Map<String, String> accessors;

  private TypeNode(
      JavaType type,
      Schema schema,
      Map<String, Property> properties,
      @Nullable TypeNode element,
      Map<String, TypeNode> variants,
      @Nullable ValueDeserializer<?> reader) {
    this.reader = reader;
    this.type = type;
    this.schema = schema;
    this.properties = properties;
    this.element = element;
    this.variants = variants;
    Map<String, String> names = new HashMap<>();
    properties.forEach(
        (name, property) -> property.accessors().forEach(it -> names.putIfAbsent(it, name)));
    this.accessors = names;
  }

  static TypeNode leaf(JavaType type, Schema schema) {
    return new TypeNode(type, schema, Map.of(), null, Map.of(), null);
  }

  static TypeNode of(JavaType type, Schema schema, TypeNode element) {
    return new TypeNode(type, schema, Map.of(), element, Map.of(), null);
  }

  static TypeNode object(JavaType type, Schema schema, LinkedHashMap<String, Property> properties) {
    return new TypeNode(type, schema, properties, null, Map.of(), null);
  }

  static TypeNode union(JavaType type, Schema schema, LinkedHashMap<String, TypeNode> variants) {
    return new TypeNode(type, schema, Map.of(), null, variants, null);
  }

  /** The same JSON, read as another type. */
  TypeNode readAs(JavaType other) {
    return new TypeNode(other, schema, properties, element, variants, null);
  }

  /** The same, read in a way of its own. */
  TypeNode readBy(ValueDeserializer<?> itsOwn) {
    return new TypeNode(type, schema, properties, element, variants, itsOwn);
  }

  /**
   * A property of an object.
   *
   * @param javaName its record component or field
   * @param accessors the methods that read it
   * @param defaultValue what holds when it is missing, if that is known
   */
  record Property(
      TypeNode node,
      PropertySchema schema,
      String javaName,
      Set<String> accessors,
      @Nullable JsonNode defaultValue) {}
}
