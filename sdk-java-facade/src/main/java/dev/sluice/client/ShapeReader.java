package dev.sluice.client;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sluice.schema.NumberPrecision;
import dev.sluice.schema.UnsupportedTypeException;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanAsArrayBuilderDeserializer;
import tools.jackson.databind.deser.bean.BeanAsArrayDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Asks Jackson how it reads a type. What the mapper would do with JSON is the one truth about a
 * Java type: creators, naming strategies, mix-ins and modules all show in its deserializers, and
 * the schema can promise nothing that they do not keep. One use, by one thread.
 */
final class ShapeReader {
  private final JsonMapper mapper;
  private final DeserializationContext context;
  private final UnionReader unions;
  private final OwnReaders own;
  private final Map<JavaType, Shape> known = new HashMap<>();

  ShapeReader(JsonMapper mapper) {
    this.mapper = mapper;
    this.context = mapper._deserializationContext();
    this.unions = new UnionReader(context);
    this.own = new OwnReaders(context);
  }

  /** How {@code type} is read; {@code path} is where it stands, for an error. */
  Shape read(JavaType type, String path) {
    Shape shape = known.get(type);
    if (shape == null) {
      shape = find(type, path);
      known.put(type, shape);
    }
    return shape;
  }

  private Shape find(JavaType type, String path) {
    Shape scalar = KnownTypes.shape(type.getRawClass());
    if (scalar != null) return scalar;
    KnownTypes.refuse(type, path);
    if (type.isEnumType()) return EnumNames.read(mapper, type, path);
    Shape container = container(type, path);
    if (container != null) return container;
    Shape union = unions.read(type, path);
    return union != null ? union : byDeserializer(type, path);
  }

  private static @Nullable Shape container(JavaType type, String path) {
    if (type.isContainerType() || type.isReferenceType() || type.getRawClass() == Iterable.class) {
      refuseRaw(type, path);
    }
    if (type.isReferenceType()) return new Shape.Maybe(type.getContentType());
    if (type.isMapLikeType()) return new Shape.Mapping(type.getKeyType(), type.getContentType());
    if (type.isArrayType()) return new Shape.Listing(type.getContentType(), true);
    if (type.isCollectionLikeType()) {
      return new Shape.Listing(
          type.getContentType(), !type.getRawClass().isAssignableFrom(List.class));
    }
    if (type.getRawClass() == Iterable.class) {
      return new Shape.Listing(type.containedTypeOrUnknown(0), false);
    }
    return null;
  }

  private static void refuseRaw(JavaType type, String path) {
    Class<?> raw = type.getRawClass();
    if (raw.getTypeParameters().length == 0 || !type.getBindings().isEmpty()) return;
    String name = raw.getSimpleName();
    throw new UnsupportedTypeException(
        path,
        "without type arguments a "
            + name
            + " says nothing of what it holds; write them, for a whole type as new TypeRef<"
            + name
            + "<…>>() {}");
  }

  private Shape byDeserializer(JavaType type, String path) {
    ValueDeserializer<?> reader;
    try {
      reader = context.findContextualValueDeserializer(type, null);
    } catch (JacksonException e) {
      throw new UnsupportedTypeException(path, "Jackson cannot read it: " + firstLine(e));
    }
    if (reader instanceof BeanAsArrayDeserializer
        || reader instanceof BeanAsArrayBuilderDeserializer) {
      throw new UnsupportedTypeException(path, "it travels as an array; make it an object");
    }
    return reader instanceof BeanDeserializerBase bean
        ? byInstantiator(bean, type, path)
        : byLogicalType(reader, type, path);
  }

  private Shape byInstantiator(BeanDeserializerBase reader, JavaType type, String path) {
    ValueInstantiator made = reader.getValueInstantiator();
    var config = mapper.deserializationConfig();
    if (made.canCreateFromObjectWith()) return bean(reader, type, path);
    if (made.canCreateUsingDelegate()) return new Shape.Wrapper(made.getDelegateType(config));
    if (made.canCreateUsingArrayDelegate()) {
      return new Shape.Wrapper(made.getArrayDelegateType(config));
    }
    if (made.canCreateUsingDefault()) return bean(reader, type, path);
    if (made.canCreateFromString()) return Shape.Text.ATOMIC;
    if (made.canCreateFromLong()) return new Shape.Whole(64);
    if (made.canCreateFromInt()) return new Shape.Whole(32);
    if (made.canCreateFromBigInteger()) return new Shape.Whole(0);
    if (made.canCreateFromBigDecimal()) return new Shape.Fraction(NumberPrecision.EXACT);
    if (made.canCreateFromDouble()) return new Shape.Fraction(NumberPrecision.DOUBLE);
    if (made.canCreateFromBoolean()) return new Shape.Truth();
    throw new UnsupportedTypeException(
        path,
        "Jackson cannot make a "
            + type.getRawClass().getSimpleName()
            + ": it needs a record, a default constructor or a @JsonCreator");
  }

  private Shape bean(BeanDeserializerBase reader, JavaType type, String path) {
    refuseRaw(type, path);
    AnnotatedClass annotated = context.introspectClassAnnotations(type);
    List<BeanProperty> properties = BeanProperties.read(context, reader, type, own, path);
    for (var property : context.introspectBeanDescription(type).findProperties()) {
      if (property.getPrimaryMember() != null
          && property.getPrimaryMember().hasAnnotation(JsonUnwrapped.class)) {
        throw new UnsupportedTypeException(
            path + "." + property.getInternalName(), "@JsonUnwrapped is not supported");
      }
    }
    if (properties.isEmpty() && hasFields(type.getRawClass())) {
      throw new UnsupportedTypeException(
          path,
          "Jackson fills none of its fields; make it a record, or give them setters or getters");
    }
    return new Shape.Bean(BeanProperties.description(context, annotated), properties);
  }

  private static boolean hasFields(@Nullable Class<?> type) {
    return type != null
        && (Stream.of(type.getDeclaredFields())
                .anyMatch(it -> !Modifier.isStatic(it.getModifiers()) && !it.isSynthetic())
            || hasFields(type.getSuperclass()));
  }

  /** What {@code reader} takes, by what it says of itself. */
  static Shape byLogicalType(ValueDeserializer<?> reader, JavaType type, String path) {
    LogicalType logical = reader.logicalType();
    if (logical != null) {
      switch (logical) {
        case Textual, DateTime, OtherScalar, Enum:
          return Shape.Text.ATOMIC;
        case Binary:
          return Shape.Text.hint("Base64");
        case Integer:
          return new Shape.Whole(0);
        case Float:
          return new Shape.Fraction(NumberPrecision.DOUBLE);
        case Boolean:
          return new Shape.Truth();
        case Untyped:
          return new Shape.Any();
        default:
          break;
      }
    }
    String name = type.getRawClass().getSimpleName();
    if (type.isAbstract() && reader.getClass().getName().startsWith("tools.jackson.")) {
      throw new UnsupportedTypeException(
          path, name + " is abstract and its variants are not known; make it sealed");
    }
    throw new UnsupportedTypeException(
        path,
        "what JSON "
            + reader.getClass().getSimpleName()
            + " takes for "
            + name
            + " is not known; let its logicalType() say so");
  }

  static String firstLine(JacksonException e) {
    String message = e.getOriginalMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
