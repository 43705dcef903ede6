package dev.sluice.examples.java;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.client.SluiceClient;

/** Shows the reasoning while it is thought, then the verdict. */
public final class ChainOfThought {
  /** How sure a diagnosis is. */
  enum Confidence {
    LOW,
    MEDIUM,
    HIGH
  }

  /** Fields are written in this order, so that the model thinks before it concludes. */
  record Diagnosis(
      @JsonPropertyDescription("Step-by-step analysis of the symptoms before reaching a conclusion")
          String reasoning,
      String likelyCause,
      Confidence confidence,
      String recommendedAction,
      boolean escalateToHuman) {}

  public static void main(String[] arguments) {
    var symptoms = Inputs.text("incident.txt");
    try (var provider = Provider.connect()) {
      var sluice =
          SluiceClient.on(provider.client(), it -> it.model(provider.model()).maxTokens(1024));
      var screen = new FieldPrinter(System.out);
      sluice
          .extractPartial(Diagnosis.class, ask -> ask.user(symptoms))
          .forEach(
              partial -> {
                screen.text("reasoning", partial.text(Diagnosis::reasoning));
                partial.getValue().ifPresent(ChainOfThought::show);
              })
          .join();
    }
  }

  private static void show(Diagnosis verdict) {
    System.out.printf(
        "%n%nLikely cause (confidence %s): %s%n", verdict.confidence(), verdict.likelyCause());
    System.out.printf("Recommended: %s%n", verdict.recommendedAction());
    System.out.println(
        verdict.escalateToHuman() ? "A human should look at it." : "No human is needed.");
  }

  private ChainOfThought() {}
}
