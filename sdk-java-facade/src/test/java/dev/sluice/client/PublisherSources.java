package dev.sluice.client;

import static dev.sluice.client.CountedAnswers.order;

import dev.sluice.anthropic.MessageRequest;
import dev.sluice.extraction.ElementEvent;
import dev.sluice.extraction.Progress;
import dev.sluice.model.ModelReply;
import dev.sluice.model.ModelRequest;
import dev.sluice.testing.Gate;
import dev.sluice.testing.ScriptedServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.flow.FlowKt;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

/** Each kind of publisher that there is, with as many values as a test wants. */
final class PublisherSources implements AutoCloseable {
  record Note(String title) {}

  private static final String NOTE = "{\"title\":\"a\"}";
  private static final int CONCURRENCY = 4;

  /** So many calls run without an end that no input of a test waits for one. */
  private static final int ENDLESS_CALLS = 1_000;

  private final CountedAnswers answers = new CountedAnswers();
  final ScriptedServer server = new ScriptedServer.Builder().handler(answers).start();
  private final Calls calls = new Calls(null);
  private final Map<String, String> kept = new ConcurrentHashMap<>();
  final TestClients clients = new TestClients(server);
  private final boolean isClosed;

  private PublisherSources(boolean isClosed) {
    this.isClosed = isClosed;
    if (isClosed) close();
  }

  static PublisherSources open() {
    return new PublisherSources(false);
  }

  /** Those of clients that are closed: they fail without being asked for a value. */
  static PublisherSources closed() {
    return new PublisherSources(true);
  }

  @Override
  public void close() {
    calls.close();
    clients.close();
    server.close();
  }

  SluiceStream<Long> numbers(long count) {
    Iterable<Long> numbers = () -> LongStream.range(0, count).iterator();
    return calls.stream(FlowKt.asFlow(numbers));
  }

  SluiceClient sluice() {
    return SluiceClient.on(clients.openai, it -> it.model("gpt-4o-mini"));
  }

  /** What the model says grows when the reader has had what was there: no partial is left out. */
  Publisher<Partial<Note>> partials(long count, boolean isTelling) {
    if (count < 2 || isClosed) return telling(onePartial(), isTelling);
    return subscriber -> {
      var gate = new Gate();
      var stream =
          sluice()
              .extractPartial(Note.class, ask -> ask.user(answers.order("partials", count, gate)));
      Follower.follow(telling(stream, isTelling), subscriber, taken -> gate.letThrough());
    };
  }

  private static PartialStream<Note> telling(PartialStream<Note> stream, boolean isTelling) {
    return isTelling ? stream.onComplete(Note::title, it -> {}) : stream;
  }

  /** An answer that is known already shows at once, as a whole. */
  private PartialStream<Note> onePartial() {
    var cache =
        new ResponseCache() {
          @Override
          public CompletionStage<@Nullable String> get(String key) {
            return CompletableFuture.completedFuture(NOTE);
          }

          @Override
          public CompletionStage<?> put(String key, String answer) {
            return CompletableFuture.completedFuture(kept.put(key, answer));
          }
        };
    return SluiceClient.builder(clients.openai)
        .defaults(it -> it.model("gpt-4o-mini"))
        .cache(cache)
        .build()
        .extractPartial(Note.class, ask -> ask.user("?"));
  }

  SluiceStream<Note> elements(long count) {
    return sluice().extractEach(Note.class, ask -> ask.user(order("elements", count)));
  }

  /** The last event is the end of the list. */
  SluiceStream<ElementEvent<Note>> elementEvents(long count) {
    String order = order("elements", Math.max(count - 1, 0));
    return sluice().extractEachDetailed(Note.class, ask -> ask.user(order));
  }

  OutcomeStream<Long, Note> outcomes(long count) {
    Iterable<Long> inputs = () -> LongStream.range(0, count).iterator();
    return answering(
            new FakeModel() {
              @Override
              public Object complete(ModelRequest request, Continuation<? super ModelReply> call) {
                return reply(NOTE);
              }
            })
        .extractAll(Note.class, inputs, CONCURRENCY, (input, ask) -> ask.user("" + input));
  }

  private SluiceClient answering(FakeModel model) {
    return isClosed ? sluice() : SluiceClient.on(model, it -> it.model("m"));
  }

  /**
   * The begin, an input that is taken for each value that the reader has had, and the end: no
   * change is left out.
   */
  Publisher<Progress> progress(long count) {
    var endless =
        answering(
            new FakeModel() {
              @Override
              public Object complete(ModelRequest request, Continuation<? super ModelReply> call) {
                return DelayKt.awaitCancellation(call);
              }
            });
    if (count < 2 || isClosed) return lastProgress(endless);
    return subscriber -> {
      Sinks.Many<Long> inputs = Sinks.many().unicast().onBackpressureBuffer();
      var outcomes =
          endless.<Long, Note>extractAll(
              Note.class, inputs.asFlux(), ENDLESS_CALLS, (input, ask) -> ask.user("" + input));
      var reading = outcomes.forEach(it -> {});
      Follower.follow(
          outcomes.progress(),
          subscriber,
          taken -> {
            if (taken < count - 1) inputs.tryEmitNext(taken).orThrow();
            else reading.cancel(true);
          });
    };
  }

  /** That of a reading which has ended. */
  private SluiceStream<Progress> lastProgress(SluiceClient sluice) {
    OutcomeStream<Long, Note> outcomes =
        sluice.extractAll(Note.class, List.<Long>of(), 1, (input, ask) -> {});
    if (!isClosed) outcomes.toList().join();
    return outcomes.progress();
  }

  AnswerStream<?, ?> chat(String what, long count) {
    return clients.completions().stream(ask -> ask.model("m").user(order(what, count)));
  }

  AnswerStream<?, ?> responses(String what, long count) {
    return clients.responses().stream(ask -> ask.model("m").input(order(what, count)));
  }

  AnswerStream<?, ?> messages(String what, long count) {
    var request = new MessageRequest.Builder().model("m").maxTokens(9).user(order(what, count));
    return clients.anthropic.messages().stream(request.build());
  }

  AnswerStream<?, ?> contents(String what, long count) {
    return clients
        .gemini
        .models()
        .generateContentStream(ask -> ask.model("m").user(order(what, count)));
  }

  SluiceStream<?> pages(long count) {
    return clients.openai.files().list(list -> list.extraQuery(Map.of("count", "" + count)));
  }

  SluiceStream<?> rawEvents(long count) {
    var body = JsonMapper.shared().createObjectNode().put("order", order("rawEvents", count));
    return clients.gemini.raw().stream("/new", body);
  }

  SluiceStream<?> batchResults(long count) {
    return clients.anthropic.messages().batches().results(order("lines", count).replace(' ', '-'));
  }
}
