package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.errors.ApiConnectionException;
import dev.sluice.errors.AuthenticationException;
import dev.sluice.errors.ClientClosedException;
import dev.sluice.errors.SluiceException;
import dev.sluice.extraction.ElementEvent;
import dev.sluice.extraction.Extraction;
import dev.sluice.extraction.FieldState;
import dev.sluice.extraction.InvalidOutputException;
import dev.sluice.extraction.OutputException;
import dev.sluice.json.JsonRepair;
import dev.sluice.json.JsonRepairKind;
import dev.sluice.model.OutputMode;
import dev.sluice.testing.Gate;
import dev.sluice.testing.RecordedRequest;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.testing.Step;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Typed values from Java, over real sockets, for all providers and both ways of asking. */
@Timeout(60)
class ExtractionTest {
  record Finding(String title, int weight) {}

  record Analysis(
      String reasoning,
      @JsonProperty("product_name") String productName,
      @Size(max = 3) List<String> strengths,
      List<Finding> findings,
      @Nullable Finding main,
      @DecimalMax("10") double score) {
    Analysis {
      if (productName.isBlank()) throw new IllegalArgumentException("a name is needed");
    }
  }

  private static final String GOOD =
      """
      {"reasoning":"Because it is so.","product_name":"Kettle","strengths":["fast","quiet"],\
      "findings":[{"title":"lid","weight":2},{"title":"cord","weight":1}],"main":{"title":"lid","weight":2},\
      "score":7.5}""";
  private static final Analysis KETTLE =
      new Analysis(
          "Because it is so.",
          "Kettle",
          List.of("fast", "quiet"),
          List.of(new Finding("lid", 2), new Finding("cord", 1)),
          new Finding("lid", 2),
          7.5);

  private static final String LIST =
      "{\"items\":[{\"title\":\"a\",\"weight\":1},{\"title\":\"b\",\"weight\":2},{\"title\":\"c\",\"weight\":3}]}";
  private static final List<Finding> FINDINGS =
      List.of(new Finding("a", 1), new Finding("b", 2), new Finding("c", 3));

  private final ScriptedServer server = ScriptedServer.start();
  private @Nullable ModelClient client;

  @AfterEach
  void close() {
    if (client != null) client.close();
    server.close();
  }

  @Test
  void anAnswerInProseIsFoundMendedAndListed() throws Exception {
    var model =
        new FakeModel(
            "Perhaps {\"title\":\"x\",\"weight\":0}.\n</think>\n```json\n{title: 'lid', 'weight': 2,}\n```");
    var partials =
        get(
            SluiceClient.on(
                    model,
                    it -> it.model("m").mode(OutputMode.PROMPTED).repairs(JsonRepairKind.ALL))
                .extractPartial(Finding.class, ask -> ask.user("?"))
                .toList());
    var last = partials.get(partials.size() - 1);
    assertEquals(new Finding("lid", 2), last.getValue().orElseThrow());
    assertEquals(2, last.getCandidate());
    assertEquals(
        List.of(
            JsonRepairKind.UNQUOTED_KEY,
            JsonRepairKind.SINGLE_QUOTES,
            JsonRepairKind.SINGLE_QUOTES,
            JsonRepairKind.TRAILING_COMMA),
        last.getExtraction().orElseThrow().getRepairs().stream().map(JsonRepair::getKind).toList());
    assertNull(model.requests.get(0).getOutput());
  }

  @Test
  void nothingIsMendedUnasked() throws Exception {
    var model = new FakeModel("{title: \"lid\"}", "So: {\"title\":\"lid\",\"weight\":2}");
    var extraction =
        get(
            SluiceClient.on(model, it -> it.model("m").mode(OutputMode.PROMPTED))
                .extractDetailed(Finding.class, ask -> ask.user("?")));
    assertEquals(new Finding("lid", 2), extraction.getValue());
    assertEquals(List.of(), extraction.getRepairs());
    assertTrue(
        extraction.getAttempts().get(0).getViolations().get(0).getMessage().contains("quotes"));
  }

  private SluiceClient sluice(Wire wire) {
    client = wire.client(server);
    return wire.sluice(client);
  }

  @ParameterizedTest
  @EnumSource
  void wholeValueAndWhatWasAskedFor(Wire wire) throws Exception {
    server.enqueue(wire.says(GOOD));
    assertEquals(KETTLE, get(sluice(wire).extract(Analysis.class, ask -> ask.user("A kettle."))));
    // A schema that stands in the instructions is a text, with its quotes escaped.
    String asked = server.takeRequest().getBodyText().replace("\\", "");
    assertTrue(asked.contains("A kettle."), asked);
    assertTrue(asked.indexOf("\"reasoning\"") < asked.indexOf("\"product_name\""), asked);
    assertTrue(asked.indexOf("\"product_name\"") < asked.indexOf("\"strengths\""), asked);
  }

  @ParameterizedTest
  @EnumSource
  void typeReferenceAndTheStory(Wire wire) throws Exception {
    server.enqueue(wire.says("{\"value\":[1,2]}"));
    Extraction<List<Integer>> story =
        get(
            sluice(wire)
                .extractDetailed(new TypeRef<List<Integer>>() {}, ask -> ask.user("Count.")));
    assertEquals(List.of(1, 2), story.getValue());
    assertEquals(1, story.getAttempts().size());
    assertTrue(story.getUsage().getOutputTokens() > 0);
    assertEquals(1, story.getRequestIds().size());
  }

  @ParameterizedTest
  @EnumSource
  void whatATypeRefusesGoesBackToTheModel(Wire wire) throws Exception {
    server.enqueue(
        wire.says(GOOD.replace("\"Kettle\"", "\" \"")),
        wire.says(GOOD.replace("7.5", "11")),
        wire.says(GOOD));
    Extraction<Analysis> story =
        get(sluice(wire).extractDetailed(Analysis.class, ask -> ask.user("A kettle.")));
    assertEquals(KETTLE, story.getValue());
    assertEquals(3, story.getAttempts().size());
    server.takeRequest();
    assertTrue(server.takeRequest().getBodyText().contains("a name is needed"));
    assertTrue(server.takeRequest().getBodyText().contains("$.score"));
  }

  @ParameterizedTest
  @EnumSource
  void ownChecksRunLast(Wire wire) {
    server.enqueue(wire.says(GOOD));
    var failed =
        sluice(wire)
            .extract(
                Analysis.class,
                ask ->
                    ask.user("A kettle.")
                        .attempts(1)
                        .validate((value, scope) -> scope.reject("score", "is " + value.score())));
    var invalid = assertThrows(InvalidOutputException.class, () -> get(failed));
    assertEquals("$.score: is 7.5 (was: 7.5)", invalid.getViolations().get(0).toString());
    assertEquals(1, invalid.getAttempts().size());
  }

  @ParameterizedTest
  @EnumSource(names = Wire.WHOLE, mode = EnumSource.Mode.MATCH_NONE)
  void partialsByMethodReference(Wire wire) throws Exception {
    var gate = new Gate();
    var half = new CountDownLatch(1);
    server.enqueue(wire.interrupted(GOOD, 30, Step.hold(gate)));
    List<Partial<Analysis>> seen = new CopyOnWriteArrayList<>();
    var reading =
        sluice(wire)
            .extractPartial(Analysis.class, ask -> ask.user("A kettle."))
            .forEach(
                partial -> {
                  seen.add(partial);
                  if (partial.get(Analysis::productName) != null) half.countDown();
                });
    gate.awaitWaiting();
    assertTrue(half.await(20, TimeUnit.SECONDS));
    Partial<Analysis> before = seen.get(seen.size() - 1);
    assertEquals("Because it is so.", before.get(Analysis::reasoning));
    assertEquals(FieldState.COMPLETE, before.state(Analysis::reasoning));
    assertTrue("Kettle".startsWith(before.text(Analysis::productName).toString()));
    assertNull(before.get(Analysis::score));
    assertEquals(FieldState.ABSENT, before.state(Analysis::score));
    assertEquals(List.of(), before.items(Analysis::findings).stream().skip(2).toList());
    assertTrue(before.getValue().isEmpty());
    gate.open();
    get(reading);
    Partial<Analysis> last = seen.get(seen.size() - 1);
    assertEquals(KETTLE, last.getValue().orElseThrow());
    assertEquals(KETTLE, last.getExtraction().orElseThrow().getValue());
    assertEquals(1, last.getAttempt());
    Analysis value = last.getValue().orElseThrow();
    assertSame(value.strengths(), last.get(Analysis::strengths));
    assertEquals(7.5, last.get(Analysis::score));
    assertSame(value.main(), last.at(Analysis::main).getValue().orElseThrow());
    assertEquals("lid", last.at(Analysis::main).get(Finding::title));
    assertEquals("cord", last.items(Analysis::findings).get(1).get(Finding::title));
    assertSame(
        value.findings().get(1), last.items(Analysis::findings).get(1).getValue().orElseThrow());
    assertEquals("Kettle", last.field("product_name").getValue());
    assertThrows(IllegalArgumentException.class, () -> last.get(Analysis::toString));
  }

  @ParameterizedTest
  @EnumSource(names = Wire.WHOLE, mode = EnumSource.Mode.MATCH_NONE)
  void nestedPartialsWhileTheyGrow(Wire wire) throws Exception {
    var gate = new Gate();
    int events = GOOD.indexOf("cord") / 5 + 3;
    server.enqueue(wire.interrupted(GOOD, events, Step.hold(gate)));
    var grown = new CompletableFuture<Partial<Analysis>>();
    var reading =
        sluice(wire)
            .extractPartial(Analysis.class, ask -> ask.user("A kettle."))
            .forEach(
                partial -> {
                  if (partial.items(Analysis::findings).size() == 2) grown.complete(partial);
                });
    Partial<Analysis> partial = get(grown);
    assertEquals(List.of(new Finding("lid", 2)), partial.get(Analysis::findings));
    assertEquals(2, partial.items(Analysis::findings).get(0).get(Finding::weight));
    assertFalse(partial.isComplete(Analysis::findings));
    assertEquals(FieldState.ABSENT, partial.at(Analysis::main).state(Finding::title));
    gate.open();
    get(reading);
  }

  @ParameterizedTest
  @EnumSource(names = Wire.WHOLE, mode = EnumSource.Mode.MATCH_NONE)
  void elementsAsTheyClose(Wire wire) throws Exception {
    var gate = new Gate();
    int events = LIST.indexOf("\"c\"") / 5 + 2;
    server.enqueue(wire.interrupted(LIST, events, Step.hold(gate)));
    var two = new CountDownLatch(2);
    List<Finding> seen = new CopyOnWriteArrayList<>();
    var reading =
        sluice(wire)
            .extractEach(Finding.class, ask -> ask.user("All of them."))
            .forEach(
                it -> {
                  seen.add(it);
                  two.countDown();
                });
    assertTrue(two.await(20, TimeUnit.SECONDS));
    assertEquals(FINDINGS.subList(0, 2), seen);
    gate.open();
    get(reading);
    assertEquals(FINDINGS, seen);
  }

  @ParameterizedTest
  @EnumSource
  void elementsWithTheirStory(Wire wire) throws Exception {
    server.enqueue(wire.says(LIST));
    List<ElementEvent<Finding>> events =
        get(
            sluice(wire)
                .extractEachDetailed(Finding.class, ask -> ask.user("All of them."))
                .toList());
    assertEquals(4, events.size());
    assertInstanceOf(ElementEvent.Element.class, events.get(0));
    var finished = (ElementEvent.Finished<Finding>) events.get(3);
    assertEquals(FINDINGS, finished.getExtraction().getValue());
  }

  @ParameterizedTest
  @EnumSource
  void eachReadingIsARequest(Wire wire) throws Exception {
    server.enqueue(wire.says(LIST), wire.says(LIST));
    SluiceStream<Finding> findings =
        sluice(wire).extractEach(Finding.class, ask -> ask.user("All of them."));
    assertEquals(0, server.getRequestCount());
    assertEquals(FINDINGS, get(findings.toList()));
    try (var blocking = findings.stream()) {
      assertEquals(FINDINGS, blocking.toList());
    }
    assertEquals(2, server.getRequestCount());
  }

  @ParameterizedTest
  @EnumSource
  void theNetworkDoesNotWaitForASlowReader(Wire wire) throws Exception {
    server.enqueue(wire.says(LIST));
    var first = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    List<Finding> seen = new CopyOnWriteArrayList<>();
    var reading =
        sluice(wire)
            .extractEach(Finding.class, ask -> ask.user("All of them."))
            .forEach(
                it -> {
                  seen.add(it);
                  first.countDown();
                  await(goOn);
                });
    await(first);
    assertFalse(server.takeRequest().getExchange().awaitEnd().isClientGone());
    assertEquals(1, seen.size());
    goOn.countDown();
    get(reading);
    assertEquals(FINDINGS, seen);
  }

  @ParameterizedTest
  @EnumSource
  void cancellingAFutureReachesTheServer(Wire wire) throws Exception {
    server.enqueue(
        wire.interrupted(GOOD, 3, Step.stall()), wire.interrupted(LIST, 3, Step.stall()));
    SluiceClient sluice = sluice(wire);
    var whole = sluice.extract(Analysis.class, ask -> ask.user("A kettle."));
    RecordedRequest request = server.takeRequest();
    assertTrue(whole.cancel(true));
    request.getExchange().awaitClientGone();
    var elements = sluice.extractEach(Finding.class, ask -> ask.user("All.")).forEach(it -> {});
    RecordedRequest second = server.takeRequest();
    assertTrue(elements.cancel(true));
    second.getExchange().awaitClientGone();
  }

  @ParameterizedTest
  @EnumSource(names = Wire.WHOLE, mode = EnumSource.Mode.MATCH_NONE)
  void cancellingASubscriptionReachesTheServer(Wire wire) {
    server.enqueue(wire.interrupted(GOOD, 6, Step.stall()));
    sluice(wire)
        .extractPartial(Analysis.class, ask -> ask.user("A kettle."))
        .subscribe(
            new Subscriber<>() {
              private @Nullable Subscription subscription;

              @Override
              public void onSubscribe(Subscription its) {
                subscription = its;
                its.request(1);
              }

              @Override
              public void onNext(Partial<Analysis> partial) {
                subscription.cancel();
              }

              @Override
              public void onError(Throwable failure) {}

              @Override
              public void onComplete() {}
            });
    server.takeRequest().getExchange().awaitClientGone();
  }

  @ParameterizedTest
  @EnumSource
  void closingTheClientEndsEverythingWithAWord(Wire wire) {
    server.enqueue(
        wire.interrupted(GOOD, 3, Step.stall()), wire.interrupted(LIST, 3, Step.stall()));
    SluiceClient sluice = sluice(wire);
    var whole = sluice.extract(Analysis.class, ask -> ask.user("A kettle."));
    RecordedRequest first = server.takeRequest();
    var elements = sluice.extractEach(Finding.class, ask -> ask.user("All.")).toList();
    RecordedRequest second = server.takeRequest();
    client.close();
    client.close();
    assertThrows(ClientClosedException.class, () -> get(whole));
    assertThrows(ClientClosedException.class, () -> get(elements));
    first.getExchange().awaitClientGone();
    second.getExchange().awaitClientGone();
    assertThrows(
        ClientClosedException.class,
        () -> get(sluice.extract(Analysis.class, ask -> ask.user("Again."))));
    assertEquals(2, server.getRequestCount());
  }

  @ParameterizedTest
  @EnumSource(names = Wire.WHOLE, mode = EnumSource.Mode.MATCH_NONE)
  void aBrokenStreamFailsAfterTheNewestPartial(Wire wire) {
    server.enqueue(wire.interrupted(GOOD, 12, Step.cut()));
    List<Partial<Analysis>> seen = new ArrayList<>();
    var reading =
        sluice(wire)
            .extractPartial(Analysis.class, ask -> ask.user("A kettle."))
            .forEach(seen::add);
    var failure = assertThrows(SluiceException.class, () -> get(reading));
    assertTrue(
        failure instanceof OutputException || failure instanceof ApiConnectionException,
        failure.toString());
    assertFalse(seen.isEmpty());
    assertEquals("Because it is so.", seen.get(seen.size() - 1).get(Analysis::reasoning));
  }

  @ParameterizedTest
  @EnumSource
  void errorsAreTheCoresOwn(Wire wire) {
    server.enqueue(wire.error(401, "authentication_error", "no such key"));
    var failed = sluice(wire).extract(Analysis.class, ask -> ask.user("A kettle."));
    var thrown = assertThrows(AuthenticationException.class, () -> get(failed));
    assertEquals(401, thrown.getStatus());
    assertFalse(thrown.toString().contains(Wire.KEY));
    var joined = assertThrows(CompletionException.class, failed::join);
    assertSame(thrown, SluiceException.from(joined));
    assertFalse(client.toString().contains(Wire.KEY));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
