package dev.sluice.spring;

import dev.sluice.errors.ApiException;
import dev.sluice.limits.CallAttempt;
import dev.sluice.limits.CallListener;
import dev.sluice.transport.HttpHeaders;
import dev.sluice.transport.HttpRequest;
import java.util.List;
import java.util.function.Consumer;

/** Several listeners as one; what one of them throws does not keep the others from hearing. */
final class CallListeners implements CallListener {
  private final List<CallListener> all;

  private CallListeners(List<CallListener> all) {
    this.all = all;
  }

  static CallListener of(List<CallListener> all) {
    return all.size() == 1 ? all.get(0) : new CallListeners(all);
  }

  @Override
  public void onRequest(CallAttempt call, HttpRequest request) {
    tell(it -> it.onRequest(call, request));
  }

  @Override
  public void onResponse(CallAttempt call, int status, HttpHeaders headers, long millis) {
    tell(it -> it.onResponse(call, status, headers, millis));
  }

  @Override
  public void onSuccess(CallAttempt call, long millis) {
    tell(it -> it.onSuccess(call, millis));
  }

  @Override
  public void onFailure(CallAttempt call, Throwable failure, long millis) {
    tell(it -> it.onFailure(call, failure, millis));
  }

  @Override
  public void onRetry(CallAttempt call, ApiException failure, long waitMillis) {
    tell(it -> it.onRetry(call, failure, waitMillis));
  }

  private void tell(Consumer<CallListener> what) {
    for (var listener : all) {
      try {
        what.accept(listener);
      } catch (Exception dropped) {
        // As the client does with a single listener: it observes, and must not fail the call.
      }
    }
  }
}
