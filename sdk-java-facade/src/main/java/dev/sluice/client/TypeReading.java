package dev.sluice.client;

import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** What all the output types within one type share. */
record TypeReading(TypeGraph graph, JsonMapper mapper, @Nullable ConstraintViolations violations) {
  /** Reads what stands at {@code node} alone, as it would be read within the whole. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  ObjectReader reader(TypeNode node) {
    if (node.reader == null) return mapper.readerFor(node.type);
    var own = new SimpleModule("one property");
    own.addDeserializer((Class) node.type.getRawClass(), (ValueDeserializer) node.reader);
    return mapper.rebuild().addModule(own).build().readerFor(node.type);
  }

  static TypeReading of(
      TypeGraph graph, JsonMapper mapper, @Nullable Validator validator, ValidationGroups groups) {
    return new TypeReading(
        graph,
        mapper,
        validator == null ? null : new ConstraintViolations(validator, mapper, graph, groups));
  }
}
