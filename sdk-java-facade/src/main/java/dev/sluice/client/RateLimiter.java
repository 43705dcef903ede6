package dev.sluice.client;

import dev.sluice.limits.RatePermit;
import java.util.concurrent.CompletionStage;

/**
 * Lets requests through at a rate that a provider allows, as {@link dev.sluice.limits.RateLimits}
 * does for one process. Implement it over a store that several processes share to keep a fleet
 * within one limit.
 *
 * <p>A client asks for a permit before each try of a call, tells it what the response's headers and
 * the provider's count say, and releases it when the exchange is over at the network's end. Safe
 * for use by several threads.
 */
@FunctionalInterface
public interface RateLimiter {
  /**
   * Completes when a request of about {@code estimatedTokens} may be sent. It may block: it runs on
   * threads that calls do not need.
   *
   * <p>When the call is cancelled or its client closed meanwhile, the future is cancelled; a permit
   * that it brings all the same is released at once. What it fails with fails the call; an {@link
   * dev.sluice.errors.ApiException} is judged by retries.
   */
  CompletionStage<? extends RatePermit> acquire(long estimatedTokens);
}
