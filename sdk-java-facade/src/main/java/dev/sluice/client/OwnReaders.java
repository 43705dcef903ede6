package dev.sluice.client;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.sluice.schema.UnsupportedTypeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.introspect.AnnotatedMember;

/** Finds what one property says of how it is read, where its type does not say it. */
final class OwnReaders {
  private final DeserializationContext context;
  private final DeserializationConfig config;
  private final AnnotationIntrospector said;

  OwnReaders(DeserializationContext context) {
    this.context = context;
    this.config = context.getConfig();
    this.said = context.getAnnotationIntrospector();
  }

  /** What the property takes by a deserializer or a converter of its own; null if it has none. */
  @Nullable Shape shape(SettableBeanProperty filled, String path) {
    AnnotatedMember member = filled.getMember();
    if (member == null) return null;
    refuse(said.findDeserializationContentConverter(config, member), "contentConverter", path);
    refuse(said.findContentDeserializer(config, member), "contentUsing", path);
    refuse(said.findKeyDeserializer(config, member), "keyUsing", path);
    if (said.findDeserializer(config, member) != null && filled.hasValueDeserializer()) {
      return ShapeReader.byLogicalType(filled.getValueDeserializer(), filled.getType(), path);
    }
    Object converter = said.findDeserializationConverter(config, member);
    return converter == null
        ? null
        : new Shape.Wrapper(
            context.converterInstance(member, converter).getInputType(context.getTypeFactory()));
  }

  /** What reads the property alone, where that is not what reads its type. */
  static @Nullable ValueDeserializer<?> reader(SettableBeanProperty filled, @Nullable Shape own) {
    boolean isItsOwn = own != null || filled.getAnnotation(JsonFormat.class) != null;
    return isItsOwn && filled.hasValueDeserializer() ? filled.getValueDeserializer() : null;
  }

  private static void refuse(@Nullable Object reader, String name, String path) {
    if (reader == null) return;
    throw new UnsupportedTypeException(
        path,
        "@JsonDeserialize("
            + name
            + ") is not supported; say on the class of the elements how it is read");
  }
}
