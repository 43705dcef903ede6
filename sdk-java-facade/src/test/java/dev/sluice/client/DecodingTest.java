package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.sluice.json.JsonReader;
import dev.sluice.schema.DecodingException;
import dev.sluice.schema.OutputType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.StdConverter;

/** What is built of an answer that has passed the shape check. */
class DecodingTest {
  record Numbers(int i, long l, BigInteger big, double d, float f, BigDecimal exact) {}

  @Test
  void numbersStayExact() {
    assertEquals(
        new Numbers(
            200,
            9007199254740993L,
            new BigInteger("123456789012345678901234567890"),
            0.1,
            1.5f,
            new BigDecimal("3.140")),
        decode(
            Numbers.class,
            """
            {"i":2e2,"l":9007199254740993,"big":123456789012345678901234567890,"d":0.1,"f":1.5,"exact":3.140}"""));
  }

  record Free(Object any, JsonNode tree, Map<String, Object> map) {}

  @Test
  void freeJsonStaysAsItCame() {
    Free free =
        decode(
            Free.class,
            """
            {"any":[1,"a",null],"tree":{"x":12345678901234567890,"y":1.10},"map":{"k":{"n":true}}}""");
    assertEquals("[1, a, null]", free.any().toString());
    assertEquals(new BigInteger("12345678901234567890"), free.tree().get("x").bigIntegerValue());
    assertEquals(new BigDecimal("1.10"), free.tree().get("y").decimalValue());
    assertEquals(Map.of("k", Map.of("n", true)), free.map());
  }

  @Test
  void numberBeyondAllSenseIsRefused() {
    var thrown =
        assertThrows(
            DecodingException.class,
            () -> decode(Free.class, "{\"any\":1e99999999999,\"tree\":1,\"map\":{}}"));
    assertEquals("$.any: the number 1e99999999999 is beyond all sense", thrown.getMessage());
  }

  record Defaults(
      @JsonProperty(defaultValue = "7") int count,
      @JsonProperty(isRequired = OptBoolean.FALSE) List<String> tags,
      @Nullable String note,
      Optional<String> nick) {
    Defaults {
      tags = tags == null ? List.of("none") : tags;
    }
  }

  @Test
  void whatIsMissingOrNullGetsItsDefault() {
    var expected = new Defaults(7, List.of("none"), null, Optional.empty());
    assertEquals(expected, decode(Defaults.class, "{}"));
    assertEquals(
        expected,
        decode(Defaults.class, "{\"count\":null,\"tags\":null,\"note\":null,\"nick\":null}"));
    assertEquals(
        new Defaults(1, List.of(), "n", Optional.of("k")),
        decode(Defaults.class, "{\"count\":1,\"tags\":[],\"note\":\"n\",\"nick\":\"k\"}"));
  }

  static class Settings {
    @JsonProperty(isRequired = OptBoolean.FALSE)
    public int retries = 3;

    public @Nullable Optional<String> label;
  }

  @Test
  void fieldKeepsItsInitialValueAndAnOptionalIsNeverNull() {
    Settings settings = decode(Settings.class, "{\"retries\":null}");
    assertEquals(3, settings.retries);
    assertEquals(Optional.empty(), settings.label);
  }

  sealed interface Event {
    record Opened(int id) implements Event {}

    record Closed(int id, @Nullable Event cause) implements Event {}
  }

  @Test
  void sealedTypeByItsDiscriminatorWhereverThatStands() {
    assertEquals(
        new Event.Closed(2, new Event.Opened(1)),
        decode(
            Event.class,
            """
            {"id":2,"cause":{"id":1,"type":"Opened"},"type":"Closed"}"""));
  }

  @Test
  void variantAloneWithAndWithoutTheDiscriminator() {
    assertEquals(new Event.Opened(1), decode(Event.Opened.class, "{\"id\":1}"));
    OutputType<?> variant = OutputTypes.standard().of(Event.class).variant("Opened");
    assertEquals(
        new Event.Opened(1), variant.decode(JsonReader.parse("{\"type\":\"Opened\",\"id\":1}")));
  }

  record Mail(String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Mail {
      if (!value.contains("@")) throw new IllegalArgumentException("must have an @");
    }
  }

  record Person(String name, @JsonProperty("e_mails") List<Mail> mails) {
    Person {
      if (mails.isEmpty()) throw new IllegalStateException("needs an address");
    }
  }

  record Group(Map<String, Person> members) {}

  @Test
  void refusalOfAConstructorHasThePathOfWhatWasBeingBuilt() {
    var mail =
        assertThrows(
            DecodingException.class,
            () ->
                decode(
                    Group.class,
                    """
                    {"members":{"a b":{"name":"n","e_mails":["x@y","xy"]}}}"""));
    assertEquals("$.members['a b'].e_mails[1]: must have an @", mail.getMessage());
    assertInstanceOf(IllegalArgumentException.class, mail.getCause());
    var person =
        assertThrows(
            DecodingException.class,
            () ->
                decode(
                    Group.class,
                    """
                    {"members":{"p":{"name":"n","e_mails":[]}}}"""));
    assertEquals("$.members.p: needs an address", person.getMessage());
    assertEquals("needs an address", person.getReason());
  }

  static class Setter {
    private int level;

    public void setLevel(int level) {
      if (level > 9) throw new IllegalArgumentException("at most 9");
      this.level = level;
    }
  }

  @Test
  void refusalOfASetterHasThePathOfTheProperty() {
    var thrown =
        assertThrows(DecodingException.class, () -> decode(Setter.class, "{\"level\":10}"));
    assertEquals("$.level: at most 9", thrown.getMessage());
  }

  record Dated(LocalDate day) {}

  @Test
  void emptyTextIsNoDate() {
    var thrown = assertThrows(DecodingException.class, () -> decode(Dated.class, "{\"day\":\"\"}"));
    assertEquals("$.day", thrown.getPath().toString());
  }

  static class Broken {
    public void setA(String a) {
      throw new StackOverflowError("an error is nobody's answer");
    }
  }

  @Test
  void errorsPass() {
    assertThrows(StackOverflowError.class, () -> decode(Broken.class, "{\"a\":\"x\"}"));
  }

  record Moments(OffsetDateTime at, ZonedDateTime zoned, Month month) {}

  @Test
  void timesKeepTheirOffsetAndMonthsHaveNames() {
    assertEquals(
        new Moments(
            OffsetDateTime.parse("2026-01-31T09:30:00+01:00"),
            ZonedDateTime.parse("2026-01-31T09:30:00+05:30"),
            Month.MAY),
        decode(
            Moments.class,
            """
            {"at":"2026-01-31T09:30:00+01:00","zoned":"2026-01-31T09:30:00+05:30","month":"MAY"}"""));
  }

  static class Loud extends StdConverter<String, Mail> {
    @Override
    public Mail convert(String name) {
      return new Mail(name + "@example.com");
    }
  }

  static class Initials extends ValueDeserializer<String> {
    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      return parser.getString().substring(0, 1);
    }

    @Override
    public LogicalType logicalType() {
      return LogicalType.Textual;
    }
  }

  record Own(
      @JsonDeserialize(converter = Loud.class) Mail mail,
      @JsonDeserialize(using = Initials.class) String initial,
      @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day) {}

  @Test
  void propertyWithAReaderOfItsOwnWithinTheWholeAndAlone() {
    OutputType<Own> type = OutputTypes.standard().of(Own.class);
    assertEquals(
        new Own(new Mail("a@example.com"), "B", LocalDate.of(2026, 1, 31)),
        decode(
            Own.class,
            """
            {"mail":"a","initial":"Bee","day":"31.01.2026"}"""));
    assertEquals(new Mail("a@example.com"), alone(type, "mail", "\"a\""));
    assertEquals("B", alone(type, "initial", "\"Bee\""));
    assertEquals(LocalDate.of(2026, 1, 31), alone(type, "day", "\"31.01.2026\""));
  }

  private static Object alone(OutputType<?> type, String property, String json) {
    return type.property(property).decode(JsonReader.parse(json));
  }

  @Test
  void eachTypeIsReadOnce() {
    assertSame(OutputTypes.standard().of(Own.class), OutputTypes.standard().of(Own.class));
    assertSame(lists(), lists());
  }

  private static OutputType<List<Own>> lists() {
    return OutputTypes.standard().of(new TypeRef<List<Own>>() {});
  }

  record Lists(List<Integer> list, Set<String> set, int[] array) {}

  @Test
  void childrenAreTypesOfTheirOwnAndStayTheSame() {
    OutputType<Lists> type = OutputTypes.standard().of(Lists.class);
    OutputType<?> list = type.property("list");
    assertSame(list, type.property("list"));
    assertEquals(List.of(1, 2), list.decode(JsonReader.parse("[1,2]")));
    assertEquals(3, list.element().decode(JsonReader.parse("3")));
    assertEquals(Set.of("a"), type.property("set").decode(JsonReader.parse("[\"a\"]")));
    assertNull(type.property("nothing"));
    assertNull(type.element());
    assertNull(type.variant("x"));
  }

  private static <T> T decode(Class<T> type, String json) {
    return OutputTypes.standard().of(type).decode(JsonReader.parse(json));
  }
}
