package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.sluice.schema.ArraySchema;
import dev.sluice.schema.IntegerSchema;
import dev.sluice.schema.NumberPrecision;
import dev.sluice.schema.NumberSchema;
import dev.sluice.schema.ObjectSchema;
import dev.sluice.schema.Schema;
import dev.sluice.schema.StringSchema;
import dev.sluice.schema.UnsupportedTypeException;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.json.JsonMapper;

/** What a model is told of a Java type, as plain JSON Schema. */
class OutputTypesSchemaTest {
  @JsonClassDescription("What a review says")
  record Review(
      @JsonPropertyDescription("Step by step, before any verdict") String zReasoning,
      @JsonProperty("product_name") String productName,
      @Size(max = 5) List<String> strengths,
      @DecimalMin("0") @DecimalMax("10") @Nullable Double score) {}

  @Test
  void recordInDeclarationOrderWithNamesDescriptionsAndLimits() {
    assertSchema(
        Review.class,
        """
        {"type":"object","description":"What a review says","properties":{\
        "zReasoning":{"type":"string","description":"Step by step, before any verdict"},\
        "product_name":{"type":"string"},\
        "strengths":{"type":"array","items":{"type":"string"},"maxItems":5},\
        "score":{"anyOf":[{"type":"number","minimum":0,"maximum":10},{"type":"null"}]}},\
        "required":["zReasoning","product_name","strengths","score"]}""");
  }

  static class Base {
    public String zebra = "";
    protected int count;

    public int getCount() {
      return count;
    }

    public void setCount(int count) {
      this.count = count;
    }
  }

  static class Derived extends Base {
    private @Nullable LocalDate day;
    @JsonIgnore public String secret = "";
    public static final String CONSTANT = "not data";
    public String apple = "";

    public @Nullable LocalDate getDay() {
      return day;
    }

    public void setDay(LocalDate day) {
      this.day = day;
    }

    public String getComputed() {
      return apple + zebra;
    }
  }

  @Test
  void classWithItsSuperclassFirstAndOnlyWhatJacksonFills() {
    assertSchema(
        Derived.class,
        """
        {"type":"object","properties":{"zebra":{"type":"string"},"count":{"type":"integer"},\
        "day":{"anyOf":[{"type":"string","format":"date"},{"type":"null"}]},\
        "apple":{"type":"string"}},"required":["zebra","count","day","apple"]}""");
  }

  static final class Immutable {
    final String second;
    final int first;

    @JsonCreator
    Immutable(@JsonProperty("first") int first, @JsonProperty("second") String second) {
      this.first = first;
      this.second = second;
    }
  }

  @Test
  void creatorParametersInTheOrderOfTheFieldsTheyFill() {
    assertSchema(
        Immutable.class,
        """
        {"type":"object","properties":{"second":{"type":"string"},"first":{"type":"integer"}},\
        "required":["second","first"]}""");
  }

  @JsonDeserialize(builder = Built.Builder.class)
  static final class Built {
    private final String name;

    private Built(String name) {
      this.name = name;
    }

    public String getName() {
      return name;
    }

    @JsonPOJOBuilder(withPrefix = "")
    static final class Builder {
      private String name = "";

      public Builder name(String name) {
        this.name = name;
        return this;
      }

      public Built build() {
        return new Built(name);
      }
    }
  }

  @Test
  void classWithABuilder() {
    assertSchema(
        Built.class,
        """
        {"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}""");
  }

  record PartlyIgnored(String kept, @JsonIgnore @Nullable String ignored) {}

  @Test
  void ignoredComponentIsNotAskedFor() {
    assertSchema(
        PartlyIgnored.class,
        """
        {"type":"object","properties":{"kept":{"type":"string"}},"required":["kept"]}""");
  }

  @JsonPropertyOrder({"b", "a"})
  record Ordered(String a, String b) {}

  @Test
  void saidOrderComesFirst() {
    assertSchema(
        Ordered.class,
        """
        {"type":"object","properties":{"b":{"type":"string"},"a":{"type":"string"}},\
        "required":["b","a"]}""");
  }

  enum Mood {
    HAPPY,
    @JsonProperty("so-so")
    @JsonPropertyDescription("neither good nor bad")
    SO_SO {
      @Override
      public String toString() {
        return "a constant with a body";
      }
    }
  }

  record Moods(Mood mood, Map<Mood, Integer> counts) {}

  @Test
  void enumByTheNamesThatJacksonReads() {
    assertSchema(
        Moods.class,
        """
        {"type":"object","properties":{\
        "mood":{"type":"string","description":"so-so: neither good nor bad","enum":["HAPPY","so-so"]},\
        "counts":{"type":"object","propertyNames":{"type":"string","description":"so-so: neither good nor bad",\
        "enum":["HAPPY","so-so"]},"additionalProperties":{"type":"integer"}}},"required":["mood","counts"]}""");
  }

  @interface Elsewhere {
    @Retention(RetentionPolicy.RUNTIME)
    @interface Nullable {}
  }

  record Nullables(
      Optional<String> a,
      OptionalInt b,
      @Elsewhere.Nullable String c,
      List<@Nullable String> d,
      Map<String, @Nullable Integer> e,
      String @Nullable [] f) {}

  @Test
  void optionalAndAnyAnnotationNamedNullable() {
    assertSchema(
        Nullables.class,
        """
        {"type":"object","properties":{"a":{"anyOf":[{"type":"string"},{"type":"null"}]},\
        "b":{"anyOf":[{"type":"integer"},{"type":"null"}]},"c":{"anyOf":[{"type":"string"},{"type":"null"}]},\
        "d":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"null"}]}},\
        "e":{"type":"object","additionalProperties":{"anyOf":[{"type":"integer"},{"type":"null"}]}},\
        "f":{"anyOf":[{"type":"array","items":{"type":"string"}},{"type":"null"}]}},\
        "required":["a","b","c","d","e","f"]}""");
  }

  record Defaults(
      @JsonProperty(defaultValue = "7") int count,
      @JsonProperty(defaultValue = "12") String text,
      @JsonProperty(defaultValue = "so-so") Mood mood,
      @JsonProperty(defaultValue = "[1]") List<Integer> list,
      @JsonProperty(isRequired = OptBoolean.FALSE) List<String> optional) {}

  @Test
  void defaultsAreNotRequired() {
    assertSchema(
        Defaults.class,
        """
        {"type":"object","properties":{"count":{"type":"integer","default":7},\
        "text":{"type":"string","default":"12"},"mood":{"type":"string",\
        "description":"so-so: neither good nor bad","enum":["HAPPY","so-so"],"default":"so-so"},\
        "list":{"type":"array","items":{"type":"integer"},"default":[1]},\
        "optional":{"type":"array","items":{"type":"string"}}}}""");
  }

  record Limits(
      @Min(1) @Max(5) int stars,
      @PositiveOrZero long count,
      @DecimalMin(value = "0.5", inclusive = false) BigDecimal price,
      @NotBlank String title,
      @Pattern(regexp = "[a-z]+") @Size(min = 2, max = 9) String code,
      @Email String mail,
      @NotEmpty List<@Size(max = 3) String> tags,
      @Size(max = 2) Map<String, Integer> map,
      @Size(max = 2) String[] array,
      @Size.List({@Size(min = 1), @Size(max = 4)}) String twice,
      @Size(max = 1, groups = Other.class) String otherGroup) {
    interface Other {}
  }

  @Test
  void jakartaConstraints() {
    assertSchema(
        Limits.class,
        """
        {"type":"object","properties":{"stars":{"type":"integer","minimum":1,"maximum":5},\
        "count":{"type":"integer","minimum":0},"price":{"type":"number","exclusiveMinimum":0.5},\
        "title":{"type":"string","pattern":"\\\\S","minLength":1},\
        "code":{"type":"string","pattern":"^(?:[a-z]+)$","minLength":2,"maxLength":9},\
        "mail":{"type":"string","format":"email"},\
        "tags":{"type":"array","items":{"type":"string","maxLength":3},"minItems":1},\
        "map":{"type":"object","additionalProperties":{"type":"integer"},"maxProperties":2},\
        "array":{"type":"array","items":{"type":"string"},"maxItems":2},\
        "twice":{"type":"string","minLength":1,"maxLength":4},"otherGroup":{"type":"string"}},\
        "required":["stars","count","price","title","code","mail","tags","map","array","twice","otherGroup"]}""");
  }

  sealed interface Drawn permits Square, Circle {}

  @JsonTypeName("round")
  record Circle(double radius) implements Drawn {}

  record Square(double side) implements Drawn {}

  @Test
  void sealedTypeNeedsNoAnnotation() {
    assertSchema(
        Drawn.class,
        """
        {"anyOf":[{"type":"object","properties":{"type":{"type":"string","const":"Square"},\
        "side":{"type":"number"}},"required":["type","side"]},{"type":"object","properties":{\
        "type":{"type":"string","const":"round"},"radius":{"type":"number"}},\
        "required":["type","radius"]}]}""");
    assertSchema(
        Circle.class,
        """
        {"type":"object","properties":{"radius":{"type":"number"}},"required":["radius"]}""");
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Dog.class, name = "dog"),
    @JsonSubTypes.Type(
        value = Cat.class,
        names = {"cat", "tom"})
  })
  interface Pet {}

  record Dog(int bones) implements Pet {}

  record Cat(Optional<Pet> friend) implements Pet {}

  @Test
  void openTypeByItsJacksonAnnotationsAndRecursion() {
    String pet =
        """
        {"anyOf":[{"type":"object","properties":{"kind":{"type":"string","const":"dog"},\
        "bones":{"type":"integer"}},"required":["kind","bones"]},\
        {"type":"object","properties":{"kind":{"type":"string","const":"cat"},\
        "friend":{"anyOf":[{"$ref":"#/$defs/Pet"},{"type":"null"}]}},"required":["kind","friend"]}]""";
    assertSchema(Pet.class, pet + ",\"$defs\":{\"Pet\":" + pet + "}}}");
  }

  record Tree(String name, List<Tree> children, @Nullable Tree twin) {}

  @Test
  void typeThatHoldsItselfIsDefinedOnce() {
    String tree =
        """
        {"type":"object","properties":{"name":{"type":"string"},\
        "children":{"type":"array","items":{"$ref":"#/$defs/Tree"}},\
        "twin":{"anyOf":[{"$ref":"#/$defs/Tree"},{"type":"null"}]}},\
        "required":["name","children","twin"]""";
    assertSchema(Tree.class, tree + ",\"$defs\":{\"Tree\":" + tree + "}}}");
  }

  record Known(
      UUID uuid, URI uri, Instant instant, LocalDateTime local, Duration duration, byte[] bytes) {}

  @Test
  void typesOfTheJdk() {
    assertSchema(
        Known.class,
        """
        {"type":"object","properties":{"uuid":{"type":"string","format":"uuid"},\
        "uri":{"type":"string","format":"uri"},"instant":{"type":"string","format":"date-time"},\
        "local":{"type":"string","description":"ISO 8601 date and time without offset, like 2026-01-31T09:30:00"},\
        "duration":{"type":"string","format":"duration"},"bytes":{"type":"string","description":"Base64"}},\
        "required":["uuid","uri","instant","local","duration","bytes"]}""");
  }

  record Scalars(
      byte b,
      short s,
      int i,
      Long l,
      BigInteger big,
      float f,
      Double d,
      BigDecimal exact,
      char c,
      CharSequence text,
      Locale locale,
      Set<String> set,
      List<String> list,
      int[] ints,
      Object any,
      JsonNode node) {}

  @Test
  void rangesPrecisionAndWhatGrows() {
    var schema = (ObjectSchema) OutputTypes.standard().of(Scalars.class).getSchema().getRoot();
    assertEquals("-128..127", range(schema, "b"));
    assertEquals("-32768..32767", range(schema, "s"));
    assertEquals("-2147483648..2147483647", range(schema, "i"));
    assertEquals("-9223372036854775808..9223372036854775807", range(schema, "l"));
    assertEquals("null", range(schema, "big"));
    assertEquals(NumberPrecision.FLOAT, precision(schema, "f"));
    assertEquals(NumberPrecision.DOUBLE, precision(schema, "d"));
    assertEquals(NumberPrecision.EXACT, precision(schema, "exact"));
    assertEquals(new StringSchema(null, null, 1, 1, true), of(schema, "c"));
    assertEquals(new StringSchema(), of(schema, "text"));
    assertTrue(((StringSchema) of(schema, "locale")).getAtomic());
    assertTrue(((ArraySchema) of(schema, "set")).getAtomic());
    assertFalse(((ArraySchema) of(schema, "list")).getAtomic());
    assertTrue(((ArraySchema) of(schema, "ints")).getAtomic());
    assertTrue(of(schema, "any").getNullable());
    assertTrue(of(schema, "node").getNullable());
  }

  record Mail(String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Mail {}
  }

  record Names(List<String> all) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Names {}
  }

  record Wrapped(Mail mail, Names names, @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day) {}

  @Test
  void typesThatTravelAsSomethingElse() {
    assertSchema(
        Wrapped.class,
        """
        {"type":"object","properties":{"mail":{"type":"string"},\
        "names":{"type":"array","items":{"type":"string"}},\
        "day":{"type":"string","description":"in the form dd.MM.yyyy"}},"required":["mail","names","day"]}""");
  }

  @Test
  void containersAtTheRootByTypeReference() {
    var type = OutputTypes.standard().of(new TypeRef<Map<String, List<@Nullable Square>>>() {});
    assertEquals("SquareListMap", type.getName());
    assertEquals(
        """
        {"type":"object","additionalProperties":{"type":"array","items":{"anyOf":[{"type":"object",\
        "properties":{"side":{"type":"number"}},"required":["side"]},{"type":"null"}]}}}""",
        type.getSchema().toString());
  }

  @Test
  void theMappersOwnWaysHold() {
    JsonMapper snake =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    var type = OutputTypes.standard().with(snake).of(Review.class);
    var schema = (ObjectSchema) type.getSchema().getRoot();
    assertEquals(
        List.of("z_reasoning", "product_name", "strengths", "score"),
        schema.getProperties().stream().map(it -> it.getName()).toList());
    assertEquals("z_reasoning", type.nameOf((Field<Review, String>) Review::zReasoning));
  }

  record NoWay(List<Holder> holders) {
    record Holder(Runnable task) {}
  }

  record Unwrapping(@JsonUnwrapped Square square) {}

  record Misplaced(@Min(1) List<String> list) {}

  record Impossible(@Size(min = 3, max = 2) String text) {}

  record BadDefault(@JsonProperty(defaultValue = "many") int count) {}

  record ByClass(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object any, Chosen chosen) {
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface Chosen {}
  }

  static final class NoCreator {
    NoCreator(int a, int b) {}
  }

  enum Empty {}

  @Test
  void whatHasNoSchemaIsNamedByItsPath() {
    assertUnsupported(
        NoWay.class,
        "NoWay.holders[].task: Runnable is abstract and its variants are not known; make it sealed");
    assertUnsupported(Unwrapping.class, "Unwrapping.square: @JsonUnwrapped is not supported");
    assertUnsupported(Misplaced.class, "Misplaced.list: @Min says nothing about a list");
    assertUnsupported(Impossible.class, "Impossible.text: no value has min 3 and max 2");
    assertUnsupported(BadDefault.class, "BadDefault.count: its default \"many\" is no int");
    assertUnsupported(
        ByClass.Chosen.class,
        "Chosen: a model must not choose a Java class; use @JsonTypeInfo(use = NAME)");
    assertUnsupported(
        NoCreator.class,
        "NoCreator: Jackson cannot make a NoCreator: it needs a record, a default constructor or a"
            + " @JsonCreator");
    assertUnsupported(Empty.class, "Empty: the enum has no constants, so it has no value");
    assertUnsupported(Class.class, "Class: a model must not choose a Java class");
    assertUnsupported(Iterator.class, "Iterator: Iterator is read once; use a List");
  }

  @Test
  void typeReferenceWithoutItsTypeIsRefused() {
    class Named extends TypeRef<List<String>> {}
    class Again extends Named {}
    assertThrows(IllegalArgumentException.class, Again::new);
    assertThrows(NullPointerException.class, () -> OutputTypes.standard().of((Class<?>) null));
  }

  private static void assertSchema(Class<?> type, String expected) {
    assertEquals(expected, OutputTypes.standard().of(type).getSchema().toString());
  }

  private static void assertUnsupported(Class<?> type, String message) {
    var thrown =
        assertThrows(
            UnsupportedTypeException.class, () -> OutputTypes.standard().of(type), message);
    assertEquals(message, thrown.getMessage());
  }

  private static Schema of(ObjectSchema schema, String name) {
    return schema.property(name).getSchema();
  }

  private static String range(ObjectSchema schema, String name) {
    return String.valueOf(((IntegerSchema) of(schema, name)).getRange());
  }

  private static NumberPrecision precision(ObjectSchema schema, String name) {
    return ((NumberSchema) of(schema, name)).getPrecision();
  }
}
