package dev.sluice.client;

import java.util.concurrent.CompletionStage;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** A user's {@link ResponseCache} as the core calls it. */
record CoreResponseCache(ResponseCache own) implements dev.sluice.extraction.ResponseCache {
  private static final String NAME = "response cache";

  @Override
  public @Nullable Object get(String key, Continuation<? super String> call) {
    return UsersStage.<String>await(
        NAME,
        scope -> {
          CompletionStage<@Nullable String> found = own.get(key);
          // No text is no answer: the core asks for it anew.
          return found == null ? null : found.thenApply(it -> it == null ? "" : it);
        },
        late -> {},
        call);
  }

  @Override
  public @Nullable Object put(String key, String answer, Continuation<? super Unit> call) {
    return UsersStage.<Unit>await(
        NAME,
        scope -> {
          CompletionStage<?> kept = own.put(key, answer);
          return kept == null ? null : kept.thenApply(it -> Unit.INSTANCE);
        },
        late -> {},
        call);
  }
}
