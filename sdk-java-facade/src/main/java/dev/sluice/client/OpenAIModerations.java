package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.openai.moderations.Moderation;
import dev.sluice.openai.moderations.ModerationRequest;
import dev.sluice.openai.moderations.Moderations;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Moderations, {@code POST /moderations}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class OpenAIModerations {
  private final Moderations core;
  private final Calls calls;

  OpenAIModerations(Moderations core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /** Judges what the request shows. */
  public CompletableFuture<Moderation> create(ModerationRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.create(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<Moderation> create(Consumer<ModerationRequest.Builder> request) {
    return create(Requests.filled(new ModerationRequest.Builder(), request).build());
  }
}
