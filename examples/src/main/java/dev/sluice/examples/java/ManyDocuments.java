package dev.sluice.examples.java;

import dev.sluice.client.SluiceClient;
import dev.sluice.extraction.Outcome;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Summarises many documents, five at the same time, and shows how far it is. One that fails does
 * not lose the others.
 */
public final class ManyDocuments {
  /** What a document says, in short. */
  record Summary(String title, @Size(max = 3) List<String> keyPoints) {}

  public static void main(String[] arguments) {
    var documents = Inputs.paragraphs(Inputs.text("documents.txt"));
    try (var provider = Provider.connect()) {
      var sluice =
          SluiceClient.on(provider.client(), it -> it.model(provider.model()).maxTokens(1024));
      var outcomes =
          sluice.extractAll(
              Summary.class,
              documents,
              5,
              (document, ask) -> ask.user("Summarise:\n\n" + document));
      var shown = TerminalProgress.show("Summaries", outcomes.progress());
      var summaries = outcomes.toList().join();
      shown.join();
      summaries.forEach(ManyDocuments::show);
    }
  }

  private static void show(Outcome<String, Summary> outcome) {
    int number = outcome.getIndex() + 1;
    if (outcome instanceof Outcome.Failure<String, Summary> failure) {
      System.out.printf("%d. No summary: %s%n", number, failure.getError().getMessage());
      return;
    }
    var summary = outcome.getOrThrow();
    System.out.printf("%d. %s%n", number, summary.title());
    summary.keyPoints().forEach(point -> System.out.printf("   - %s%n", point));
  }

  private ManyDocuments() {}
}
