package dev.sluice.spring;

import dev.sluice.client.SluiceClient;

/**
 * Sets what the properties have no name for, on the builder of the {@code SluiceClient}: a bean of
 * this type is called after the properties were applied.
 *
 * <pre>{@code
 * @Bean
 * SluiceClientCustomizer careful() {
 *   return builder -> builder.defaults(it -> it.temperature(0.0));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface SluiceClientCustomizer {
  /** Changes {@code builder}. */
  void customize(SluiceClient.Builder builder);
}
