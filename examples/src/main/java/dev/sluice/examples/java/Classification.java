package dev.sluice.examples.java;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.client.SluiceClient;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.List;

/** Sorts a ticket into several categories at once, each with how sure the model is. */
public final class Classification {
  /** What a ticket may be about. */
  enum Category {
    BILLING,
    TECHNICAL,
    ACCOUNT,
    FEATURE_REQUEST,
    COMPLAINT
  }

  /** How soon somebody should look at it. */
  enum Urgency {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
  }

  /** One thing that a ticket is about. */
  record CategoryScore(
      Category category,
      @JsonPropertyDescription("Confidence score 0-1") @DecimalMin("0") @DecimalMax("1")
          double confidence) {}

  /** Everything that a ticket is about. */
  record TicketClassification(
      @JsonPropertyDescription(
              "All applicable categories with confidence scores, highest confidence first")
          List<CategoryScore> categories,
      Category primaryCategory,
      Urgency urgency,
      boolean needsHuman) {
    TicketClassification {
      var primary = primaryCategory;
      if (categories.stream().noneMatch(it -> it.category() == primary)) {
        throw new IllegalArgumentException("the primary category is none of the categories");
      }
    }
  }

  public static void main(String[] arguments) {
    var ticket = Inputs.text("ticket.txt");
    try (var provider = Provider.connect()) {
      var sluice =
          SluiceClient.on(provider.client(), it -> it.model(provider.model()).maxTokens(512));
      var result = sluice.extract(TicketClassification.class, ask -> ask.user(ticket)).join();

      System.out.printf(
          "Mostly %s, urgency %s, %s%n",
          result.primaryCategory(),
          result.urgency(),
          result.needsHuman() ? "needs a human" : "needs no human");
      for (var score : result.categories()) {
        System.out.printf("  %s: %d%%%n", score.category(), Math.round(score.confidence() * 100));
      }
    }
  }

  private Classification() {}
}
