package dev.sluice.client;

import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What all the output types within one type share. */
record TypeReading(TypeGraph graph, JsonMapper mapper, @Nullable ConstraintViolations violations) {

  static TypeReading of(TypeGraph graph, JsonMapper mapper, @Nullable Validator validator) {
    return new TypeReading(
        graph,
        mapper,
        validator == null ? null : new ConstraintViolations(validator, mapper, graph));
  }
}
