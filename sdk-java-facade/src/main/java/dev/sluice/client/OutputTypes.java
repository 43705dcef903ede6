package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.Maybe;
import dev.sluice.schema.OutputType;
import jakarta.validation.Validator;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes output types of Java's own: records, classes, enums, sealed types and containers of them,
 * as a Jackson mapper reads them.
 *
 * <p>A model is told what the type says: names, order, {@code @JsonPropertyDescription} and
 * {@code @JsonClassDescription}, {@code @Nullable} (of whatever package) and {@code Optional},
 * {@code @JsonProperty(defaultValue)}, and Jakarta's {@code @Size}, {@code @Min}, {@code @Pattern}
 * and their like. What is not marked nullable must be there and not be null. The limits that JSON
 * Schema has words for are always checked; every other constraint is, if a Jakarta Validation
 * provider is on the class path or a validator is given.
 *
 * <p>A sealed type needs no annotation: its variants are told apart by the property {@code type},
 * which holds their simple names. {@code @JsonTypeInfo} and {@code @JsonSubTypes} say otherwise.
 *
 * <p>Immutable and safe for use by several threads. Each class is read once, and each {@link
 * TypeRef} that the source writes.
 */
public final class OutputTypes {
  private static final OutputTypes STANDARD =
      new OutputTypes(JsonMapper.shared(), BeanValidation.provided(), ValidationGroups.STANDARD);

  private final JsonMapper mapper;
  private final @Nullable Validator validator;
  private final ValidationGroups groups;
  private final ClassValue<JacksonOutputType<?>> types =
      new ClassValue<>() {
        @Override
        protected JacksonOutputType<?> computeValue(Class<?> type) {
          return read(mapper.constructType(type), null);
        }
      };

  /** By the classes of the references: each place in the source that writes one has its own. */
  private final ClassValue<JacksonOutputType<?>> references =
      new ClassValue<>() {
        @Override
        protected JacksonOutputType<?> computeValue(Class<?> reference) {
          AnnotatedType written = TypeRef.written(reference);
          return read(mapper.constructType(written.getType()), written);
        }
      };

  private OutputTypes(JsonMapper mapper, @Nullable Validator validator, ValidationGroups groups) {
    this.mapper = strict(mapper);
    this.validator = validator;
    this.groups = groups;
  }

  /** The standard ones: Jackson's defaults, and the Jakarta Validation provider if there is one. */
  public static OutputTypes standard() {
    return STANDARD;
  }

  /**
   * Types as {@code mapper} reads them: with its modules, mix-ins, naming strategy and visibility.
   */
  public OutputTypes with(JsonMapper mapper) {
    return new OutputTypes(requireNonNull(mapper, "mapper"), validator, groups);
  }

  /** Types whose values {@code validator} checks. */
  public OutputTypes with(Validator validator) {
    return new OutputTypes(mapper, requireNonNull(validator, "validator"), groups);
  }

  /**
   * Types whose values are checked for these groups of Jakarta Validation, and not for {@code
   * Default}; for {@code Default} if there are none. A constraint of other groups neither reaches
   * the model nor is checked.
   *
   * <p>For one call, give the call a type of them: {@code
   * sluice.extract(OutputTypes.standard().groups(Draft.class).of(Order.class), ask)}. Keep what
   * this returns: each reads its types anew.
   */
  public OutputTypes groups(Class<?>... groups) {
    return new OutputTypes(
        mapper, validator, new ValidationGroups(Arguments.list(Arrays.asList(groups), "groups")));
  }

  /**
   * The output type of a class that has no type parameters.
   *
   * @throws dev.sluice.schema.UnsupportedTypeException when a part of it has no schema, with the
   *     path of that part
   */
  @SuppressWarnings("unchecked")
  public <T> OutputType<T> of(Class<T> type) {
    return (OutputType<T>) types.get(requireNonNull(type, "type"));
  }

  /**
   * The output type of a type with type arguments.
   *
   * @throws dev.sluice.schema.UnsupportedTypeException when a part of it has no schema, with the
   *     path of that part
   */
  @SuppressWarnings("unchecked")
  public <T> OutputType<T> of(TypeRef<T> type) {
    return (OutputType<T>) references.get(requireNonNull(type, "type").getClass());
  }

  private <T> JacksonOutputType<T> read(JavaType type, @Nullable AnnotatedType written) {
    TypeGraph graph = TypeGraphBuilder.build(mapper, type, written, groups);
    return new JacksonOutputType<>(TypeReading.of(graph, mapper, validator, groups), graph.root());
  }

  /**
   * The core has checked the shape before Jackson reads, by the schema and without coercion. So
   * what is missing here may be, and an empty string is a string. A time keeps the offset that it
   * came with.
   */
  private static JsonMapper strict(JsonMapper mapper) {
    AnnotationIntrospector own = mapper.deserializationConfig().getAnnotationIntrospector();
    return mapper
        .rebuild()
        .addMixIn(Maybe.class, MaybeMixIn.class)
        .annotationIntrospector(AnnotationIntrospector.pair(own, new SealedTypes()))
        .disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(MapperFeature.REQUIRE_TYPE_ID_FOR_SUBTYPES)
        .withCoercionConfigDefaults(
            it -> it.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
        .build();
  }
}
