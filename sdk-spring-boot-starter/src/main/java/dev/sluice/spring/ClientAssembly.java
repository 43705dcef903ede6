package dev.sluice.spring;

import dev.sluice.client.Interceptor;
import dev.sluice.client.ModelClient;
import dev.sluice.client.RateLimiter;
import dev.sluice.limits.CallListener;
import dev.sluice.limits.RateLimits;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.transport.Transport;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Puts a client together: properties first, then the application's beans, then its customizers. */
final class ClientAssembly {
  private final List<Interceptor> interceptors;
  private final List<CallListener> listeners;
  private final ObjectProvider<RateLimiter> rateLimiter;
  private final ObjectProvider<dev.sluice.limits.RateLimiter> coreRateLimiter;
  private final ObjectProvider<Transport> transport;
  private final List<ModelClientCustomizer> customizers;

  ClientAssembly(
      ObjectProvider<Interceptor> interceptors,
      ObjectProvider<CallListener> listeners,
      ObjectProvider<RateLimiter> rateLimiter,
      ObjectProvider<dev.sluice.limits.RateLimiter> coreRateLimiter,
      ObjectProvider<Transport> transport,
      ObjectProvider<ModelClientCustomizer> customizers) {
    this.interceptors = interceptors.orderedStream().toList();
    this.listeners = listeners.orderedStream().toList();
    this.rateLimiter = rateLimiter;
    this.coreRateLimiter = coreRateLimiter;
    this.transport = transport;
    this.customizers = customizers.orderedStream().toList();
  }

  <B extends ModelClient.Builder<B>> B assemble(B builder, ClientProperties properties) {
    apply(properties, builder);
    if (!interceptors.isEmpty()) builder.interceptors(interceptors);
    if (!listeners.isEmpty()) builder.listener(CallListeners.of(listeners));
    rateLimiter.ifAvailable(builder::rateLimiter);
    coreRateLimiter.ifAvailable(builder::rateLimiter);
    transport.ifAvailable(builder::transport);
    customizers.forEach(it -> it.customize(builder));
    return builder;
  }

  private static void apply(ClientProperties properties, ModelClient.Builder<?> builder) {
    set(properties.apiKey(), builder::apiKey);
    set(properties.baseUrl(), builder::baseUrl);
    if (!properties.headers().isEmpty()) builder.headers(properties.headers());
    set(
        properties.maxRetries(),
        it -> builder.retries(new RetryPolicy.Builder().maxRetries(it).build()));
    set(properties.timeouts().connect(), builder::connectTimeout);
    set(properties.timeouts().firstContent(), builder::firstContentTimeout);
    set(properties.timeouts().idle(), builder::idleTimeout);
    set(properties.timeouts().total(), builder::totalTimeout);
    if (properties.rateLimits().isSet()) builder.rateLimiter(limits(properties.rateLimits()));
  }

  private static RateLimits limits(ClientProperties.Limits limits) {
    return new RateLimits.Builder()
        .requestsPerMinute(limits.requestsPerMinute())
        .tokensPerMinute(limits.tokensPerMinute())
        .maxConcurrent(limits.maxConcurrent())
        .build();
  }

  private static <T> void set(@Nullable T value, Consumer<T> option) {
    if (value != null) option.accept(value);
  }
}
