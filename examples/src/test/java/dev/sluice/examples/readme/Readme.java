package dev.sluice.examples.readme;

import dev.sluice.client.AnthropicClient;
import dev.sluice.client.OpenAIClient;
import dev.sluice.client.Partial;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.SluiceStream;
import dev.sluice.client.Validators;
import dev.sluice.limits.CallLog;
import dev.sluice.limits.RateLimits;
import dev.sluice.openai.ChatCompletion;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The README's Java, so that it compiles; ReadmeTest compares the two. */
final class Readme {
  record ProductAnalysis(
      String reasoning,
      String productName,
      @Size(max = 5) List<String> strengths,
      List<String> weaknesses,
      String verdict,
      @DecimalMin("0") @DecimalMax("10") @Nullable Double score) {}

  record JobListing(String title) {}

  record Summary(String title) {}

  record Ticket(String subject) {}

  static void java(String text, String page, List<String> documents) {
    try (var claude = AnthropicClient.fromEnvironment()) {
      var sluice =
          SluiceClient.on(claude, defaults -> defaults.model("claude-haiku-4-5").maxTokens(1024));

      CompletableFuture<ProductAnalysis> whole =
          sluice.extract(ProductAnalysis.class, ask -> ask.user(text));

      sluice
          .extractPartial(ProductAnalysis.class, ask -> ask.user(text))
          .forEach(partial -> show(partial.get(ProductAnalysis::productName)))
          .join();

      SluiceStream<JobListing> jobs = sluice.extractEach(JobListing.class, ask -> ask.user(page));
      jobs.forEach(job -> show(job.title())).join();

      sluice
          .extractAll(
              Summary.class, documents, 50, (document, ask) -> ask.user("Summarise:\n" + document))
          .forEach(outcome -> show(outcome.getIndex() + ": " + outcome.getOrNull()))
          .join();

      show(whole.join().verdict());
    }
  }

  static void asking(SluiceClient sluice, String text, Set<String> subjects) {
    var sorted =
        sluice
            .extractDetailed(
                Ticket.class,
                ask ->
                    ask.system("You sort the messages of customers.")
                        .user(text)
                        .attempts(2)
                        .tokenBudget(20_000L)
                        .validate(
                            Validators.of(
                                (ticket, scope) -> {
                                  if (!subjects.contains(ticket.subject()))
                                    scope.reject(Ticket::subject, "must be one of " + subjects);
                                })))
            .join();
    show(sorted.getValue() + ": " + sorted.getUsage() + ", " + sorted.getRequestIds());

    sluice
        .extractPartial(ProductAnalysis.class, ask -> ask.user(text))
        .onComplete(ProductAnalysis::productName, name -> show("pictures of " + name))
        .forEach(
            partial -> show(partial.getAttempt() + ": " + partial.text(ProductAnalysis::reasoning)))
        .join();

    show(sluice.explain(Ticket.class, ask -> ask.user(text)).toString());
  }

  static void blocking(SluiceClient sluice, String text) {
    try (Stream<Partial<ProductAnalysis>> partials =
        sluice.extractPartial(ProductAnalysis.class, ask -> ask.user(text)).stream()) {
      partials.forEach(partial -> show(partial.get(ProductAnalysis::productName)));
    }
  }

  static void clients(List<String> prompts) {
    var claude = AnthropicClient.fromEnvironment();
    var openai =
        OpenAIClient.builder()
            .fromEnvironment()
            .rateLimiter(
                new RateLimits.Builder()
                    .requestsPerMinute(500)
                    .tokensPerMinute(200_000L)
                    .maxConcurrent(50)
                    .build())
            .interceptors(
                List.of((request, next) -> next.proceed(request.withHeader("X-Team", "search"))))
            .listener(new CallLog(System.out::println))
            .build();

    var asked =
        prompts.stream()
            .map(
                prompt ->
                    openai.chat().completions().create(it -> it.model("gpt-4o-mini").user(prompt)))
            .toList();
    List<ChatCompletion> answers = SluiceClient.allOf(asked).join();
    openai.fineTuning().jobs().list(it -> it.limit(20)).forEach(job -> show(job.getId())).join();

    var hasty = openai.withOptions(it -> it.totalTimeout(Duration.ofSeconds(5)));
    var sluice =
        SluiceClient.on(
            openai.withFallback(claude, "claude-haiku-4-5"),
            it -> it.model("gpt-4o-mini").maxTokens(1024));
    show(answers + " " + hasty + " " + sluice);
  }

  private static void show(@Nullable String text) {
    System.out.println(text);
  }

  private Readme() {}
}
