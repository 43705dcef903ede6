package dev.sluice.client;

import dev.sluice.json.ArrayValue;
import dev.sluice.json.BooleanValue;
import dev.sluice.json.JsonPath;
import dev.sluice.json.JsonValue;
import dev.sluice.json.NullValue;
import dev.sluice.json.NumberValue;
import dev.sluice.json.ObjectValue;
import dev.sluice.json.StringValue;
import dev.sluice.schema.AnySchema;
import dev.sluice.schema.DecodingException;
import dev.sluice.schema.EnumSchema;
import dev.sluice.schema.IntegerSchema;
import dev.sluice.schema.UnionSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns JSON that fits its type into Jackson's tree, without a way through text: numbers stay
 * exact, what is missing gets its default, what the type does not know is left out.
 */
final class JsonNodes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final @Nullable TypeGraph graph;

  JsonNodes(TypeGraph graph) {
    this.graph = graph;
  }

  private JsonNodes() {
    this.graph = null;
  }

  /** {@code json} as it is, whatever type it is of. */
  static JsonNode of(JsonValue json) {
    return new JsonNodes().node(json, null, JsonPath.ROOT);
  }

  JsonNode of(JsonValue json, TypeNode type) {
    return node(json, type, JsonPath.ROOT);
  }

  private JsonNode node(JsonValue json, @Nullable TypeNode type, JsonPath path) {
    TypeNode target = type == null || graph == null ? null : graph.resolve(type);
    if (json instanceof ObjectValue object) return object(object, target, path);
    if (json instanceof ArrayValue array) return array(array, target, path);
    if (json instanceof NumberValue number) return number(number, target, path);
    if (json instanceof StringValue text) return NODES.stringNode(word(text.getString(), target));
    if (json instanceof BooleanValue truth) return NODES.booleanNode(truth.getValue());
    return NODES.nullNode();
  }

  /** A word that an enum does not know is its fallback's name, if it has one. */
  private static String word(String text, @Nullable TypeNode type) {
    if (type == null || !(type.schema instanceof EnumSchema choice)) return text;
    String fallback = choice.getFallback();
    if (fallback == null) return text;
    boolean isKnown = choice.getConstants().stream().anyMatch(it -> it.getName().equals(text));
    return isKnown ? text : fallback;
  }

  private JsonNode object(ObjectValue json, @Nullable TypeNode type, JsonPath path) {
    if (type == null || type.element != null || type.schema instanceof AnySchema) {
      ObjectNode all = NODES.objectNode();
      TypeNode values = type == null ? null : type.element;
      for (String key : json.getKeys())
        all.set(key, node(value(json, key), values, path.plus(key)));
      return all;
    }
    if (type.schema instanceof UnionSchema union) return variant(json, type, union, path);
    ObjectNode known = NODES.objectNode();
    type.properties.forEach(
        (name, property) -> {
          JsonNode value = property(json.get(name), property, path.plus(name));
          if (value != null) known.set(name, value);
        });
    return known;
  }

  private JsonNode variant(ObjectValue json, TypeNode type, UnionSchema union, JsonPath path) {
    if (!(json.get(union.getDiscriminator()) instanceof StringValue tag)) {
      return object(json, null, path);
    }
    TypeNode variant = type.variants.get(tag.getString());
    ObjectNode told = NODES.objectNode();
    told.put(union.getDiscriminator(), tag.getString());
    JsonNode rest = node(json, variant, path);
    rest.properties().forEach(it -> told.set(it.getKey(), it.getValue()));
    return told;
  }

  /** Null leaves the property out, so that the type's own default holds. */
  private @Nullable JsonNode property(
      @Nullable JsonValue json, TypeNode.Property property, JsonPath path) {
    boolean isThere =
        json != null && (json != NullValue.INSTANCE || property.schema().getSchema().getNullable());
    if (isThere) return node(json, property.node(), path);
    if (property.defaultValue() != null) return property.defaultValue();
    // A field that is an Optional is never null.
    return property.node().type.isReferenceType() && !property.schema().getOptional()
        ? NODES.nullNode()
        : null;
  }

  private JsonNode array(ArrayValue json, @Nullable TypeNode type, JsonPath path) {
    ArrayNode all = NODES.arrayNode();
    TypeNode items = type == null ? null : type.element;
    int index = 0;
    for (JsonValue element : json.getElements()) all.add(node(element, items, path.plus(index++)));
    return all;
  }

  private static JsonNode number(NumberValue json, @Nullable TypeNode type, JsonPath path) {
    String literal = json.getLiteral();
    try {
      if (isWhole(literal)) return whole(new BigInteger(literal));
      BigDecimal number = new BigDecimal(literal);
      // 1.0 and 1e2 are whole, as they are for the shape check, which has bounded the exponent.
      return type != null && type.schema instanceof IntegerSchema
          ? whole(number.toBigIntegerExact())
          : NODES.numberNode(number);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new DecodingException(path, "the number " + literal + " is beyond all sense", e);
    }
  }

  private static JsonNode whole(BigInteger number) {
    return number.bitLength() < Long.SIZE
        ? NODES.numberNode(number.longValue())
        : NODES.numberNode(number);
  }

  private static boolean isWhole(String literal) {
    return literal.chars().allMatch(it -> it == '-' || (it >= '0' && it <= '9'));
  }

  private static JsonValue value(ObjectValue json, String key) {
    JsonValue value = json.get(key);
    return value == null ? NullValue.INSTANCE : value;
  }
}
