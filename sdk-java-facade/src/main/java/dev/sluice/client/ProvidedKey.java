package dev.sluice.client;

import dev.sluice.errors.InvalidRequestException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a user's supplier for a key, and says what is wrong when none comes. */
final class ProvidedKey {
  private ProvidedKey() {}

  /**
   * The key, in a future of its own: one that many calls wait for must survive that one of them is
   * cancelled. The supplier may block, so it is asked on a thread that may.
   */
  static CompletableFuture<String> from(Supplier<? extends CompletionStage<String>> supplier) {
    return CompletableFuture.supplyAsync(() -> stage(supplier), CallbackThreads.QUESTIONS)
        .thenCompose(stage -> stage)
        .handle(ProvidedKey::key);
  }

  private static CompletionStage<String> stage(
      Supplier<? extends CompletionStage<String>> supplier) {
    CompletionStage<String> stage = supplier.get();
    if (stage == null) throw refused("did not come: the supplier returned null", null);
    return stage;
  }

  private static String key(@Nullable String key, @Nullable Throwable failure) {
    if (failure != null) throw refusal(own(failure));
    if (key == null) throw refused("is null", null);
    return key;
  }

  // Its message is left to the cause: what failed to fetch a key may quote it.
  private static InvalidRequestException refusal(Throwable failure) {
    if (failure instanceof InvalidRequestException said) return said;
    return failure instanceof CancellationException
        ? refused("did not come: what should fetch it was cancelled", failure)
        : refused(
            "did not come: " + failure.getClass().getSimpleName() + ", see the cause", failure);
  }

  private static InvalidRequestException refused(String how, @Nullable Throwable cause) {
    return new InvalidRequestException("The key from apiKeyProvider " + how + ".", cause);
  }

  private static Throwable own(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
