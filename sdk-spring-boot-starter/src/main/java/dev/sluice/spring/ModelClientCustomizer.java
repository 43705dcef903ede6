package dev.sluice.spring;

import dev.sluice.client.ModelClient;

/**
 * Sets what the properties have no name for, on the builder of every client that is made: a bean of
 * this type is called after the properties were applied.
 *
 * <pre>{@code
 * @Bean
 * ModelClientCustomizer traced() {
 *   return builder -> builder.interceptors(List.of((request, next) -> next.proceed(request.withHeader("X-Team", "search"))));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface ModelClientCustomizer {
  /** Changes {@code builder}, which is of one of the three clients. */
  void customize(ModelClient.Builder<?> builder);
}
