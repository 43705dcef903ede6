package dev.sluice.client;

import dev.sluice.schema.AnySchema;
import dev.sluice.schema.ArraySchema;
import dev.sluice.schema.BooleanSchema;
import dev.sluice.schema.EnumSchema;
import dev.sluice.schema.IntegerRange;
import dev.sluice.schema.IntegerSchema;
import dev.sluice.schema.MapSchema;
import dev.sluice.schema.NumberSchema;
import dev.sluice.schema.ObjectSchema;
import dev.sluice.schema.PropertySchema;
import dev.sluice.schema.ReferenceSchema;
import dev.sluice.schema.Schema;
import dev.sluice.schema.StreamRequired;
import dev.sluice.schema.StreamWhole;
import dev.sluice.schema.StringSchema;
import dev.sluice.schema.UnionSchema;
import dev.sluice.schema.UnsupportedTypeException;
import dev.sluice.schema.VariantSchema;
import java.lang.reflect.AnnotatedType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kotlinx.serialization.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes the neutral schema tree of a Java type, in declaration order. One use. */
final class TypeGraphBuilder {
  private static final StringSchema ANY_TEXT = new StringSchema();

  private final ShapeReader shapes;
  private final DefaultValues defaults;
  private final TypeNames names = new TypeNames();
  private final Map<String, TypeNode> definitions = new LinkedHashMap<>();
  private final TypeUsage usage;
  private final Place root;
  private final ValidationGroups groups;

  private TypeGraphBuilder(JsonMapper mapper, Place root, ValidationGroups groups) {
    this.groups = groups;
    this.shapes = new ShapeReader(mapper);
    this.defaults = new DefaultValues(mapper);
    this.usage = new TypeUsage(shapes, root.type(), root.path());
    this.root = root;
  }

  static TypeGraph build(
      JsonMapper mapper, JavaType type, @Nullable AnnotatedType written, ValidationGroups groups) {
    String path =
        type.isMapLikeType()
            ? "Map"
            : type.isContainerType() ? "List" : TypeNames.legal(type.getRawClass());
    var builder = new TypeGraphBuilder(mapper, Place.root(type, written, path), groups);
    var graph = new TypeGraph(builder.node(builder.root, false, false), builder.definitions);
    EndlessTypes.refuse(graph);
    return graph;
  }

  private TypeNode node(Place place, boolean nullable, boolean atomic) {
    TypeNode node = byShape(place, nullable, atomic);
    BeanProperty property = place.property();
    return property == null || property.reader() == null ? node : node.readBy(property.reader());
  }

  /** {@code nullable} and {@code atomic} come from what stands around the type. */
  private TypeNode byShape(Place place, boolean nullable, boolean atomic) {
    JavaType type = place.type();
    Shape shape = place.own() != null ? place.own() : shapes.read(type, place.path());
    boolean orNull = nullable || (place.saysNullable() && !type.isPrimitive());
    var said = new JakartaConstraints(place.said(), place.path(), groups, place.owner());
    if (shape instanceof Shape.Maybe maybe) return maybe(place, maybe, said);
    if (shape instanceof Shape.Wrapper wrapper) {
      said.none("a type of one value");
      return node(place.as(wrapper.content()), orNull, true).readAs(type);
    }
    if (shape instanceof Shape.Listing list) return list(place, list, said, orNull, atomic);
    if (shape instanceof Shape.Mapping map) return map(place, map, said, orNull);
    if (shape instanceof Shape.Bean bean) return bean(place, bean, said, orNull);
    if (shape instanceof Shape.Union union) return union(place, union, said, orNull);
    return TypeNode.leaf(type, scalar(place, shape, said, orNull, atomic));
  }

  /** An {@code Optional} is built when its JSON is complete, whatever it holds. */
  private TypeNode maybe(Place place, Shape.Maybe maybe, JakartaConstraints said) {
    boolean holdsNumber = maybe.content().isPrimitive();
    if (!holdsNumber) {
      said.none("an " + place.type().getRawClass().getSimpleName() + "; put it on what that holds");
    }
    Place content =
        holdsNumber
            ? new Place(maybe.content(), List.of(), place.said(), place.path(), null, place.owner())
            : place.inner(maybe.content(), 0, "");
    return node(content, true, true).readAs(place.type());
  }

  private Schema scalar(
      Place place, Shape shape, JakartaConstraints said, boolean nullable, boolean atomic) {
    if (shape instanceof Shape.Text text) return text(place, text, said, nullable, atomic);
    if (shape instanceof Shape.Whole whole) {
      return new IntegerSchema(range(whole.bits()), said.bounds(), nullable, null);
    }
    if (shape instanceof Shape.Fraction fraction) {
      return new NumberSchema(said.bounds(), fraction.precision(), nullable, null);
    }
    if (shape instanceof Shape.Choice choice) {
      said.none("an enum");
      return new EnumSchema(
          names.of(place.type()), choice.constants(), nullable, null, choice.fallback());
    }
    if (shape instanceof Shape.Character) {
      said.none("a character");
      return new StringSchema(null, null, 1, 1, true, nullable, null);
    }
    if (shape instanceof Shape.Truth) {
      said.none("a boolean");
      return new BooleanSchema(nullable, null);
    }
    said.none("any JSON");
    return new AnySchema(true, null);
  }

  private static Schema text(
      Place place, Shape.Text text, JakartaConstraints said, boolean nullable, boolean atomic) {
    var sizes = said.sizes("a string");
    // A date with a pattern of its own is no longer what JSON Schema calls a date.
    String datePattern = text.atomic() ? place.datePattern() : null;
    Shape.Text read = datePattern == null ? text : Shape.Text.hint("in the form " + datePattern);
    String format = said.format() == null ? read.format() : said.format();
    return new StringSchema(
        format,
        said.pattern(),
        sizes.least(),
        sizes.most(),
        atomic || read.atomic() || format != null,
        nullable,
        read.hint());
  }

  private TypeNode list(
      Place place, Shape.Listing list, JakartaConstraints said, boolean nullable, boolean atomic) {
    var sizes = said.elements("a list");
    TypeNode items = node(place.inner(list.items(), 0, "[]"), false, false);
    boolean whole = atomic || list.atomic();
    return TypeNode.of(
        place.type(),
        new ArraySchema(items.schema, sizes.least(), sizes.most(), false, nullable, null, whole),
        items);
  }

  private TypeNode map(Place place, Shape.Mapping map, JakartaConstraints said, boolean nullable) {
    var sizes = said.elements("a map");
    Schema keys = node(place.inner(map.keys(), 0, "{key}"), false, false).schema;
    boolean isText =
        keys instanceof StringSchema || keys instanceof EnumSchema || keys instanceof IntegerSchema;
    if (!isText || keys.getNullable()) {
      throw new UnsupportedTypeException(
          place.path(),
          "JSON's keys are strings; a map's key must be a string, an enum or a whole number");
    }
    TypeNode values = node(place.inner(map.values(), 1, "{}"), false, false);
    return TypeNode.of(
        place.type(),
        new MapSchema(
            values.schema,
            sizes.least(),
            sizes.most(),
            nullable,
            null,
            keys.equals(ANY_TEXT) ? null : keys),
        values);
  }

  private TypeNode bean(Place place, Shape.Bean bean, JakartaConstraints said, boolean nullable) {
    said.none("an object");
    return placed(place, nullable, orNull -> object(place, bean, orNull, null));
  }

  private TypeNode object(
      Place place, Shape.Bean bean, boolean nullable, @Nullable String discriminator) {
    var properties = new LinkedHashMap<String, TypeNode.Property>();
    for (BeanProperty property : bean.properties()) {
      if (property.name().equals(discriminator)) continue;
      Place inner = place.property(property);
      TypeNode node = node(inner, false, false);
      JsonNode value = defaults.of(property, node, inner.path());
      var schema =
          new PropertySchema(
              property.name(),
              node.schema,
              property.optional() || value != null,
              property.description(),
              value == null ? null : Json.Default.parseToJsonElement(value.toString()),
              property.annotations().stream().anyMatch(StreamWhole.class::isInstance),
              property.annotations().stream().anyMatch(StreamRequired.class::isInstance));
      properties.put(
          property.name(),
          new TypeNode.Property(node, schema, property.javaName(), property.accessors(), value));
    }
    List<PropertySchema> schemas =
        properties.values().stream().map(TypeNode.Property::schema).toList();
    return TypeNode.object(
        place.type(),
        new ObjectSchema(names.of(place.type()), schemas, nullable, bean.description()),
        properties);
  }

  private TypeNode union(
      Place place, Shape.Union union, JakartaConstraints said, boolean nullable) {
    said.none("a sealed type");
    return placed(
        place,
        nullable,
        orNull -> {
          var variants = new LinkedHashMap<String, TypeNode>();
          for (Shape.Variant variant : union.variants()) {
            variants.put(variant.tag(), variant(place, union, variant));
          }
          List<VariantSchema> schemas = new ArrayList<>();
          variants.forEach((tag, node) -> schemas.add(new VariantSchema(tag, node.schema)));
          return TypeNode.union(
              place.type(),
              new UnionSchema(
                  names.of(place.type()),
                  union.discriminator(),
                  schemas,
                  orNull,
                  union.description()),
              variants);
        });
  }

  private TypeNode variant(Place place, Shape.Union union, Shape.Variant variant) {
    Place inner = place.at(variant.type(), "<" + variant.tag() + ">");
    if (shapes.read(variant.type(), inner.path()) instanceof Shape.Bean bean) {
      if (!variant.keepsTag()) refuseTag(bean, union.discriminator(), inner.path());
      return placed(inner, false, orNull -> object(inner, bean, orNull, union.discriminator()));
    }
    throw new UnsupportedTypeException(
        inner.path(), "a variant must be a class or a record; this travels as something else");
  }

  private static void refuseTag(Shape.Bean bean, String discriminator, String path) {
    if (bean.properties().stream().noneMatch(it -> it.name().equals(discriminator))) return;
    throw new UnsupportedTypeException(
        path + "." + discriminator,
        "the variants are told apart by a property of the same name, which is kept from this one;"
            + " rename one of them, or set visible = true in @JsonTypeInfo");
  }

  private interface Make {
    TypeNode node(boolean nullable);
  }

  /** Writes the type here, or once among the definitions with a reference here. */
  private TypeNode placed(Place place, boolean nullable, Make make) {
    String name = names.of(place.type());
    // A root stands where it is: every provider wants an object there.
    if (place == root || !usage.isDefinition(place.type())) return make.node(nullable);
    if (!definitions.containsKey(name)) {
      // Keeps the definition's place in the order, and ends the recursion.
      definitions.put(name, TypeNode.leaf(place.type(), new AnySchema()));
      definitions.put(name, make.node(false));
    }
    return TypeNode.leaf(place.type(), new ReferenceSchema(name, nullable, null));
  }

  private static @Nullable IntegerRange range(int bits) {
    if (bits == 0) return null;
    BigInteger limit = BigInteger.ONE.shiftLeft(bits - 1);
    return new IntegerRange(limit.negate(), limit.subtract(BigInteger.ONE));
  }
}
