package dev.sluice.client;

import dev.sluice.schema.NumberPrecision;
import dev.sluice.schema.UnsupportedTypeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.TypeFactory;

/** The JDK's own types and Jackson's trees, whose JSON is known by name. */
final class KnownTypes {
  private static final Map<Class<?>, Shape> SHAPES = new HashMap<>();

  static {
    all(Shape.Text.PLAIN, String.class, CharSequence.class);
    all(Shape.Text.ATOMIC, StringBuilder.class, StringBuffer.class, char[].class);
    all(Shape.Text.hint("Base64"), byte[].class);
    all(new Shape.Character(), char.class, Character.class);
    all(new Shape.Whole(8), byte.class, Byte.class);
    all(new Shape.Whole(16), short.class, Short.class);
    all(new Shape.Whole(32), int.class, Integer.class, AtomicInteger.class);
    all(new Shape.Whole(64), long.class, Long.class, AtomicLong.class);
    all(new Shape.Whole(0), BigInteger.class);
    all(new Shape.Fraction(NumberPrecision.FLOAT), float.class, Float.class);
    all(new Shape.Fraction(NumberPrecision.DOUBLE), double.class, Double.class, Number.class);
    all(new Shape.Fraction(NumberPrecision.EXACT), BigDecimal.class);
    all(new Shape.Truth(), boolean.class, Boolean.class, AtomicBoolean.class);
    all(new Shape.Any(), Object.class, JsonNode.class);
    all(Shape.Text.format("date-time"), Instant.class, OffsetDateTime.class);
    all(Shape.Text.format("date"), LocalDate.class);
    all(Shape.Text.format("duration"), Duration.class, Period.class);
    all(Shape.Text.format("uuid"), UUID.class);
    all(Shape.Text.format("uri"), URI.class, URL.class);
    // JSON Schema's date-time and time need an offset, which these refuse.
    all(
        Shape.Text.hint("ISO 8601 date and time without offset, like 2026-01-31T09:30:00"),
        LocalDateTime.class);
    all(Shape.Text.hint("ISO 8601 time without offset, like 09:30:00"), LocalTime.class);
    all(Shape.Text.hint("ISO 8601 month, like 2026-01"), YearMonth.class);
    all(new Shape.Maybe(type(int.class)), OptionalInt.class);
    all(new Shape.Maybe(type(long.class)), OptionalLong.class);
    all(new Shape.Maybe(type(double.class)), OptionalDouble.class);
    all(new Shape.Mapping(type(String.class), type(Object.class)), ObjectNode.class);
    all(new Shape.Listing(type(Object.class), true), ArrayNode.class);
  }

  private KnownTypes() {}

  static @Nullable Shape shape(Class<?> type) {
    return SHAPES.get(type);
  }

  /** Types that Jackson might read and that no answer should be made of. */
  static void refuse(JavaType type, String path) {
    Class<?> raw = type.getRawClass();
    String name = raw.getSimpleName();
    if (raw == Class.class) {
      throw new UnsupportedTypeException(path, "a model must not choose a Java class");
    }
    if (raw == void.class || raw == Void.class) {
      throw new UnsupportedTypeException(path, name + " has nothing that a model could say");
    }
    if (Iterator.class.isAssignableFrom(raw) || BaseStream.class.isAssignableFrom(raw)) {
      throw new UnsupportedTypeException(path, name + " is read once; use a List");
    }
    if (JsonNode.class.isAssignableFrom(raw)) {
      throw new UnsupportedTypeException(path, "use JsonNode, ObjectNode or ArrayNode");
    }
    if (Map.Entry.class.isAssignableFrom(raw)) {
      throw new UnsupportedTypeException(path, "use a record of a key and a value");
    }
  }

  private static void all(Shape shape, Class<?>... types) {
    for (Class<?> type : types) SHAPES.put(type, shape);
  }

  private static JavaType type(Class<?> type) {
    return TypeFactory.createDefaultInstance().constructType(type);
  }
}
