package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.transport.HttpRequest;
import dev.sluice.transport.HttpResponse;
import dev.sluice.transport.InterceptorChain;
import java.util.concurrent.CompletableFuture;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.future.FutureKt;
import org.jspecify.annotations.Nullable;

/** A user's {@link Interceptor} as the core calls it. */
record CoreInterceptor(Interceptor own) implements dev.sluice.transport.Interceptor {
  @Override
  public @Nullable Object intercept(
      HttpRequest request, InterceptorChain next, Continuation<? super HttpResponse> call) {
    return UsersStage.<HttpResponse>await(
        "interceptor",
        scope -> own.intercept(request, again -> proceed(again, next, scope)),
        late -> {},
        call);
  }

  private static CompletableFuture<HttpResponse> proceed(
      HttpRequest request, InterceptorChain next, CoroutineScope scope) {
    requireNonNull(request, "request");
    CompletableFuture<HttpResponse> work =
        FutureKt.future(
            scope,
            Dispatchers.getDefault(),
            CoroutineStart.DEFAULT,
            (its, continuation) -> next.proceed(request, continuation));
    var response = new CompletableFuture<HttpResponse>();
    response.whenComplete((value, failure) -> work.cancel(true));
    // What follows on it is the user's, and may block.
    work.whenCompleteAsync(
        (value, failure) -> {
          if (failure == null) response.complete(value);
          else response.completeExceptionally(failure);
        },
        CallbackThreads.QUESTIONS);
    return response;
  }
}
