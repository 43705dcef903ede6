package dev.sluice.client;

import dev.sluice.schema.ArraySchema;
import dev.sluice.schema.MapSchema;
import dev.sluice.schema.ReferenceSchema;
import dev.sluice.schema.UnionSchema;
import dev.sluice.schema.UnsupportedTypeException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds types of which no value can exist, because each must hold another one. */
final class EndlessTypes {
  private final TypeGraph graph;

  /** The definitions that have a value that ends. */
  private final Set<String> ending = new HashSet<>();

  private EndlessTypes(TypeGraph graph) {
    this.graph = graph;
  }

  static void refuse(TypeGraph graph) {
    var types = new EndlessTypes(graph);
    types.collectEnding();
    graph.definitions().forEach(types::refuse);
  }

  /** What ends by what is known so far makes more end, until nothing new does. */
  private void collectEnding() {
    int before;
    do {
      before = ending.size();
      graph
          .definitions()
          .forEach(
              (name, node) -> {
                if (canEnd(node)) ending.add(name);
              });
    } while (ending.size() > before);
  }

  private void refuse(String name, TypeNode node) {
    if (ending.contains(name)) return;
    throw new UnsupportedTypeException(
        culprit(node, name),
        "every " + name + " must hold another one, so none can end; mark it @Nullable");
  }

  private boolean canEnd(TypeNode node) {
    if (node.schema.getNullable()) return true;
    if (node.schema instanceof ReferenceSchema reference) {
      return ending.contains(reference.getTarget());
    }
    if (node.schema instanceof UnionSchema) {
      return node.variants.values().stream().anyMatch(this::canEnd);
    }
    if (node.schema instanceof ArraySchema list && isNone(list.getMinItems())) return true;
    if (node.schema instanceof MapSchema map && isNone(map.getMinProperties())) return true;
    if (node.element != null) return canEnd(node.element);
    return node.properties.values().stream().allMatch(this::mayEnd);
  }

  private boolean mayEnd(TypeNode.Property property) {
    return property.schema().getOptional() || canEnd(property.node());
  }

  private static boolean isNone(@Nullable Integer least) {
    return least == null || least == 0;
  }

  /** The path to the first place that wants what cannot end. */
  private String culprit(TypeNode node, String path) {
    for (Map.Entry<String, TypeNode> variant : node.variants.entrySet()) {
      return culprit(variant.getValue(), path + "<" + variant.getKey() + ">");
    }
    if (node.element != null) return culprit(node.element, path + "[]");
    for (Map.Entry<String, TypeNode.Property> it : node.properties.entrySet()) {
      if (!mayEnd(it.getValue())) return culprit(it.getValue().node(), path + "." + it.getKey());
    }
    return path;
  }
}
