package dev.sluice.examples.java;

import dev.sluice.client.SluiceClient;

/** Asks about several texts at the same time: together they take as long as the slowest of them. */
public final class ConcurrentRequests {
  public static void main(String[] arguments) {
    var reviews = Inputs.text("reviews.txt").lines().toList();
    try (var openai = Provider.openAi()) {
      var asked =
          reviews.stream()
              .map(
                  review ->
                      openai
                          .chat()
                          .completions()
                          .create(
                              ask ->
                                  ask.model(Provider.GPT)
                                      .user("Summarise in one sentence:\n\n" + review)))
              .toList();
      var answers = SluiceClient.allOf(asked).join();

      for (int i = 0; i < reviews.size(); i++) {
        System.out.printf("Review: %s%nIn short: %s%n%n", reviews.get(i), answers.get(i).getText());
      }
    }
  }

  private ConcurrentRequests() {}
}
