package dev.sluice.client;

import dev.sluice.schema.ReferenceSchema;
import dev.sluice.schema.Schema;
import dev.sluice.schema.SchemaDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/** A Java type, read whole: its {@link TypeNode}s and those that are referred to by name. */
record TypeGraph(TypeNode root, Map<String, TypeNode> definitions) {
  /** {@code node} itself, or the definition that it refers to. */
  TypeNode resolve(TypeNode node) {
    return node.schema instanceof ReferenceSchema reference
        ? definitions.get(reference.getTarget())
        : node;
  }

  /** The schema of {@code node} as a document of its own. */
  SchemaDocument document(TypeNode node) {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    definitions.forEach((name, definition) -> schemas.put(name, definition.schema));
    return new SchemaDocument(node.schema, schemas);
  }
}
