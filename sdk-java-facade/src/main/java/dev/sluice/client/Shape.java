package dev.sluice.client;

import dev.sluice.schema.EnumConstant;
import dev.sluice.schema.NumberPrecision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/** What Jackson takes for one Java type, before nullability and constraints of a place. */
sealed interface Shape {
  /** A string. It is atomic where the Java type is something that no prefix of it would be. */
  record Text(@Nullable String format, @Nullable String hint, boolean atomic) implements Shape {
    static final Text PLAIN = new Text(null, null, false);
    static final Text ATOMIC = new Text(null, null, true);

    static Text format(String format) {
      return new Text(format, null, true);
    }

    static Text hint(String hint) {
      return new Text(null, hint, true);
    }
  }

  /** A string of one character. */
  record Character() implements Shape {}

  /** A whole number of so many bits; of any size if there are none. */
  record Whole(int bits) implements Shape {}

  /** A number that may have a fraction. */
  record Fraction(NumberPrecision precision) implements Shape {}

  /** True or false. */
  record Truth() implements Shape {}

  /** Any JSON. */
  record Any() implements Shape {}

  /**
   * An enum's constants, by the names that Jackson reads, and the one that any other word means.
   */
  record Choice(List<EnumConstant> constants, @Nullable String fallback) implements Shape {}

  /** A list, a set or an array. Atomic unless a plain {@code List} can stand for it. */
  record Listing(JavaType items, boolean atomic) implements Shape {}

  /** A map. */
  record Mapping(JavaType keys, JavaType values) implements Shape {}

  /** An {@code Optional} or something like it: the same JSON, or null. */
  record Maybe(JavaType content) implements Shape {}

  /** A type that is built from one other value and travels as that. */
  record Wrapper(JavaType content) implements Shape {}

  /** An object with known properties, in declaration order. */
  record Bean(@Nullable String description, List<BeanProperty> properties) implements Shape {}

  /** One of several beans, told apart by a property. */
  record Union(@Nullable String description, String discriminator, List<Variant> variants)
      implements Shape {}

  /**
   * One bean of a {@link Union}.
   *
   * @param keepsTag whether it may have the property that tells it from others as one of its own
   */
  record Variant(String tag, JavaType type, boolean keepsTag) {}
}
