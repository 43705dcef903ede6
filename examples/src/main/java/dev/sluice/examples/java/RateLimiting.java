package dev.sluice.examples.java;

import dev.sluice.client.SluiceClient;
import dev.sluice.errors.ApiException;
import dev.sluice.limits.CallAttempt;
import dev.sluice.limits.CallListener;
import dev.sluice.limits.RateLimits;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Starts twenty requests at once, and keeps within what the provider allows. */
public final class RateLimiting {
  public static void main(String[] arguments) {
    var refusals = new AtomicInteger();
    var limits =
        new RateLimits.Builder()
            .requestsPerMinute(500)
            .tokensPerMinute(200_000L)
            .maxConcurrent(5)
            .build();
    var counting =
        new CallListener() {
          @Override
          public void onRetry(CallAttempt call, ApiException failure, long waitMillis) {
            refusals.incrementAndGet();
          }
        };

    try (var openai = Provider.openAiBuilder().rateLimiter(limits).listener(counting).build()) {
      var asked =
          IntStream.rangeClosed(1, 20)
              .mapToObj(
                  number ->
                      openai
                          .chat()
                          .completions()
                          .create(ask -> ask.model(Provider.GPT).user("Question " + number)))
              .toList();
      var answers = SluiceClient.allOf(asked).join();
      System.out.printf("Completed %d requests%n", answers.size());
      System.out.printf(
          "The server refused %s of them at first; they were made again when it allowed%n",
          refusals);
    }
  }

  private RateLimiting() {}
}
