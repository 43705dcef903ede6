package dev.sluice.client;

import dev.sluice.limits.RatePermit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** A user's {@link RateLimiter} as the core calls it. */
record CoreRateLimiter(RateLimiter own) implements dev.sluice.limits.RateLimiter {
  @Override
  public @Nullable Object acquire(long estimatedTokens, Continuation<? super RatePermit> call) {
    return UsersStage.<RatePermit>await(
        "rate limiter", scope -> own.acquire(estimatedTokens), RatePermit::release, call);
  }
}
