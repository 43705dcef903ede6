package dev.sluice.examples.java;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.Validators;
import dev.sluice.extraction.SourceText;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Takes facts out of a text, each with its quotes. A quote that does not stand in the text is sent
 * back; the others are found there.
 */
public final class Citations {
  /** Something that a text says, with the words in which it says it. */
  record Fact(
      String fact,
      @Size(min = 1) @JsonPropertyDescription("Word for word from the text") List<String> quotes) {}

  /** What a text says. */
  record FactSheet(@Size(max = 5) List<Fact> facts) {}

  public static void main(String[] arguments) {
    var text = Inputs.text("product.txt");
    var source = new SourceText(text);
    try (var provider = Provider.connect()) {
      var sluice =
          SluiceClient.on(provider.client(), it -> it.model(provider.model()).maxTokens(1024));
      var sheet =
          sluice
              .extract(
                  FactSheet.class,
                  ask ->
                      ask.user(
                              "List the facts in this text, each with the words that say so:\n\n"
                                  + text)
                          .validate(Validators.quotedFrom(source, FactSheet::facts, Fact::quotes)))
              .join();
      for (Fact fact : sheet.facts()) {
        System.out.println(fact.fact());
        for (String quote : fact.quotes()) {
          for (var span : source.find(quote)) {
            var words = span.of(text).replaceAll("\\s+", " ");
            System.out.println("  at " + span.getStart() + ": “" + words + "”");
          }
        }
      }
    }
  }

  private Citations() {}
}
