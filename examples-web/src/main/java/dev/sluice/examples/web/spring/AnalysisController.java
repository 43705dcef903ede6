package dev.sluice.examples.web.spring;

import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import dev.sluice.client.OpenAIClient;
import dev.sluice.client.Partial;
import dev.sluice.client.SluiceClient;
import dev.sluice.examples.web.page.PageEvent;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the page asks for. A browser that leaves cancels the model's request: WebFlux sees to it.
 */
@RestController
final class AnalysisController {
  private static final Logger LOG = LoggerFactory.getLogger(AnalysisController.class);

  private static final String ANALYSE =
      "Analyse this product for someone who thinks of buying it:\n\n";
  private static final String SORT = "Sort this message of a customer:\n\n";

  private final SluiceClient sluice;
  private final OpenAIClient openai;
  private final String model;

  AnalysisController(
      SluiceClient sluice, OpenAIClient openai, @Value("${sluice.model}") String model) {
    this.sluice = sluice;
    this.openai = openai;
    this.model = model;
  }

  /** The object while the model writes it. */
  @PostMapping(path = "/analyse", produces = TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<String>> analyse(@RequestBody Asked asked) {
    var text = asked.checked();
    var partials =
        sluice.extractPartial(
            ProductAnalysis.class, ask -> ask.user(ANALYSE + text).partialIntervalMillis(50L));
    return events(Flux.from(partials).map(AnalysisController::eventOf));
  }

  /** The whole object at once. */
  @PostMapping("/tickets")
  CompletableFuture<Ticket> tickets(@RequestBody Asked asked) {
    var text = asked.checked();
    return sluice.extract(Ticket.class, ask -> ask.user(SORT + text));
  }

  /** Plain text, token by token. */
  @PostMapping(path = "/chat", produces = TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<String>> chat(@RequestBody Asked asked) {
    var text = asked.checked();
    var chunks = openai.chat().completions().stream(it -> it.model(model).user(text));
    return events(
        Flux.from(chunks)
            .map(it -> PageEvent.token(it.getText()))
            .concatWithValues(PageEvent.DONE));
  }

  private static PageEvent eventOf(Partial<ProductAnalysis> partial) {
    var json = partial.getJson().orElse(null);
    return partial
        .getExtraction()
        .map(it -> PageEvent.result(it, json))
        .orElseGet(() -> PageEvent.partial(partial.getAttempt(), json));
  }

  /** A failure is the last of the events, since the status has long been sent. */
  private static Flux<ServerSentEvent<String>> events(Flux<PageEvent> events) {
    return events
        .doOnError(failure -> LOG.warn("The model's answer failed", failure))
        .onErrorResume(failure -> Mono.just(PageEvent.failure(failure)))
        .map(it -> ServerSentEvent.builder(it.getData()).event(it.getName()).build());
  }
}
