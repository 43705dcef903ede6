package dev.sluice.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.schema.EnumConstant;
import dev.sluice.schema.UnsupportedTypeException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads an enum's constants: the names that Jackson writes, where it reads them back. */
final class EnumNames {
  private EnumNames() {}

  static Shape read(JsonMapper mapper, JavaType type, String path) {
    List<EnumConstant> constants = new ArrayList<>();
    String fallback = null;
    for (Object constant : enumClass(type).getEnumConstants()) {
      String name = name(mapper, type, path, constant);
      constants.add(new EnumConstant(name, description(constant)));
      if (said(constant, JsonEnumDefaultValue.class) == null) continue;
      if (fallback != null) {
        throw new UnsupportedTypeException(
            path, "@JsonEnumDefaultValue stands on " + fallback + " and on " + name);
      }
      fallback = name;
    }
    if (constants.isEmpty()) {
      throw new UnsupportedTypeException(path, "the enum has no constants, so it has no value");
    }
    return new Shape.Choice(List.copyOf(constants), fallback);
  }

  /** A constant with a body has a class of its own. */
  private static Class<?> enumClass(JavaType type) {
    Class<?> raw = type.getRawClass();
    return raw.isEnum() ? raw : raw.getSuperclass();
  }

  private static String name(JsonMapper mapper, JavaType type, String path, Object constant) {
    JsonNode written = mapper.valueToTree(constant);
    if (isRead(mapper, type, written, constant)) return written.stringValue();
    // A Month is written as a number, and read by its name all the same.
    String name = ((Enum<?>) constant).name();
    if (isRead(mapper, type, mapper.getNodeFactory().stringNode(name), constant)) return name;
    throw new UnsupportedTypeException(
        path, "Jackson must read the string that it writes for " + constant + ", and does not");
  }

  private static boolean isRead(JsonMapper mapper, JavaType type, JsonNode name, Object constant) {
    try {
      return name.isString() && mapper.treeToValue(name, type) == constant;
    } catch (JacksonException e) {
      return false;
    }
  }

  private static @Nullable String description(Object constant) {
    var said = said(constant, JsonPropertyDescription.class);
    return said == null || said.value().isBlank() ? null : said.value().strip();
  }

  private static <A extends Annotation> @Nullable A said(Object constant, Class<A> annotation) {
    try {
      var field = ((Enum<?>) constant).getDeclaringClass().getField(((Enum<?>) constant).name());
      return field.getAnnotation(annotation);
    } catch (NoSuchFieldException e) {
      return null;
    }
  }
}
