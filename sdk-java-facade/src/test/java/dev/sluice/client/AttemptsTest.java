package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.errors.SluiceException;
import dev.sluice.extraction.Ask;
import dev.sluice.extraction.Attempt;
import dev.sluice.extraction.ElementEvent;
import dev.sluice.extraction.ElementPolicy;
import dev.sluice.extraction.Extraction;
import dev.sluice.extraction.ExtractionCall;
import dev.sluice.extraction.ExtractionListener;
import dev.sluice.extraction.InvalidOutputException;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.ScriptedServer;
import jakarta.validation.constraints.Max;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asking again, in streams too, and what is heard and kept of it, from Java. */
@Timeout(60)
class AttemptsTest {
  record Room(String name, @Max(4) int beds, @Nullable String view) {}

  private static final String GOOD = "{\"name\":\"Attic\",\"beds\":2,\"view\":null}";
  private static final String BAD = "{\"name\":\"Hall\",\"beds\":9,\"view\":null}";

  private static SluiceClient sluice(FakeModel model) {
    return SluiceClient.on(model, it -> it.model("m"));
  }

  @Test
  void partialsGoOnWithTheSecondAttempt() throws Exception {
    var model = new FakeModel(BAD, GOOD);
    List<Partial<Room>> seen =
        get(sluice(model).extractPartial(Room.class, ask -> ask.user("?")).toList());
    Partial<Room> last = seen.get(seen.size() - 1);
    assertEquals(2, last.getAttempt());
    assertEquals(new Room("Attic", 2, null), last.getValue().orElseThrow());
    assertEquals(2, last.getExtraction().orElseThrow().getAttempts().size());
    assertTrue(model.requests.get(1).getRejections().get(0).getErrors().contains("$.beds"));
  }

  @Test
  void aRuleThatBreaksStopsTheStreamUnlessItMayNot() throws Exception {
    var stopped = new FakeModel(BAD, GOOD);
    Extraction<Room> early = last(sluice(stopped), ask -> {});
    assertFalse(early.getUsage().isExact());
    assertTrue(early.getAttempts().get(0).getText().length() < BAD.length());
    var read = new FakeModel(BAD, GOOD);
    assertTrue(last(sluice(read), ask -> ask.failFast(false)).getUsage().isExact());
  }

  @Test
  void fieldsAreToldWhenTheyAreComplete() throws Exception {
    List<String> words = new CopyOnWriteArrayList<>();
    var stream =
        sluice(new FakeModel(GOOD))
            .extractPartial(Room.class, ask -> ask.user("?"))
            .onComplete(Room::name, it -> words.add("name " + it))
            .onComplete(Room::beds, it -> words.add("beds " + it))
            .onComplete(Room::view, it -> words.add("view " + it));
    get(stream.forEach(it -> {}));
    assertEquals(List.of("name Attic", "beds 2", "view null"), words);
  }

  @Test
  void whoReadsABlockingStreamIsTold() {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    var stream =
        sluice(new FakeModel(GOOD, GOOD))
            .extractPartial(Room.class, ask -> ask.user("?"))
            .onComplete(Room::name, it -> threads.add(Thread.currentThread()));
    for (int time = 0; time < 2; time++) {
      try (var read = stream.stream()) {
        assertTrue(read.map(Partial::getValue).reduce((first, last) -> last).isPresent());
      }
    }
    assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), threads);
  }

  @Test
  void whatAnActionThrowsFailsTheStream() throws Exception {
    var stream =
        sluice(new FakeModel(GOOD))
            .extractPartial(Room.class, ask -> ask.user("?"))
            .onComplete(
                Room::name,
                it -> {
                  throw new IllegalStateException("mine");
                });
    var thrown = assertThrows(CompletionException.class, () -> stream.last().join());
    assertEquals("mine", thrown.getCause().getMessage());
  }

  @Test
  void elementsAreAskedForAgainSkippedOrEndTheStream() throws Exception {
    String list = "{\"items\":[" + GOOD + "," + BAD + "]}";
    var corrected = new FakeModel(list, "{\"items\":[" + GOOD + "]}");
    assertEquals(
        2, get(sluice(corrected).extractEach(Room.class, ask -> ask.user("?")).toList()).size());
    List<ElementEvent<Room>> events =
        get(
            sluice(new FakeModel(list))
                .extractEachDetailed(
                    Room.class, ask -> ask.user("?").invalidElements(ElementPolicy.SKIP))
                .toList());
    assertEquals(3, events.size());
    assertInstanceOf(ElementEvent.Rejected.class, events.get(1));
    var failing =
        sluice(new FakeModel(list))
            .extractEach(Room.class, ask -> ask.user("?").invalidElements(ElementPolicy.FAIL))
            .toList();
    var thrown = assertThrows(CompletionException.class, failing::join);
    assertInstanceOf(InvalidOutputException.class, SluiceException.from(thrown));
  }

  @Test
  void aTokenBudgetEndsTheAsking() throws Exception {
    var model = new FakeModel(BAD, GOOD);
    var thrown =
        assertThrows(
            CompletionException.class,
            () -> sluice(model).extract(Room.class, ask -> ask.user("?").tokenBudget(15L)).join());
    assertTrue(SluiceException.from(thrown).getMessage().contains("token budget of 15"));
    assertEquals(1, model.requests.size());
  }

  @Test
  void aListenerHearsOfEveryAttempt() throws Exception {
    List<String> words = new CopyOnWriteArrayList<>();
    var listener =
        new ExtractionListener() {
          @Override
          public void onAttempt(ExtractionCall call, Attempt attempt) {
            words.add(call.getType() + " " + attempt.getViolations().size());
          }
        };
    get(
        SluiceClient.on(new FakeModel(BAD, GOOD), it -> it.model("m").listener(listener))
            .extract(Room.class, ask -> ask.user("?")));
    assertEquals(List.of("Room 1", "Room 0"), words);
  }

  private static Extraction<Room> last(SluiceClient sluice, Consumer<Ask.Builder<Room>> options)
      throws Exception {
    var stream =
        sluice.extractPartial(
            Room.class,
            ask -> {
              ask.user("?");
              options.accept(ask);
            });
    return get(stream.last()).getExtraction().orElseThrow();
  }

  private static final class InMemory implements ResponseCache {
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<@Nullable String> get(String key) {
      return CompletableFuture.completedFuture(answers.get(key));
    }

    @Override
    public CompletionStage<?> put(String key, String answer) {
      answers.put(key, answer);
      return CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void aCacheKeepsWhatWasAccepted() throws Exception {
    try (var server = ScriptedServer.start();
        var client = TestClients.at(server.getUrl() + "/v1", OpenAIClient.builder()).build()) {
      server.enqueue(OpenAiChatReply.builder().text(GOOD).build());
      var sluice =
          SluiceClient.builder(client).defaults(it -> it.model("m")).cache(new InMemory()).build();
      List<Boolean> cached = new ArrayList<>();
      for (int time = 0; time < 2; time++) {
        cached.add(get(sluice.extractDetailed(Room.class, ask -> ask.user("?"))).isCached());
      }
      assertEquals(List.of(false, true), cached);
      assertEquals(1, server.getRequestCount());

      var own = new InMemory();
      for (var ofCall : List.of(ResponseCache.NONE, ResponseCache.of(own))) {
        server.enqueue(OpenAiChatReply.builder().text(GOOD).build());
        var fresh = sluice.extractDetailed(Room.class, ask -> ask.user("?").cache(ofCall));
        assertFalse(get(fresh).isCached());
      }
      assertEquals(3, server.getRequestCount());
      assertEquals(List.of(GOOD), List.copyOf(own.answers.values()));
    }
  }

  @Test
  void aClientTakesACacheAsACallDoesAndNone() throws Exception {
    var own = new InMemory();
    var caches = Map.of(ResponseCache.NONE, 2, ResponseCache.of(own), 1);
    for (var cache : caches.entrySet()) {
      try (var server = ScriptedServer.start();
          var client = TestClients.at(server.getUrl() + "/v1", OpenAIClient.builder()).build()) {
        var sluice =
            SluiceClient.builder(client)
                .defaults(it -> it.model("m"))
                .cache(new InMemory())
                .cache(cache.getKey())
                .build();
        for (int time = 0; time < cache.getValue(); time++) {
          server.enqueue(OpenAiChatReply.builder().text(GOOD).build());
        }
        for (int time = 0; time < 2; time++) {
          get(sluice.extract(Room.class, ask -> ask.user("?")));
        }
        assertEquals(cache.getValue(), server.getRequestCount());
      }
    }
    assertEquals(List.of(GOOD), List.copyOf(own.answers.values()));
  }

  @Test
  void aRequestIsExplainedWithoutBeingSent() throws Exception {
    try (var client = OpenAIClient.builder().apiKey("sk-secret").build()) {
      var sluice = SluiceClient.on(client, it -> it.model("gpt-4o-mini"));
      String text = sluice.explain(Room.class, ask -> ask.user("Which?")).toString();
      assertTrue(text.startsWith("Room from openai/gpt-4o-mini, mode JSON_SCHEMA"), text);
      assertFalse(text.contains("sk-secret"));
    }
  }
}
