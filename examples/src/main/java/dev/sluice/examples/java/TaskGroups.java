package dev.sluice.examples.java;

import static dev.sluice.examples.java.Provider.GPT;

import dev.sluice.client.SluiceClient;
import dev.sluice.errors.SluiceException;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Runs calls as a group: it has all their results, or the first failure, and then none of them is
 * still running.
 */
public final class TaskGroups {
  /** How a text speaks of a product. */
  record Opinion(String product, Sentiment sentiment) {}

  enum Sentiment {
    POSITIVE,
    MIXED,
    NEGATIVE
  }

  public static void main(String[] arguments) {
    var text = Inputs.text("product.txt");
    try (var openai = Provider.openAi()) {
      var sluice = SluiceClient.on(openai, it -> it.model(GPT));

      var prompt = "Summarise in one sentence:\n\n" + text;
      var summary = openai.chat().completions().create(ask -> ask.model(GPT).user(prompt));
      var opinion = sluice.extract(Opinion.class, ask -> ask.user(text));
      SluiceClient.allOf(List.of(summary, opinion)).join();
      System.out.println("Summary: " + summary.join().getText());
      System.out.println(
          "Opinion: " + opinion.join().product() + ", " + opinion.join().sentiment());

      var good = sluice.extract(Opinion.class, ask -> ask.user(text));
      var bad = sluice.extract(Opinion.class, ask -> ask.model("no-such-model").user(text));
      try {
        SluiceClient.allOf(List.of(good, bad)).join();
      } catch (CompletionException e) {
        // The other call was cancelled, and its connection closed.
        var failure = SluiceException.from(e);
        System.out.println("One failed, and so the group: " + failure.getMessage());
      }
    }
  }

  private TaskGroups() {}
}
