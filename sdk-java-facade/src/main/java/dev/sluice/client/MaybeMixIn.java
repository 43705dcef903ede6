package dev.sluice.client;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.Maybe;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What Jackson has to know of the core's {@link Maybe}, which knows nothing of Jackson. */
@JsonClassDescription(Maybe.MEANING)
abstract class MaybeMixIn<T> {
  @JsonCreator
  MaybeMixIn(
      @JsonProperty("value") @Nullable T value,
      @JsonProperty("reason") @JsonPropertyDescription(Maybe.REASON) @Nullable String reason) {}

  /** Others of this name stand on types, which a mix-in does not pass on. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.PARAMETER)
  private @interface Nullable {}
}
