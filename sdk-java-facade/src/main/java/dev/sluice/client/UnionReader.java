package dev.sluice.client;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.schema.UnsupportedTypeException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;

/** Asks Jackson for the variants of a type, and how it tells them apart. */
final class UnionReader {
  private final DeserializationContext context;

  UnionReader(DeserializationContext context) {
    this.context = context;
  }

  /** Null when {@code type} is but one. */
  Shape.@Nullable Union read(JavaType type, String path) {
    TypeDeserializer reader = context.findTypeDeserializer(type);
    if (reader == null) return null;
    AnnotatedClass annotated = context.introspectClassAnnotations(type);
    List<NamedType> subtypes = concreteSubtypes(annotated, type.getRawClass(), path);
    boolean isOneOfOne = subtypes.size() == 1 && subtypes.get(0).getType() == type.getRawClass();
    if (isOneOfOne || (subtypes.isEmpty() && type.isConcrete())) return null;
    refuse(reader, type, path);
    if (subtypes.isEmpty()) {
      throw new UnsupportedTypeException(path, "no variants are known; name them by @JsonSubTypes");
    }
    return new Shape.Union(
        BeanProperties.description(context, annotated),
        reader.getPropertyName(),
        variants(reader, type, subtypes, path));
  }

  private List<Shape.Variant> variants(
      TypeDeserializer reader, JavaType type, List<NamedType> subtypes, String path) {
    Map<String, Shape.Variant> variants = new LinkedHashMap<>();
    for (NamedType subtype : subtypes) {
      String tag =
          subtype.hasName()
              ? subtype.getName()
              : reader.getTypeIdResolver().idFromValueAndType(context, null, subtype.getType());
      JavaType special = context.constructSpecializedType(type, subtype.getType());
      var variant = new Shape.Variant(tag, special, keepsTag(reader, type, special));
      Shape.Variant other = variants.put(tag, variant);
      if (other != null) {
        throw sameName(path, tag, other.type().getRawClass(), subtype.getType());
      }
    }
    return List.copyOf(variants.values());
  }

  private static UnsupportedTypeException sameName(
      String path, String tag, Class<?> one, Class<?> other) {
    return new UnsupportedTypeException(
        path,
        "two variants have the name \""
            + tag
            + "\", "
            + one.getName()
            + " and "
            + other.getName()
            + "; give them names of their own by @JsonTypeName");
  }

  private static void refuse(TypeDeserializer reader, JavaType type, String path) {
    JsonTypeInfo.Id id = reader.getTypeIdResolver().getMechanism();
    if (id == JsonTypeInfo.Id.CLASS || id == JsonTypeInfo.Id.MINIMAL_CLASS) {
      throw new UnsupportedTypeException(
          path, "a model must not choose a Java class; use @JsonTypeInfo(use = NAME)");
    }
    JsonTypeInfo.As as = reader.getTypeInclusion();
    if (id == JsonTypeInfo.Id.DEDUCTION
        || (as != JsonTypeInfo.As.PROPERTY && as != JsonTypeInfo.As.EXISTING_PROPERTY)) {
      throw new UnsupportedTypeException(
          path,
          "the variants of "
              + type.getRawClass().getSimpleName()
              + " must be told apart by a property; use @JsonTypeInfo(use = NAME)");
    }
  }

  /**
   * A visible tag is data too. One that merely exists is read by nobody: a class that sets its own
   * is well, but a record would be given null.
   */
  private boolean keepsTag(TypeDeserializer reader, JavaType type, JavaType variant) {
    JsonTypeInfo.Value said =
        context
            .getAnnotationIntrospector()
            .findPolymorphicTypeInfo(context.getConfig(), context.introspectClassAnnotations(type));
    boolean isVisible = said != null && said.getIdVisible();
    boolean exists = reader.getTypeInclusion() == JsonTypeInfo.As.EXISTING_PROPERTY;
    return isVisible || (exists && !variant.isRecordType());
  }

  /** In the order in which the type names them; each class once, by its first name. */
  private List<NamedType> concreteSubtypes(AnnotatedClass annotated, Class<?> base, String path) {
    DeserializationConfig config = context.getConfig();
    var resolver = config.getSubtypeResolver();
    var byName = concrete(resolver.collectAndResolveSubtypesByTypeId(config, annotated), base);
    refuseLost(
        byName, concrete(resolver.collectAndResolveSubtypesByClass(config, annotated), base), path);
    List<Class<?>> order = new ArrayList<>();
    collectPermitted(base, order);
    var seen = new HashSet<Class<?>>();
    return byName.stream()
        .filter(it -> seen.add(it.getType()))
        .sorted(Comparator.comparingInt(it -> position(order, it.getType())))
        .toList();
  }

  private static List<NamedType> concrete(Collection<NamedType> types, Class<?> base) {
    return types.stream()
        // A variant has its base's annotations too, and with them its siblings.
        .filter(it -> base.isAssignableFrom(it.getType()))
        .filter(it -> !Modifier.isAbstract(it.getType().getModifiers()))
        .toList();
  }

  /** Of two classes with one name, Jackson reads the last. */
  private static void refuseLost(List<NamedType> byName, List<NamedType> all, String path) {
    for (NamedType it : all) {
      for (NamedType read : byName) {
        boolean isAnother = it.getType() != read.getType();
        if (isAnother && it.hasName() && it.getName().equals(read.getName())) {
          throw sameName(path, it.getName(), it.getType(), read.getType());
        }
      }
    }
  }

  private static int position(List<Class<?>> order, Class<?> type) {
    int index = order.indexOf(type);
    return index < 0 ? Integer.MAX_VALUE : index;
  }

  private static void collectPermitted(Class<?> type, List<Class<?>> into) {
    into.add(type);
    if (!type.isSealed()) return;
    for (Class<?> permitted : type.getPermittedSubclasses()) collectPermitted(permitted, into);
  }
}
