package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.schema.Violation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Digits;
import java.io.File;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Jakarta Validation finds, by the names on the wire. */
class ValidationTest {
  private static final String TOO_LONG = "at most two digits behind the point";

  record Line(
      @JsonProperty("unit_price") @Digits(integer = 9, fraction = 2, message = TOO_LONG)
          BigDecimal price) {}

  record Order(
      @JsonProperty("lines_of_order") List<@Valid Line> lines,
      Map<String, @Valid Line> extra,
      Set<@Digits(integer = 9, fraction = 2, message = TOO_LONG) BigDecimal> set,
      @Valid Line main,
      Line unchecked) {
    @AssertTrue(message = "is not complete")
    @com.fasterxml.jackson.annotation.JsonIgnore
    public boolean isComplete() {
      return false;
    }
  }

  private static final Line BAD = new Line(new BigDecimal("1.234"));

  @Test
  void pathsOfViolations() {
    var order =
        new Order(List.of(BAD), Map.of("a b", BAD), Set.of(new BigDecimal("0.001")), BAD, BAD);
    assertEquals(
        List.of(
            "$.complete: is not complete (was: false)",
            "$.extra['a b'].unit_price: " + TOO_LONG + " (was: 1.234)",
            "$.lines_of_order[0].unit_price: " + TOO_LONG + " (was: 1.234)",
            "$.main.unit_price: " + TOO_LONG + " (was: 1.234)",
            "$.set: " + TOO_LONG + " (was: 0.001)"),
        OutputTypes.standard().of(Order.class).validate(order).stream()
            .map(Violation::toString)
            .toList());
  }

  @Test
  void elementsOfContainersAtTheRoot() {
    var type = OutputTypes.standard().of(new TypeRef<Map<String, List<Line>>>() {});
    assertEquals(
        List.of("$.k[1].unit_price: " + TOO_LONG + " (was: 1.234)"),
        type.validate(Map.of("k", List.of(new Line(BigDecimal.ONE), BAD))).stream()
            .map(Violation::toString)
            .toList());
  }

  sealed interface Paid {
    record Cash(
        @Digits(integer = 1, fraction = 0, message = TOO_LONG) @JsonProperty("sum")
            BigDecimal amount)
        implements Paid {}
  }

  @Test
  void variantsOfASealedType() {
    assertEquals(
        List.of("$.sum: " + TOO_LONG + " (was: 12)"),
        OutputTypes.standard()
            .of(Paid.class)
            .validate(new Paid.Cash(BigDecimal.valueOf(12)))
            .stream()
            .map(Violation::toString)
            .toList());
  }

  /** Runs in a world without a validation provider. */
  static final class WithoutProvider {
    private WithoutProvider() {}

    public static String run() {
      var type = OutputTypes.standard().of(Line.class);
      return BeanValidation.provided() + " " + type.getSchema() + " " + type.validate(BAD);
    }
  }

  @Test
  void worksWithoutAProvider() throws Exception {
    assertNotNull(BeanValidation.provided());
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(it -> !it.contains("hibernate-validator"))
            .map(ValidationTest::url)
            .toArray(URL[]::new);
    try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      var run = loader.loadClass(WithoutProvider.class.getName()).getMethod("run");
      run.setAccessible(true);
      assertEquals(
          "null {\"type\":\"object\",\"properties\":{\"unit_price\":{\"type\":\"number\"}},"
              + "\"required\":[\"unit_price\"]} []",
          run.invoke(null));
    }
  }

  private static URL url(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
