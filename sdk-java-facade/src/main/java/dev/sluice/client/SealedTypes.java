package dev.sluice.client;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.core.Version;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * Makes Jackson read a sealed type that says nothing of how its variants are told apart: by the
 * property {@code type}, which holds the variant's simple name or its {@code @JsonTypeName}.
 */
final class SealedTypes extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;
  private static final JsonTypeInfo.Value BY_SIMPLE_NAME =
      JsonTypeInfo.Value.construct(
          JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, null, null);

  @Override
  public JsonTypeInfo.Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
    if (!(annotated instanceof AnnotatedClass type)) return null;
    Class<?> raw = type.getRawType();
    // An enum whose constants have bodies is sealed too.
    return raw.isSealed() && !raw.isEnum() ? BY_SIMPLE_NAME : null;
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }
}
