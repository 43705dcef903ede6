package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A method reference names a property by its name on the wire. */
class FieldTest {
  interface Named {
    String name();
  }

  record Product(
      String name,
      @JsonProperty("b") int a,
      @JsonProperty("a") int b,
      List<String> tags,
      boolean isNew)
      implements Named {
    static String describe(Product product) {
      return product.name();
    }

    boolean with(Product other) {
      return equals(other);
    }

    String shout() {
      return name + "!";
    }
  }

  static class Base {
    private String title = "";

    public String getTitle() {
      return title;
    }

    public void setTitle(String title) {
      this.title = title;
    }
  }

  static class Bean extends Base {
    @JsonProperty("is_open")
    private boolean open;

    private int fluent;

    public boolean isOpen() {
      return open;
    }

    public int fluent() {
      return fluent;
    }

    public void setFluent(int fluent) {
      this.fluent = fluent;
    }
  }

  sealed interface Shape {
    double area();

    record Circle(@JsonProperty("surface") double area) implements Shape {}

    record Square(double side) implements Shape {
      @Override
      public double area() {
        return side * side;
      }
    }
  }

  @Test
  void accessorsOfRecords() {
    assertEquals("name", name(Product.class, Product::name));
    assertEquals("tags", name(Product.class, Product::tags));
    assertEquals("isNew", name(Product.class, Product::isNew));
  }

  @Test
  void swappedNames() {
    assertEquals("b", name(Product.class, Product::a));
    assertEquals("a", name(Product.class, Product::b));
  }

  @Test
  void interfacesAndSuperclasses() {
    assertEquals(
        "name", OutputTypes.standard().of(Product.class).nameOf((Field<Named, ?>) Named::name));
    assertEquals("title", name(Bean.class, Bean::getTitle));
    assertEquals(
        "title", OutputTypes.standard().of(Bean.class).nameOf((Field<Base, ?>) Base::getTitle));
  }

  @Test
  void gettersAndFluentAccessorsOfClasses() {
    assertEquals("is_open", name(Bean.class, Bean::isOpen));
    assertEquals("fluent", name(Bean.class, Bean::fluent));
  }

  record Offer(String price, int count) {
    BigDecimal getPrice() {
      return new BigDecimal(price);
    }

    boolean isCount() {
      return count > 0;
    }

    long total() {
      return count;
    }
  }

  static class Person {
    private String name = "";
    private String age = "";
    private @Nullable String nick;

    public CharSequence getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public int getAge() {
      return Integer.parseInt(age);
    }

    @JsonSetter
    public void setAge(String age) {
      this.age = age;
    }

    public Optional<String> getNick() {
      return Optional.ofNullable(nick);
    }

    @JsonSetter
    public void setNick(@Nullable String nick) {
      this.nick = nick;
    }
  }

  @Test
  void aMethodThatReturnsSomethingElseIsNoProperty() {
    for (Field<Offer, ?> derived :
        List.<Field<Offer, ?>>of(Offer::getPrice, Offer::isCount, Offer::total)) {
      assertThrows(IllegalArgumentException.class, () -> name(Offer.class, derived));
    }
    assertThrows(IllegalArgumentException.class, () -> name(Person.class, Person::getAge));
    assertEquals("name", name(Person.class, Person::getName));
  }

  @Test
  void anOptionalGetterOverAFieldThatMayBeNull() throws Exception {
    Field<Person, Optional<String>> nick = Person::getNick;
    assertNull(FieldReference.of(nick).asReturned(null, false));
    assertEquals(Optional.empty(), FieldReference.of(nick).asReturned(null, true));
    assertEquals(Optional.of("Al"), FieldReference.of(nick).asReturned("Al", false));
    var seen = new LinkedHashSet<Optional<String>>();
    var model = new FakeModel("{\"name\":\"Al\",\"age\":\"7\",\"nick\":\"Ally\"}");
    SluiceClient.on(model, it -> it.model("m"))
        .extractPartial(Person.class, ask -> ask.user("Who?"))
        .forEach(it -> seen.add(it.get(nick)))
        .get(20, TimeUnit.SECONDS);
    assertTrue(seen.contains(Optional.of("Ally")), seen.toString());
  }

  @Test
  void propertyThatAVariantHas() {
    assertEquals("surface", name(Shape.class, Shape::area));
  }

  @Test
  void whatNamesNoPropertyIsRefused() {
    assertRefused(
        "FieldTest.Product::shout is no property of Product in its schema; it has: name, b, a, tags,"
            + " isNew",
        Product::shout);
    assertRefused(
        "Object::toString is no property of Product in its schema; it has: name, b, a, tags, isNew",
        Object::toString);
    String lambda =
        "A field is named by a method reference such as Product::name; a lambda or another function"
            + " names none";
    assertRefused(lambda, product -> product.name());
    assertRefused(lambda, Product::describe);
    var other = new Product("bound", 1, 2, List.of(), false);
    assertRefused(lambda, other::with);
  }

  @Test
  void aReferenceToAnotherClassIsRefused() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                OutputTypes.standard()
                    .of(Product.class)
                    .nameOf((Field<Shape.Square, ?>) Shape.Square::side));
    assertEquals(
        "FieldTest.Shape.Square::side is no property of Product in its schema; it has: name, b, a,"
            + " tags, isNew",
        thrown.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> OutputTypes.standard().of(Product.class).nameOf("name"));
  }

  private static <T> String name(Class<T> type, Field<T, ?> field) {
    String first = OutputTypes.standard().of(type).nameOf(field);
    assertEquals(first, OutputTypes.standard().of(type).nameOf(field));
    return first;
  }

  private static void assertRefused(String message, Field<Product, ?> field) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> OutputTypes.standard().of(Product.class).nameOf(field));
    assertEquals(message, thrown.getMessage());
  }
}
