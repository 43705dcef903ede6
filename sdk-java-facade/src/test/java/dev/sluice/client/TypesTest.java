package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.Maybe;
import dev.sluice.extraction.InvalidOutputException;
import dev.sluice.schema.StreamRequired;
import dev.sluice.schema.StreamWhole;
import dev.sluice.schema.UnsupportedTypeException;
import dev.sluice.schema.Violation;
import jakarta.validation.GroupSequence;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Types of Java's own, through all of it: schema, check, value, partial. */
class TypesTest {
  private static final String SOME = "{\"value\":{\"title\":\"Cook\"},\"reason\":null}";
  private static final String NONE = "{\"value\":null,\"reason\":\"no job is offered\"}";

  record Job(String title) {}

  record Page<T>(List<T> items, Optional<String> next) {}

  record Everything(
      Instant at,
      OffsetDateTime with,
      LocalDate day,
      LocalTime time,
      LocalDateTime local,
      YearMonth month,
      Duration lasts,
      UUID id,
      URI link,
      BigInteger many,
      BigDecimal exact,
      Set<Long> set,
      Map<UUID, List<BigDecimal>> byId,
      Optional<LocalDate> maybe,
      Page<Page<Job>> pages) {}

  @Test
  void typesOfTheJdkAndGenericsWithinGenerics() throws Exception {
    String id = "123e4567-e89b-12d3-a456-426614174000";
    String json =
        "{\"at\":\"2026-01-31T09:30:00Z\",\"with\":\"2026-01-31T09:30:00+02:00\",\"day\":\"2026-01-31\","
            + "\"time\":\"09:30:00\",\"local\":\"2026-01-31T09:30:00\",\"month\":\"2026-01\",\"lasts\":\"PT1H\","
            + "\"id\":\""
            + id
            + "\",\"link\":\"https://a.example/b\",\"many\":123456789012345678901234567890,"
            + "\"exact\":0.10,\"set\":[1,1,2],\"byId\":{\""
            + id
            + "\":[1.50]},\"maybe\":null,\"pages\":{\"items\":[{\"items\":[{\"title\":\"Cook\"}],\"next\":null}],"
            + "\"next\":\"2\"}}";
    var read = get(sluice(json).extract(Everything.class, ask -> ask.user("?")));
    assertEquals(
        new Everything(
            Instant.parse("2026-01-31T09:30:00Z"),
            OffsetDateTime.parse("2026-01-31T09:30:00+02:00"),
            LocalDate.parse("2026-01-31"),
            LocalTime.parse("09:30"),
            LocalDateTime.parse("2026-01-31T09:30"),
            YearMonth.parse("2026-01"),
            Duration.ofHours(1),
            UUID.fromString(id),
            URI.create("https://a.example/b"),
            new BigInteger("123456789012345678901234567890"),
            new BigDecimal("0.10"),
            Set.of(1L, 2L),
            Map.of(UUID.fromString(id), List.of(new BigDecimal("1.50"))),
            Optional.empty(),
            new Page<>(
                List.of(new Page<>(List.of(new Job("Cook")), Optional.empty())), Optional.of("2"))),
        read);
    assertEquals(
        new Page<>(List.of(new Job("Cook")), Optional.empty()),
        get(
            sluice("{\"items\":[{\"title\":\"Cook\"}],\"next\":null}")
                .extract(new TypeRef<Page<Job>>() {}, ask -> ask.user("?"))));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Cat.class, name = "cat"),
    @JsonSubTypes.Type(value = Dog.class, name = "dog")
  })
  interface Pet {}

  record Cat(int lives) implements Pet {}

  record Dog(String name) implements Pet {}

  @Test
  void jacksonsPolymorphismAtTheRootAndInLists() throws Exception {
    assertEquals(
        new Dog("Rex"),
        get(
            sluice("{\"value\":{\"kind\":\"dog\",\"name\":\"Rex\"}}")
                .extract(Pet.class, ask -> ask.user("?"))));
    assertEquals(
        List.of(new Cat(9), new Dog("Rex")),
        get(
            sluice(
                    "{\"items\":[{\"kind\":\"cat\",\"lives\":9},{\"kind\":\"dog\",\"name\":\"Rex\"}]}")
                .extractEach(Pet.class, ask -> ask.user("?"))
                .toList()));
  }

  @Test
  void maybeValueOrReason() throws Exception {
    var type = new TypeRef<Maybe<Job>>() {};
    assertEquals(Maybe.of(new Job("Cook")), get(sluice(SOME).extract(type, it -> it.user("?"))));
    assertEquals(
        Maybe.none("no job is offered"), get(sluice(NONE).extract(type, it -> it.user("?"))));
    assertEquals(
        List.of(Maybe.of(new Job("Cook")), Maybe.none("no job is offered")),
        get(
            sluice("{\"items\":[" + SOME + "," + NONE + "]}")
                .extractEach(type, it -> it.user("?"))
                .toList()));
    assertEquals(
        "{\"type\":\"object\",\"description\":\""
            + Maybe.MEANING
            + "\",\"properties\":{\"value\":{\"anyOf\":[{\"type\":\"object\",\"properties\":{\"title\":"
            + "{\"type\":\"string\"}},\"required\":[\"title\"]},{\"type\":\"null\"}]},\"reason\":"
            + "{\"description\":\""
            + Maybe.REASON
            + "\",\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}},\"required\":[\"value\",\"reason\"]}",
        OutputTypes.standard().of(type).getSchema().toString());
  }

  @Test
  void maybeOfNeitherIsAViolationAndOfBothAValue() throws Exception {
    var type = new TypeRef<Maybe<Job>>() {};
    var both = sluice("{\"value\":{\"title\":\"Cook\"},\"reason\":\"line 3\"}");
    assertEquals(new Job("Cook"), get(both.extract(type, it -> it.user("?"))).getValue());
    var invalid =
        assertThrows(
            InvalidOutputException.class,
            () -> get(sluice("{\"value\":null}").extract(type, it -> it.user("?").attempts(1))));
    assertTrue(
        invalid.getViolations().get(0).toString().endsWith("give one of the two"),
        invalid::getMessage);
  }

  @Test
  void maybeShowsAsItGrows() throws Exception {
    var partials =
        get(sluice(SOME).extractPartial(new TypeRef<Maybe<Job>>() {}, it -> it.user("?")).toList());
    var last = partials.get(partials.size() - 1);
    assertEquals("Cook", last.at(Maybe<Job>::getValue).get(Job::title));
    assertNull(last.get(Maybe<Job>::getReason));
    assertEquals(Maybe.of(new Job("Cook")), last.getValue().orElseThrow());
  }

  enum Fruit {
    @JsonProperty("apple")
    APPLE,
    @JsonProperty("other")
    @JsonPropertyDescription("Anything else")
    @JsonEnumDefaultValue
    OTHER
  }

  enum Undecided {
    @JsonEnumDefaultValue
    THIS,
    @JsonEnumDefaultValue
    THAT
  }

  record Basket(
      Fruit kind, List<Fruit> more, Optional<Fruit> maybe, @Nullable Map<Fruit, Integer> counts) {}

  @Test
  void unknownWordIsTheEnumsDefault() throws Exception {
    var story =
        get(
            sluice(
                    "{\"kind\":\"plum\",\"more\":[\"apple\",\"fig\"],\"maybe\":\"fig\",\"counts\":null}")
                .extractDetailed(Basket.class, ask -> ask.user("?")));
    assertEquals(
        new Basket(Fruit.OTHER, List.of(Fruit.APPLE, Fruit.OTHER), Optional.of(Fruit.OTHER), null),
        story.getValue());
    assertEquals(
        List.of("$.kind", "$.more[1]", "$.maybe"),
        story.getAttempts().get(0).getWarnings().stream().map(it -> "" + it.getPath()).toList());
    assertEquals(
        "{\"type\":\"string\",\"description\":\"other: Anything else\",\"enum\":[\"apple\",\"other\"]}",
        OutputTypes.standard().of(Fruit.class).getSchema().toString());
    assertThrows(UnsupportedTypeException.class, () -> OutputTypes.standard().of(Undecided.class));
    var invalid =
        assertThrows(
            InvalidOutputException.class,
            () ->
                get(
                    sluice(
                            "{\"kind\":\"apple\",\"more\":[],\"maybe\":null,\"counts\":{\"plum\":1}}")
                        .extract(Basket.class, ask -> ask.user("?").attempts(1))));
    assertEquals(
        "$.counts.plum: the key must be one of \"apple\", \"other\"",
        invalid.getViolations().get(0).toString());
  }

  record Dish(@StreamRequired String name, int price) {}

  record Menu(@StreamWhole String note, List<Dish> dishes) {}

  static class Bean {
    private @StreamWhole String field = "";
    private String getter = "";

    public String getField() {
      return field;
    }

    @StreamWhole
    public String getGetter() {
      return getter;
    }

    public void setField(String field) {
      this.field = field;
    }

    public void setGetter(String getter) {
      this.getter = getter;
    }
  }

  @Test
  void marksForStreamsOnRecordsAndClasses() throws Exception {
    String json =
        "{\"note\":\"do not show half of this\",\"dishes\":[{\"price\":12,\"name\":\"Stew\"}]}";
    var partials = get(sluice(json).extractPartial(Menu.class, ask -> ask.user("?")).toList());
    for (Partial<Menu> partial : partials) {
      String note = partial.get(Menu::note);
      assertTrue(note == null || note.equals("do not show half of this"), note);
      assertTrue(
          partial.items(Menu::dishes).stream().allMatch(it -> "Stew".equals(it.get(Dish::name))));
    }
    var schema =
        (dev.sluice.schema.ObjectSchema)
            OutputTypes.standard().of(Bean.class).getSchema().getRoot();
    assertTrue(schema.getProperties().stream().allMatch(it -> it.getStreamWhole()));
  }

  interface Strict {}

  interface Stricter extends Strict {}

  interface Unused {}

  @GroupSequence({Default.class, Strict.class})
  interface Both {}

  record Grouped(
      @Size(max = 9) @Size(max = 3, groups = Strict.class) @Size(max = 1, groups = Unused.class)
          String code,
      @Digits(integer = 9, fraction = 1, groups = Strict.class) BigDecimal price) {}

  @GroupSequence({Strict.class, Sequenced.class})
  record Sequenced(@Max(value = 5, groups = Strict.class) int a, @Max(7) int b) {}

  @Test
  void groupsSayWhichConstraintsReachTheModelAndAreChecked() {
    OutputTypes types = OutputTypes.standard();
    var grouped = new Grouped("abcd", new BigDecimal("1.25"));
    assertEquals(9, maxLength(types));
    assertEquals(List.of(), types.of(Grouped.class).validate(grouped));
    for (Class<?> group : List.of(Strict.class, Stricter.class)) {
      assertEquals(3, maxLength(types.groups(group)));
      assertEquals(
          List.of("$.code", "$.price"),
          types.groups(group).of(Grouped.class).validate(grouped).stream()
              .map(Violation::getPath)
              .map(Object::toString)
              .toList());
    }
    assertEquals(3, maxLength(types.groups(Both.class)));
    assertEquals(3, maxLength(types.groups(Default.class, Strict.class)));
    assertEquals(1, maxLength(types.groups(Unused.class)));
    assertEquals(9, maxLength(types.groups(Strict.class).groups()));
  }

  @Test
  void aClassMaySayWhatItsDefaultGroupIs() {
    assertEquals(
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"maximum\":5},"
            + "\"b\":{\"type\":\"integer\",\"maximum\":7}},\"required\":[\"a\",\"b\"]}",
        OutputTypes.standard().of(Sequenced.class).getSchema().toString());
    assertEquals(
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},"
            + "\"b\":{\"type\":\"integer\"}},\"required\":[\"a\",\"b\"]}",
        OutputTypes.standard().groups(Unused.class).of(Sequenced.class).getSchema().toString());
  }

  @Test
  void groupsOfAClientAndOfACall() {
    String json = "{\"code\":\"abcd\",\"price\":1.25}";
    var strict =
        SluiceClient.builder(new FakeModel(json))
            .defaults(it -> it.model("m").attempts(1))
            .validationGroups(Strict.class)
            .build();
    var invalid =
        assertThrows(
            InvalidOutputException.class,
            () -> get(strict.extract(Grouped.class, ask -> ask.user("?"))));
    assertEquals("$.code", invalid.getViolations().get(0).getPath().toString());
    var ofOne = OutputTypes.standard().groups(Strict.class).of(Grouped.class);
    assertThrows(
        InvalidOutputException.class,
        () -> get(sluice(json).extract(ofOne, ask -> ask.user("?").attempts(1))));
  }

  private static int maxLength(OutputTypes types) {
    var root = (dev.sluice.schema.ObjectSchema) types.of(Grouped.class).getSchema().getRoot();
    var code = (dev.sluice.schema.StringSchema) root.property("code").getSchema();
    return code.getMaxLength();
  }

  private static SluiceClient sluice(String... answers) {
    return SluiceClient.on(new FakeModel(answers), it -> it.model("m"));
  }
}
