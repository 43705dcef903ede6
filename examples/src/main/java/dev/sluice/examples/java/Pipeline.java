package dev.sluice.examples.java;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.client.OutcomeStream;
import dev.sluice.client.SluiceClient;
import dev.sluice.extraction.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two stages: a cheap model finds the names in every article, a strong one reads only those about
 * companies, with what was found.
 */
public final class Pipeline {
  /** What the first stage finds, quickly and cheaply. */
  record Entities(List<String> companies, List<String> people, List<String> dates) {}

  /** A company, and its part in what happened. */
  record EnrichedCompany(
      String name,
      @JsonPropertyDescription("acquirer, target, advisor, investor, partner or the like")
          String roleInDocument,
      @Nullable Double mentionedAmount) {}

  /** What the second stage makes of an article and its entities. */
  record EnrichedDocument(
      List<EnrichedCompany> companies, String eventType, @Nullable String eventDate) {}

  public static void main(String[] arguments) {
    var articles = Inputs.paragraphs(Inputs.text("news.txt"));
    try (var provider = Provider.connect()) {
      var cheap =
          SluiceClient.on(provider.client(), it -> it.model(provider.model()).maxTokens(512));
      var strong =
          SluiceClient.on(
              provider.client(), it -> it.model(provider.strongModel()).maxTokens(1024));

      var found =
          cheap.extractAll(
              Entities.class,
              articles,
              8,
              (article, ask) ->
                  ask.user("Extract all companies, people and dates from:\n\n" + article));
      var worthIt =
          found.toList().join().stream()
              .filter(
                  article ->
                      article instanceof Outcome.Success<String, Entities> read
                          && !read.getValue().companies().isEmpty())
              .toList();
      var enriched =
          strong.extractAll(
              EnrichedDocument.class,
              worthIt,
              2,
              (article, ask) -> {
                var known = article.getOrThrow();
                ask.user(
                    "Document: %s%n%nKnown entities: companies=%s, people=%s"
                        .formatted(article.getInput(), known.companies(), known.people()));
                ask.user("Now extract enriched company details and the event type.");
              });
      enriched.forEach(Pipeline::show).join();
      showCost(provider.model(), found, articles.size());
      showCost(provider.strongModel(), enriched, articles.size());
    }
  }

  private static void show(Outcome<?, EnrichedDocument> outcome) {
    var document = outcome.getOrNull();
    if (document == null) {
      System.out.printf("No answer: %s%n%n", outcome.errorOrNull());
      return;
    }
    System.out.printf(
        "%s, %s%n",
        document.eventType(), requireNonNullElse(document.eventDate(), "no date given"));
    for (var company : document.companies()) {
      var amount = company.mentionedAmount();
      System.out.printf(
          "  %s: %s%s%n",
          company.name(),
          company.roleInDocument(),
          amount == null ? "" : ", %,.0f".formatted(amount));
    }
    System.out.println();
  }

  private static void showCost(String model, OutcomeStream<?, ?> stage, int articles) {
    var end = stage.progress().last().join();
    System.out.printf(
        "%s: %d tokens for %d of %d articles%n",
        model, end.getUsage().getTotalTokens(), end.getDone(), articles);
  }

  private Pipeline() {}
}
