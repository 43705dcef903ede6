package dev.sluice.client;

import dev.sluice.schema.IntegerSchema;
import dev.sluice.schema.NumberSchema;
import dev.sluice.schema.StringSchema;
import dev.sluice.schema.UnsupportedTypeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@code @JsonProperty(defaultValue = …)} says, as a value of the property's type. */
final class DefaultValues {
  private final JsonMapper mapper;

  DefaultValues(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * The default as JSON where that is a value of the type, else as a string; null if none is said.
   */
  @Nullable JsonNode of(BeanProperty property, TypeNode node, String path) {
    String text = property.defaultValue();
    if (text == null) return null;
    JsonNode asJson = parsed(text);
    if (asJson != null && fits(asJson, node)) return asJson;
    JsonNode asText = mapper.getNodeFactory().stringNode(text);
    if (fits(asText, node)) return asText;
    throw new UnsupportedTypeException(
        path, "its default \"" + text + "\" is no " + node.type.getRawClass().getSimpleName());
  }

  private @Nullable JsonNode parsed(String text) {
    try {
      return mapper.readTree(text);
    } catch (JacksonException e) {
      return null;
    }
  }

  private boolean fits(JsonNode json, TypeNode node) {
    boolean wantsText = node.schema instanceof StringSchema;
    boolean wantsNumber =
        node.schema instanceof IntegerSchema || node.schema instanceof NumberSchema;
    if ((wantsText && !json.isString()) || (wantsNumber && !json.isNumber())) return false;
    try {
      return mapper.treeToValue(json, node.type) != null;
    } catch (JacksonException e) {
      return false;
    }
  }
}
