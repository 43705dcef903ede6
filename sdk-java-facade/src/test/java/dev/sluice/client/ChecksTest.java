package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.errors.InvalidRequestException;
import dev.sluice.errors.SluiceException;
import dev.sluice.extraction.Ask;
import dev.sluice.extraction.InvalidOutputException;
import dev.sluice.extraction.SourceText;
import dev.sluice.extraction.SuspendValidator;
import dev.sluice.json.JsonPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * All that can be wrong with an answer, each with its path: by its type and by the caller's checks.
 */
class ChecksTest {
  private static final String ORDER =
      "{\"buyer\":{\"name\":\"Ann\"},\"lines\":[{\"sku\":\"a\",\"count\":1},{\"sku\":\"b\",\"count\":2}],"
          + "\"byDay\":{\"mon\":{\"sku\":\"c\",\"count\":3}},\"paid\":null}";

  record Person(String name) {
    Person {
      if (name.isEmpty()) throw new IllegalArgumentException("a name is needed");
    }
  }

  record Line(String sku, int count) {
    Line {
      if (count < 1) throw new IllegalArgumentException("count is " + count);
    }
  }

  sealed interface Payment {
    record Card(Person owner) implements Payment {}
  }

  record Order(Person buyer, List<Line> lines, Map<String, Line> byDay, @Nullable Payment paid) {}

  record Stock(Set<String> skus) {}

  record Fact(String text, List<String> quotes) {}

  record Report(List<Fact> facts) {}

  @Test
  void everyConstructorThatRefusesIsReported() {
    assertEquals(
        List.of(
            "$.buyer: a name is needed",
            "$.lines[0]: count is 0",
            "$.lines[2]: count is -1",
            "$.byDay.mon: count is 0",
            "$.paid.owner: a name is needed"),
        violations(
            "{\"buyer\":{\"name\":\"\"},\"lines\":[{\"sku\":\"a\",\"count\":0},{\"sku\":\"b\",\"count\":1},"
                + "{\"sku\":\"c\",\"count\":-1}],\"byDay\":{\"mon\":{\"sku\":\"a\",\"count\":0}},"
                + "\"paid\":{\"type\":\"Card\",\"owner\":{\"name\":\"\"}}}",
            ask -> {}));
  }

  @Test
  void checkRejectsTheValueFieldsElementsAndPaths() {
    assertEquals(
        List.of(
            "$: as a whole",
            "$.buyer: must be two",
            "$.buyer.name: is unknown (was: \"Ann\")",
            "$.lines[1].sku: is sold out (was: \"b\")",
            "$.byDay.mon.sku: is unknown (was: \"c\")",
            "$.lines[0].count: is too low (was: 1)",
            "$: too few lines"),
        violations(
            ORDER,
            ask ->
                ask.validate(
                        Validators.of(
                            (order, scope) -> {
                              scope.reject("as a whole");
                              scope.reject(Order::buyer, "must be two");
                              scope.at(Order::buyer).reject(Person::name, "is unknown");
                              scope.at(Order::lines, 1).reject(Line::sku, "is sold out");
                              scope.at(Order::byDay, "mon").reject(Line::sku, "is unknown");
                              scope.reject(
                                  JsonPath.ROOT.plus("lines").plus(0).plus("count"), "is too low");
                            }))
                    .validate(
                        Validators.of(
                            (order, scope) -> {
                              if (order.lines().size() < 5) {
                                throw new IllegalArgumentException("too few lines");
                              }
                            }))));
  }

  @Test
  void pathThatTheTypeDoesNotHaveIsTheCallersMistake() {
    var typo = JsonPath.ROOT.plus("lines").plus(0).plus("counts");
    var sluice = sluice(ORDER);
    var refused =
        assertThrows(
            InvalidRequestException.class,
            () ->
                get(
                    sluice.extract(
                        Order.class,
                        ask ->
                            ask.user("?")
                                .validate(
                                    Validators.of((order, scope) -> scope.reject(typo, "low"))))));
    assertTrue(refused.getMessage().endsWith("did you mean \"count\"?"), refused.getMessage());
  }

  @Test
  void checkThatWaits() {
    assertEquals(
        List.of("$.buyer: is unknown"),
        violations(
            ORDER,
            ask ->
                ask.validate(
                    Validators.async(
                        (order, scope) ->
                            CompletableFuture.supplyAsync(order::buyer)
                                .thenAccept(it -> scope.reject(Order::buyer, "is unknown"))))));
  }

  @Test
  void whatAStageFailsWithIsTheCallersOwn() {
    var down = new IOException("the database is down");
    assertBrings(down, IOException.class, it -> CompletableFuture.failedFuture(down));
    var state = new IllegalStateException("closed");
    assertBrings(state, SluiceException.class, it -> CompletableFuture.failedFuture(state));
    assertBrings(
        state,
        SluiceException.class,
        it -> {
          throw state;
        });
    assertTrue(
        assertThrows(SluiceException.class, () -> get(checked(it -> null)))
            .getMessage()
            .contains("The check returned null"));
  }

  @Test
  void cancellingTheCallCancelsTheStage() throws Exception {
    var waiting = new CompletableFuture<Void>();
    var asked = new CountDownLatch(1);
    CompletableFuture<Order> call =
        checked(
            it -> {
              asked.countDown();
              return waiting;
            });
    assertTrue(asked.await(20, TimeUnit.SECONDS));
    call.cancel(true);
    assertThrows(CancellationException.class, () -> waiting.get(20, TimeUnit.SECONDS));
  }

  @Test
  void contextIsReadByItsType() {
    SuspendValidator<Order> inStock =
        Validators.of(
            (order, scope) -> {
              for (int i = 0; i < order.lines().size(); i++) {
                boolean isThere =
                    scope.context(Stock.class).skus().contains(order.lines().get(i).sku());
                if (!isThere) scope.at(Order::lines, i).reject(Line::sku, "is not in stock");
              }
            });
    assertEquals(
        List.of("$.lines[1].sku: is not in stock (was: \"b\")"),
        violations(ORDER, ask -> ask.context(new Stock(Set.of("a"))).validate(inStock)));
    var missing =
        assertThrows(
            InvalidRequestException.class,
            () -> get(sluice(ORDER).extract(Order.class, ask -> ask.user("?").validate(inStock))));
    assertTrue(missing.getMessage().contains("none was given"), missing.getMessage());
  }

  @Test
  void referenceToNoPropertyIsTheCallersMistake() {
    assertThrows(
        InvalidRequestException.class,
        () ->
            get(
                sluice(ORDER)
                    .extract(
                        Order.class,
                        ask ->
                            ask.user("?")
                                .validate(
                                    Validators.of(
                                        (order, scope) ->
                                            scope.reject(Order::toString, "is odd"))))));
  }

  @Test
  void aModelJudgesByARule() throws Exception {
    var judge =
        new FakeModel(
            "{\"reason\":\"it names a person\",\"meetsRule\":false}",
            "{\"reason\":\"ok\",\"meetsRule\":true}",
            "{\"reason\":\"ok\",\"meetsRule\":true}",
            "{\"reason\":\"ok\",\"meetsRule\":true}");
    var cheap = SluiceClient.on(judge, it -> it.model("cheap"));
    var story =
        get(
            sluice(ORDER, ORDER)
                .extractDetailed(
                    Order.class,
                    ask ->
                        ask.user("?")
                            .validate(Validators.judgedBy(cheap, Order::buyer, "names nobody"))
                            .validate(Validators.judgedBy(cheap, "is an order"))));
    assertEquals(
        "$.buyer: it names a person", story.getAttempts().get(0).getViolations().get(0).toString());
    assertEquals(4, judge.requests.size());
    assertEquals(40, story.getValidationUsage().getTotalTokens());
  }

  @Test
  void quotesAreLookedUpInTheSource() {
    var source = new SourceText("The lamp is bright. It hums a little.");
    assertEquals(
        List.of(
            "$.facts[0].quotes[1]: does not stand in the source text; quote it word for word"
                + " (was: \"it sings\")"),
        violations(
            Report.class,
            "{\"facts\":[{\"text\":\"x\",\"quotes\":[\"the lamp is bright\",\"it sings\"]}]}",
            ask -> ask.validate(Validators.quotedFrom(source, Report::facts, Fact::quotes))));
    assertEquals(
        List.of("$.text: does not stand in the source text; quote it word for word (was: \"x\")"),
        violations(
            Fact.class,
            "{\"text\":\"x\",\"quotes\":[\"It … little\"]}",
            ask ->
                ask.validate(Validators.quotedFrom(source, Fact::text))
                    .validate(Validators.quotedFrom(source, Fact::quotes))));
    assertEquals("It hums", source.find("it hums").get(0).of(source.getText()));
  }

  private interface Check {
    @Nullable CompletableFuture<?> of(Order order);
  }

  /** A coroutine may copy an exception to add its own stack, with the first one as the cause. */
  private static void assertBrings(Throwable expected, Class<? extends Exception> as, Check check) {
    Throwable thrown = assertThrows(as, () -> get(checked(check)));
    assertTrue(
        Stream.iterate(thrown, it -> it != null, Throwable::getCause)
            .anyMatch(it -> it == expected),
        thrown::toString);
  }

  private static CompletableFuture<Order> checked(Check check) {
    return sluice(ORDER)
        .extract(
            Order.class,
            ask -> ask.user("?").validate(Validators.async((order, scope) -> check.of(order))));
  }

  private static List<String> violations(String answer, Consumer<Ask.Builder<Order>> ask) {
    return violations(Order.class, answer, ask);
  }

  private static <T> List<String> violations(
      Class<T> type, String answer, Consumer<Ask.Builder<T>> ask) {
    var invalid =
        assertThrows(
            InvalidOutputException.class,
            () ->
                get(
                    sluice(answer)
                        .extract(
                            type,
                            it -> {
                              it.user("?").attempts(1);
                              ask.accept(it);
                            })));
    return invalid.getViolations().stream().map(Object::toString).toList();
  }

  private static SluiceClient sluice(String... answers) {
    return SluiceClient.on(new FakeModel(answers), it -> it.model("m"));
  }
}
