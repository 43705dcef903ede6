package dev.sluice.examples.java;

import static dev.sluice.examples.java.Provider.GPT;

import dev.sluice.client.OpenAIClient;
import dev.sluice.client.SluiceClient;
import dev.sluice.openai.ChatCompletion;
import java.util.concurrent.CompletableFuture;

/** Asks about several texts at the same time: together they take as long as the slowest of them. */
public final class ConcurrentRequests {
  public static void main(String[] arguments) {
    var reviews = Inputs.text("reviews.txt").lines().filter(line -> !line.isBlank()).toList();
    try (var openai = Provider.openAi()) {
      var asked = reviews.stream().map(review -> summarise(openai, review)).toList();
      var summaries = SluiceClient.allOf(asked).join();

      for (int i = 0; i < reviews.size(); i++) {
        var summary = summaries.get(i).getText();
        System.out.printf("Review: %s%nIn short: %s%n%n", reviews.get(i), summary);
      }
    }
  }

  private static CompletableFuture<ChatCompletion> summarise(OpenAIClient openai, String text) {
    var prompt = "Summarise in one sentence:\n\n" + text;
    return openai.chat().completions().create(ask -> ask.model(GPT).user(prompt));
  }

  private ConcurrentRequests() {}
}
