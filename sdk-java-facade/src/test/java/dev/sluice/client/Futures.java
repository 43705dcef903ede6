package dev.sluice.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Waits for futures, and throws what they failed with as it was. */
final class Futures {
  private static final int SAFETY_SECONDS = 20;

  private Futures() {}

  static <R> R get(CompletableFuture<R> future) throws Exception {
    try {
      return future.get(SAFETY_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception failure) throw failure;
      throw e;
    }
  }
}
