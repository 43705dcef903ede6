package dev.sluice.examples.java;

import static dev.sluice.examples.java.Provider.GPT;

import dev.sluice.client.OpenAIClient;
import dev.sluice.errors.ApiConnectionException;
import dev.sluice.errors.ApiStatusException;
import dev.sluice.errors.InvalidRequestException;
import dev.sluice.errors.NotFoundException;
import dev.sluice.errors.RateLimitException;
import dev.sluice.errors.SluiceException;
import dev.sluice.limits.RetryPolicy;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong has a class of its own, with what the provider said. What may pass by itself
 * was tried again before you see it.
 */
public final class ErrorHandling {
  public static void main(String[] arguments) {
    try (var openai = Provider.openAi()) {
      System.out.println(hello(openai, GPT, null));
      System.out.println(hello(openai, "no-such-model", null));
      System.out.println(hello(openai, GPT, 0));
      System.out.println(hello(openai, "", null));
    }

    var nowhere =
        OpenAIClient.builder()
            .apiKey("none")
            .baseUrl("http://127.0.0.1:1")
            .retries(RetryPolicy.NEVER)
            .build();
    try (nowhere) {
      System.out.println(hello(nowhere, GPT, null));
    }
  }

  private static String hello(OpenAIClient openai, String model, @Nullable Integer limit) {
    var completions = openai.chat().completions();
    try {
      return completions
          .create(ask -> ask.model(model).maxCompletionTokens(limit).user("Hello!"))
          .join()
          .getText();
    } catch (CompletionException e) {
      return explain(SluiceException.from(e));
    } catch (InvalidRequestException e) {
      return "Nothing was sent: " + e.getMessage();
    }
  }

  private static String explain(SluiceException failure) {
    if (failure instanceof RateLimitException e) {
      return "Too many requests, try again in %d ms: %s"
          .formatted(e.getRetryAfterMillis(), e.getMessage());
    }
    if (failure instanceof NotFoundException e) {
      return "There is no such thing (%s): %s".formatted(e.getCode(), e.getMessage());
    }
    if (failure instanceof ApiStatusException e) {
      return "The provider refused with status %d, for %s: %s"
          .formatted(e.getStatus(), e.getParam(), e.getMessage());
    }
    if (failure instanceof ApiConnectionException e) {
      return "The provider was not reached: " + e.getMessage();
    }
    throw failure;
  }

  private ErrorHandling() {}
}
