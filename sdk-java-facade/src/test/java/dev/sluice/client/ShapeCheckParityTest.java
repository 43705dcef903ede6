package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.sluice.errors.SluiceException;
import dev.sluice.extraction.InvalidOutputException;
import dev.sluice.schema.ShapeCheckCases;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The core's table of answers and what is wrong with them holds for Java's types too. */
class ShapeCheckParityTest {
  enum Color {
    RED,
    GREEN,
    DARK_BLUE
  }

  record Person(
      String name, int age, double size, boolean member, @Nullable String nickname, Color color) {}

  record Team(List<Member> members, Map<String, Integer> scores) {
    record Member(String name, int points) {}
  }

  sealed interface Shape {
    @JsonTypeName("circle")
    record Circle(double radius) implements Shape {}

    @JsonTypeName("square")
    record Square(double side) implements Shape {}
  }

  record Node(String label, List<Node> children) {}

  record Rated(
      @Min(1) @Max(5) int stars,
      @Size(min = 3, max = 6) String title,
      @Pattern(regexp = "^[a-z]+$") String code,
      @Size(min = 1, max = 3) List<String> tags) {}

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "Person", Person.class,
          "Team", Team.class,
          "Shape", Shape.class,
          "Node", Node.class,
          "Rated", Rated.class);

  @TestFactory
  Stream<DynamicTest> theTypesHaveTheSameSchema() {
    return ShapeCheckCases.types.entrySet().stream()
        .map(
            it ->
                dynamicTest(
                    it.getKey(),
                    () -> {
                      var type = OutputTypes.standard().of(TYPES.get(it.getKey()));
                      assertEquals(it.getValue(), type.getSchema().toString());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> theSameIsWrongWithTheSameAnswers() {
    return ShapeCheckCases.cases.stream()
        .map(
            it ->
                dynamicTest(
                    it.getType() + " " + it.getJson(),
                    () -> assertEquals(it.getViolations(), violations(it))));
  }

  /** A type that is no object travels in an envelope, which paths do not show. */
  private static List<String> violations(ShapeCheckCases.Case asked) {
    boolean isWrapped = asked.getType().equals("Shape");
    String answer = isWrapped ? "{\"value\":" + asked.getJson() + "}" : asked.getJson();
    var sluice = SluiceClient.on(new FakeModel(answer), it -> it.model("fake-1").attempts(1));
    try {
      sluice.extract(TYPES.get(asked.getType()), ask -> ask.user("?")).join();
      return List.of();
    } catch (CompletionException e) {
      var invalid = assertInstanceOf(InvalidOutputException.class, SluiceException.from(e));
      return invalid.getViolations().stream()
          .map(it -> it.getPath() + ": " + it.getMessage())
          .toList();
    }
  }
}
