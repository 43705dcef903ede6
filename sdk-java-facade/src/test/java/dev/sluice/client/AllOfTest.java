package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Futures that succeed together or not at all. */
class AllOfTest {
  @Test
  void resultsInTheOrderOfTheFutures() {
    var first = new CompletableFuture<Integer>();
    var second = new CompletableFuture<Integer>();
    CompletableFuture<List<Number>> all = SluiceClient.allOf(List.of(first, second));
    second.complete(2);
    assertFalse(all.isDone());
    first.complete(1);
    assertEquals(List.of(1, 2), all.join());
    assertEquals(List.of(), SluiceClient.allOf(List.<CompletableFuture<String>>of()).join());
  }

  @Test
  void firstFailureCancelsTheRest() {
    var pending = new CompletableFuture<Integer>();
    var failing = new CompletableFuture<Integer>();
    var done = CompletableFuture.completedFuture(3);
    var all = SluiceClient.allOf(List.of(pending, failing.thenApply(it -> it + 1), done));
    var failure = new IllegalStateException("the first");
    failing.completeExceptionally(failure);
    assertSame(failure, assertThrows(CompletionException.class, all::join).getCause());
    assertTrue(pending.isCancelled());
    assertFalse(done.isCancelled());
  }

  @Test
  void cancellingItCancelsAll() {
    var first = new CompletableFuture<Integer>();
    var second = new CompletableFuture<Integer>();
    SluiceClient.allOf(List.of(first, second)).cancel(true);
    assertTrue(first.isCancelled());
    assertTrue(second.isCancelled());
  }
}
