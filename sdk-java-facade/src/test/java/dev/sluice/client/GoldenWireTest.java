package dev.sluice.client;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.sluice.GoldenWire;
import dev.sluice.testing.ScriptedServer;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Java's records put the same on the wire as Kotlin's classes of the same shape. */
class GoldenWireTest {
  enum Stance {
    @JsonPropertyDescription("likes it")
    FOR,
    AGAINST
  }

  @JsonClassDescription("What a review says")
  record FlatReview(
      @JsonPropertyDescription("Step by step, before any verdict") String reasoning,
      @JsonProperty("product_name") @Size(max = 40) String productName,
      @Size(max = 5) List<String> strengths,
      Stance stance,
      boolean isVerified,
      int reviews,
      @DecimalMin("0") @DecimalMax("10") @Nullable Double score) {}

  record Buyer(String name, @Nullable String email) {}

  record OrderLine(String article, @Min(1) int count) {}

  record NestedOrder(
      @JsonPropertyDescription("Who pays") Buyer buyer,
      @JsonPropertyDescription("Who receives it, if somebody else") @Nullable Buyer receiver,
      List<OrderLine> lines,
      Map<String, String> notes) {}

  record RecursiveTopic(String title, List<RecursiveTopic> parts) {}

  sealed interface SealedPayment {
    @JsonTypeName("card")
    record Card(String number, String holder) implements SealedPayment {}

    @JsonTypeName("transfer")
    record Transfer(String iban, @Nullable String reference) implements SealedPayment {}
  }

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "FLAT", FlatReview.class,
          "NESTED", NestedOrder.class,
          "RECURSIVE", RecursiveTopic.class,
          "SEALED", SealedPayment.class);

  @TestFactory
  Stream<DynamicTest> theWireIsKotlins() {
    return Arrays.stream(Wire.values())
        .flatMap(
            wire ->
                GoldenWire.answers.keySet().stream()
                    .map(
                        shape ->
                            DynamicTest.dynamicTest(
                                wire + " " + shape, () -> compare(wire, shape))));
  }

  private static void compare(Wire wire, String shape) {
    var answers = GoldenWire.answers.get(shape);
    try (var server = ScriptedServer.start();
        var client = wire.client(server)) {
      server.enqueue(wire.says(answers.getFirst()), wire.says(answers.getSecond()));
      wire.sluice(client)
          .extract(
              TYPES.get(shape),
              ask -> ask.model("model-1").maxTokens(500).user("What does it say?"))
          .join();
      var sent = Stream.generate(() -> server.takeRequest().getBodyText()).limit(2).toList();
      GoldenWire.check(wire.name(), shape, sent);
    }
  }
}
