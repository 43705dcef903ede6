package dev.sluice.client;

import dev.sluice.transport.HttpRequest;
import dev.sluice.transport.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Stands between a client and its transport, for each try of a call: it may change the request,
 * send it (again, after a new login for one), change the response or give one of its own, made by
 * {@link HttpResponse#of}.
 *
 * <pre>{@code
 * OpenAIClient.builder()
 *     .interceptors(List.of((request, next) -> next.proceed(request.withHeader("X-Team", "search"))))
 * }</pre>
 *
 * <p>Several are called in their order, the first outermost. They may block, and wait for {@link
 * Chain#proceed}: they and what follows on its future run on threads that calls do not need, 64 at
 * once and those that wait for a future not counted. When the call is cancelled, so are that future
 * and the one returned.
 *
 * <p>What it throws, or fails its future with, fails the call; let it be an {@link
 * dev.sluice.errors.ApiException} to have retries judge it. A future that is null, was cancelled by
 * itself or completes with null fails the call with {@link dev.sluice.errors.SluiceException}.
 */
@FunctionalInterface
public interface Interceptor {
  /** Answers {@code request}, as a rule by handing it to {@code next}. */
  CompletionStage<HttpResponse> intercept(HttpRequest request, Chain next);

  /** What comes after an {@link Interceptor}. */
  @FunctionalInterface
  interface Chain {
    /**
     * Sends {@code request} on; completes when the head of the response is here. The response is
     * open until the call is over, or until this is called again.
     */
    CompletableFuture<HttpResponse> proceed(HttpRequest request);
  }
}
