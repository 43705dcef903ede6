package dev.sluice.examples.java;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.sluice.client.SluiceClient;
import dev.sluice.client.Validators;
import dev.sluice.errors.SluiceException;
import dev.sluice.extraction.Attempt;
import dev.sluice.extraction.InvalidOutputException;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Sends an answer back that breaks a rule, with what is wrong with it, and shows what each attempt
 * looked like.
 */
public final class Validation {
  private static final int LINE = 40;
  private static final int ROOM = 120;

  /**
   * A text in short, for a notice board: its points are three at most, which the model is told, and
   * its headline fits in a line.
   */
  record Notice(String headline, @Size(max = 3) List<String> keyPoints, String summary) {
    Notice {
      if (headline.length() > LINE) {
        throw new IllegalArgumentException(
            "headline must have at most " + LINE + " characters, has " + headline.length());
      }
    }
  }

  public static void main(String[] arguments) {
    var text = Inputs.text("product.txt");
    try (var provider = Provider.connect()) {
      var sluice =
          SluiceClient.on(provider.client(), it -> it.model(provider.model()).maxTokens(1024));
      attempts(sluice, text).forEach(Validation::show);
    }
  }

  private static List<Attempt> attempts(SluiceClient sluice, String text) {
    try {
      var extraction =
          sluice
              .extractDetailed(
                  Notice.class,
                  ask ->
                      ask.user("Write a notice about this text:\n\n" + text)
                          // A check of our own, whose stage may take its time: to ask a database.
                          .validate(
                              Validators.async(
                                  (notice, scope) -> {
                                    int length = notice.summary().length();
                                    if (length > ROOM) {
                                      scope.reject(
                                          Notice::summary,
                                          "must have at most "
                                              + ROOM
                                              + " characters, has "
                                              + length);
                                    }
                                    return completedFuture(null);
                                  })))
              .join();
      show(extraction.getValue());
      return extraction.getAttempts();
    } catch (CompletionException e) {
      if (!(SluiceException.from(e) instanceof InvalidOutputException invalid)) throw e;
      System.out.println("No attempt was valid.");
      return invalid.getAttempts();
    }
  }

  private static void show(Notice notice) {
    System.out.println(notice.headline());
    notice.keyPoints().forEach(it -> System.out.println("- " + it));
    System.out.println(notice.summary());
  }

  private static void show(Attempt attempt) {
    System.out.printf(
        "Attempt %d (%d tokens): %s%n",
        attempt.getNumber(),
        attempt.getUsage().getTotalTokens(),
        attempt.getViolations().isEmpty() ? "accepted" : "rejected");
    attempt
        .getViolations()
        .forEach(it -> System.out.println("  " + it.getPath() + ": " + it.getMessage()));
  }

  private Validation() {}
}
