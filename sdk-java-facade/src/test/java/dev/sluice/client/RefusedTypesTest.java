package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonBackReference;
import com.fasterxml.jackson.annotation.JsonManagedReference;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.sluice.json.JsonReader;
import dev.sluice.schema.OutputType;
import dev.sluice.schema.UnsupportedTypeException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.ConvertGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.util.StdConverter;

/** Types of which the model would be told nothing, or something that no answer can be. */
class RefusedTypesTest {
  sealed interface Event permits Click, Scroll {}

  record Click(String type, int x) implements Event {}

  record Scroll(int by) implements Event {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", visible = true)
  sealed interface Seen {
    @JsonTypeName("one")
    record One(String kind, int x) implements Seen {}
  }

  @JsonTypeInfo(
      use = JsonTypeInfo.Id.SIMPLE_NAME,
      include = JsonTypeInfo.As.EXISTING_PROPERTY,
      property = "type")
  sealed interface Kept permits Own, Written {}

  static final class Own implements Kept {
    public String type = "own";
  }

  record Written(String type) implements Kept {}

  @JsonTypeInfo(
      use = JsonTypeInfo.Id.SIMPLE_NAME,
      include = JsonTypeInfo.As.EXISTING_PROPERTY,
      property = "type")
  sealed interface Set permits SetsItsOwn {}

  static final class SetsItsOwn implements Set {
    public String type = "own";
  }

  @Test
  void propertyOfAVariantNamedLikeTheDiscriminator() {
    String taken =
        ".type: the variants are told apart by a property of the same name, which is kept from this"
            + " one; rename one of them, or set visible = true in @JsonTypeInfo";
    assertUnsupported(Event.class, "Event<Click>" + taken);
    assertUnsupported(Kept.class, "Kept<Written>" + taken);
    var own = (SetsItsOwn) of(Set.class).decode(JsonReader.parse("{\"type\":\"SetsItsOwn\"}"));
    assertEquals("own", own.type);
    assertEquals(
        new Seen.One("one", 1),
        OutputTypes.standard()
            .of(Seen.class)
            .decode(JsonReader.parse("{\"kind\":\"one\",\"x\":1}")));
  }

  sealed interface Node permits First.Item, Second.Item {}

  static class First {
    record Item(int a) implements Node {}
  }

  static class Second {
    record Item(String b) implements Node {}
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Left.class, name = "side"),
    @JsonSubTypes.Type(value = Right.class, name = "side")
  })
  interface Side {}

  record Left(int a) implements Side {}

  record Right(int b) implements Side {}

  @Test
  void variantsOfOneName() {
    String base = "dev.sluice.client.RefusedTypesTest$";
    assertUnsupported(
        Node.class,
        "Node: two variants have the name \"Item\", "
            + base
            + "First$Item and "
            + base
            + "Second$Item; give them names of their own by @JsonTypeName");
    assertUnsupported(
        Side.class,
        "Side: two variants have the name \"side\", "
            + base
            + "Left and "
            + base
            + "Right; give them names of their own by @JsonTypeName");
  }

  interface Strict {}

  interface Loose {}

  record Code(@Size(max = 3, groups = Strict.class) String text) {}

  record Converting(@Valid @ConvertGroup(to = Strict.class) Code code) {}

  record ConvertingSeveral(
      @Valid
          @ConvertGroup.List({
            @ConvertGroup(from = Loose.class, to = Strict.class),
            @ConvertGroup(from = Strict.class, to = Loose.class)
          })
          Code code) {}

  record ConvertingInside(List<@Valid @ConvertGroup(to = Strict.class) Code> codes) {}

  @Test
  void constraintsThatCountByAnotherGroup() {
    String refused =
        ": @ConvertGroup to Strict is not followed: the schema would tell the model other"
            + " constraints than the validator checks. Leave it out, or read the whole type for one"
            + " group: groups(Strict.class)";
    assertUnsupported(Converting.class, "Converting.code" + refused);
    assertUnsupported(ConvertingInside.class, "ConvertingInside.codes[]" + refused);
    // Where nothing is converted from the groups that are checked, there is nothing to follow.
    of(ConvertingSeveral.class);
    OutputTypes.standard().groups(Strict.class).of(Converting.class);
    var thrown =
        assertThrows(
            UnsupportedTypeException.class,
            () -> OutputTypes.standard().groups(Loose.class).of(ConvertingSeveral.class));
    assertTrue(thrown.getMessage().contains("@ConvertGroup to Strict"), thrown.getMessage());
  }

  record Page<T>(List<T> items) {}

  @SuppressWarnings("rawtypes")
  record RawInside(List items, Page page) {}

  @Test
  void typesWithoutTheirArguments() {
    assertUnsupported(Page.class, raw("Page", "Page"));
    assertUnsupported(List.class, raw("List", "List"));
    assertUnsupported(Map.class, raw("Map", "Map"));
    assertUnsupported(RawInside.class, raw("RawInside.items", "List"));
    var thrown = assertThrows(IllegalArgumentException.class, RefusedTypesTest::<String>listOf);
    assertTrue(thrown.getMessage().contains("type variable T"), thrown.getMessage());
    assertEquals(
        "{\"type\":\"object\",\"properties\":{\"items\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},"
            + "\"required\":[\"items\"]}",
        OutputTypes.standard().of(new TypeRef<Page<String>>() {}).getSchema().toString());
  }

  private static <T> Object listOf() {
    return new TypeRef<List<T>>() {};
  }

  private static String raw(String path, String name) {
    return path
        + ": without type arguments a "
        + name
        + " says nothing of what it holds; write them, for a whole type as new TypeRef<"
        + name
        + "<…>>() {}";
  }

  static class Hidden {
    private String title;
    private int pages;
  }

  static class Bare {}

  @Test
  void classOfWhichNothingIsVisible() {
    assertUnsupported(
        Hidden.class,
        "Hidden: Jackson fills none of its fields; make it a record, or give them setters or"
            + " getters");
    assertEquals(
        "{\"type\":\"object\",\"properties\":{}}",
        OutputTypes.standard().of(Bare.class).getSchema().toString());
  }

  static class Link {
    public String id = "";
    public Link next;
  }

  record Chain(String id, @Nullable Chain next) {}

  record Crowd(@NotEmpty List<Crowd> others) {}

  record Letter(Envelope envelope) {}

  record Envelope(Map<String, Letter> more, Letter letter) {}

  sealed interface Sum {
    record Of(Sum left, Sum right) implements Sum {}
  }

  sealed interface Tree {
    record Branch(Tree left, Tree right) implements Tree {}

    record Leaf(Optional<Tree> graft) implements Tree {}
  }

  @Test
  void typesThatNeverEnd() {
    assertUnsupported(Link.class, "Link.next: " + endless("Link"));
    assertUnsupported(Crowd.class, "Crowd.others[]: " + endless("Crowd"));
    assertUnsupported(Sum.class, "Sum<Of>.left: " + endless("Sum"));
    var letter = assertThrows(UnsupportedTypeException.class, () -> of(Letter.class)).getMessage();
    assertTrue(letter.endsWith("so none can end; mark it @Nullable"), letter);
    of(Chain.class);
    of(Tree.class);
  }

  private static String endless(String name) {
    return "every " + name + " must hold another one, so none can end; mark it @Nullable";
  }

  static class Parent {
    public String name = "";
    @JsonManagedReference public List<Child> children = List.of();
  }

  static class Child {
    public String name = "";
    @JsonBackReference public Parent parent;
  }

  @Test
  void theWayBackToTheParentIsNotAskedFor() {
    assertEquals(
        "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"children\":{\"type\":\"array\","
            + "\"items\":{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}}},"
            + "\"required\":[\"name\",\"children\"]}",
        of(Parent.class).getSchema().toString());
    Parent parent =
        of(Parent.class)
            .decode(JsonReader.parse("{\"name\":\"p\",\"children\":[{\"name\":\"c\"}]}"));
    assertEquals(parent, parent.children.get(0).parent);
  }

  record Item(String name) {}

  static class Named extends StdConverter<String, Item> {
    @Override
    public Item convert(String name) {
      return new Item(name);
    }
  }

  record ByContent(@JsonDeserialize(contentConverter = Named.class) List<Item> items) {}

  @Test
  void readersOfElementsThatOnlyThePropertyKnows() {
    assertUnsupported(
        ByContent.class,
        "ByContent.items: @JsonDeserialize(contentConverter) is not supported; say on the class of"
            + " the elements how it is read");
  }

  private static <T> OutputType<T> of(Class<T> type) {
    return OutputTypes.standard().of(type);
  }

  private static void assertUnsupported(Class<?> type, String message) {
    var thrown = assertThrows(UnsupportedTypeException.class, () -> of(type), message);
    assertEquals(message, thrown.getMessage());
  }
}
