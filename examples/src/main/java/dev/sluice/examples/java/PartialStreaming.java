package dev.sluice.examples.java;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.client.SluiceClient;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows an object while the model still writes it: each field from its first characters on. */
public final class PartialStreaming {
  /** A product, as a text describes it. */
  record ProductAnalysis(
      @JsonPropertyDescription("Step by step, before any verdict") String reasoning,
      String productName,
      @Size(max = 5) List<String> strengths,
      List<String> weaknesses,
      String verdict,
      @DecimalMin("0") @DecimalMax("10") @Nullable Double score) {
    ProductAnalysis {
      if (verdict.isBlank()) throw new IllegalArgumentException("a verdict is needed");
    }
  }

  public static void main(String[] arguments) {
    var text = Inputs.text("product.txt");
    try (var provider = Provider.connect()) {
      var sluice =
          SluiceClient.on(provider.client(), it -> it.model(provider.model()).maxTokens(1024));
      var screen = new FieldPrinter(System.out);
      sluice
          .extractPartial(
              ProductAnalysis.class,
              ask -> ask.user("Analyse this product for a developer audience:\n\n" + text))
          .forEach(
              partial -> {
                screen.text("reasoning", partial.text(ProductAnalysis::reasoning));
                screen.text("product", partial.text(ProductAnalysis::productName));
                screen.list("strengths", partial.get(ProductAnalysis::strengths));
                screen.list("weaknesses", partial.get(ProductAnalysis::weaknesses));
                screen.text("verdict", partial.text(ProductAnalysis::verdict));
                partial
                    .getExtraction()
                    .ifPresent(
                        whole -> {
                          var score = whole.getValue().score();
                          screen.text("score", requireNonNullElse(score, "none").toString());
                          screen.done(whole.getUsage());
                        });
              })
          .join();
    }
  }

  private PartialStreaming() {}
}
