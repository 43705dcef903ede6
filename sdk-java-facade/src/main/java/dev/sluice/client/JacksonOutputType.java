package dev.sluice.client;

import dev.sluice.json.JsonValue;
import dev.sluice.schema.OutputType;
import dev.sluice.schema.SchemaDocument;
import dev.sluice.schema.Violation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/** The output type of a Java type, as one mapper reads it. */
final class JacksonOutputType<T> implements OutputType<T> {
  private final TypeReading reading;
  private final TypeNode node;
  private final SchemaDocument schema;
  private final ObjectReader reader;
  private final Map<TypeNode, JacksonOutputType<?>> children = new ConcurrentHashMap<>();

  JacksonOutputType(TypeReading reading, TypeNode node) {
    this.reading = reading;
    this.node = node;
    this.schema = reading.graph().document(node);
    this.reader = reading.reader(node);
  }

  @Override
  public String getName() {
    return TypeNames.of(reading.graph(), node);
  }

  @Override
  public SchemaDocument getSchema() {
    return schema;
  }

  @Override
  public T decode(JsonValue json) {
    try {
      return reader.readValue(new JsonNodes(reading.graph()).of(json, node));
    } catch (JacksonException e) {
      throw JacksonFailures.decoding(e);
    }
  }

  @Override
  public List<Violation> validate(T value) {
    ConstraintViolations violations = reading.violations();
    return violations == null ? List.of() : violations.of(value, node);
  }

  @Override
  public @Nullable JacksonOutputType<?> property(String name) {
    TypeNode.Property property = target().properties.get(name);
    return property == null ? null : child(property.node());
  }

  @Override
  public @Nullable JacksonOutputType<?> element() {
    return child(target().element);
  }

  @Override
  public @Nullable JacksonOutputType<?> variant(String tag) {
    return child(target().variants.get(tag));
  }

  @Override
  public String nameOf(Object reference) {
    if (!(reference instanceof Field<?, ?> field)) {
      throw new IllegalArgumentException(
          reference + " is no method reference; write " + getName() + "::property as a Field");
    }
    return FieldNames.resolve(field, target(), reading.graph(), getName());
  }

  /** As {@link #property}; of a union the property of the first variant that has one. */
  @Nullable JacksonOutputType<?> anyProperty(String name) {
    JacksonOutputType<?> own = property(name);
    if (own != null) return own;
    for (String tag : target().variants.keySet()) {
      JacksonOutputType<?> found = variant(tag).anyProperty(name);
      if (found != null) return found;
    }
    return null;
  }

  @Override
  public String toString() {
    return "OutputType(" + getName() + ")";
  }

  private TypeNode target() {
    return reading.graph().resolve(node);
  }

  /** The same instance each time, so that what was built by it can be found again. */
  private @Nullable JacksonOutputType<?> child(@Nullable TypeNode child) {
    return child == null
        ? null
        : children.computeIfAbsent(child, it -> new JacksonOutputType<>(reading, it));
  }
}
