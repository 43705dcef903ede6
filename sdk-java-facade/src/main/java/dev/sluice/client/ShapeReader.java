package dev.sluice.client;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sluice.schema.NumberPrecision;
import dev.sluice.schema.UnsupportedTypeException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.type.LogicalType;

/**
 * Asks Jackson how it reads a type. What the mapper would do with JSON is the one truth about a
 * Java type: creators, naming strategies, mix-ins and modules all show in its deserializers, and
 * the schema can promise nothing that they do not keep. One use, by one thread.
 */
final class ShapeReader {
  private final JsonMapper mapper;
  private final DeserializationContext context;
  private final Map<JavaType, Shape> known = new HashMap<>();

  ShapeReader(JsonMapper mapper) {
    this.mapper = mapper;
    this.context = mapper._deserializationContext();
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

  /** How a property's own deserializer reads it. */
  Shape read(ValueDeserializer<?> reader, JavaType type, String path) {
    return byLogicalType(reader, type, path);
  }

  private Shape find(JavaType type, String path) {
    Shape scalar = KnownTypes.shape(type.getRawClass());
    if (scalar != null) return scalar;
    KnownTypes.refuse(type, path);
    if (type.isEnumType()) return EnumNames.read(mapper, type, path);
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
    Shape union = union(type, path);
    return union != null ? union : byDeserializer(type, path);
  }

  private @Nullable Shape union(JavaType type, String path) {
    TypeDeserializer reader = context.findTypeDeserializer(type);
    if (reader == null) return null;
    AnnotatedClass annotated = context.introspectClassAnnotations(type);
    List<NamedType> subtypes = concreteSubtypes(annotated, type.getRawClass());
    boolean isOneOfOne = subtypes.size() == 1 && subtypes.get(0).getType() == type.getRawClass();
    if (isOneOfOne || (subtypes.isEmpty() && type.isConcrete())) return null;
    refuseUnions(reader, type, path);
    List<Shape.Variant> variants = new ArrayList<>();
    for (NamedType subtype : subtypes) {
      String tag =
          subtype.hasName()
              ? subtype.getName()
              : reader.getTypeIdResolver().idFromValueAndType(context, null, subtype.getType());
      variants.add(
          new Shape.Variant(tag, context.constructSpecializedType(type, subtype.getType())));
    }
    if (variants.isEmpty()) {
      throw new UnsupportedTypeException(path, "no variants are known; name them by @JsonSubTypes");
    }
    return new Shape.Union(
        BeanProperties.description(context, annotated), reader.getPropertyName(), variants);
  }

  private static void refuseUnions(TypeDeserializer reader, JavaType type, String path) {
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

  /** In the order in which the type names them; each class once, by its first name. */
  private List<NamedType> concreteSubtypes(AnnotatedClass annotated, Class<?> base) {
    List<Class<?>> order = new ArrayList<>();
    collectPermitted(base, order);
    var seen = new HashSet<Class<?>>();
    return mapper
        .deserializationConfig()
        .getSubtypeResolver()
        .collectAndResolveSubtypesByTypeId(mapper.deserializationConfig(), annotated)
        .stream()
        // A variant has its base's annotations too, and with them its siblings.
        .filter(it -> base.isAssignableFrom(it.getType()))
        .filter(it -> !Modifier.isAbstract(it.getType().getModifiers()) && seen.add(it.getType()))
        .sorted(Comparator.comparingInt(it -> position(order, it.getType())))
        .toList();
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
    AnnotatedClass annotated = context.introspectClassAnnotations(type);
    List<BeanProperty> properties = BeanProperties.read(context, reader, type);
    for (var property : context.introspectBeanDescription(type).findProperties()) {
      if (property.getPrimaryMember() != null
          && property.getPrimaryMember().hasAnnotation(JsonUnwrapped.class)) {
        throw new UnsupportedTypeException(
            path + "." + property.getInternalName(), "@JsonUnwrapped is not supported");
      }
    }
    return new Shape.Bean(BeanProperties.description(context, annotated), properties);
  }

  private static Shape byLogicalType(ValueDeserializer<?> reader, JavaType type, String path) {
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
