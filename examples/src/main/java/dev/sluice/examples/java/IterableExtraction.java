package dev.sluice.examples.java;

import static java.util.Objects.requireNonNullElse;

import dev.sluice.client.SluiceClient;
import org.jspecify.annotations.Nullable;

/** Reads all jobs off a page and shows each as soon as the model has written it. */
public final class IterableExtraction {
  /** A job that a page offers. */
  record JobListing(
      String title, String department, String location, @Nullable String salaryRange) {}

  public static void main(String[] arguments) {
    var page = Inputs.text("jobs.txt");
    try (var provider = Provider.connect()) {
      var sluice =
          SluiceClient.on(provider.client(), it -> it.model(provider.model()).maxTokens(1024));
      sluice
          .extractEach(JobListing.class, ask -> ask.user("Extract all job listings:\n\n" + page))
          .forEach(
              job ->
                  System.out.printf(
                      "%s — %s, %s, %s%n",
                      job.title(),
                      job.department(),
                      job.location(),
                      requireNonNullElse(job.salaryRange(), "no salary given")))
          .join();
    }
  }

  private IterableExtraction() {}
}
