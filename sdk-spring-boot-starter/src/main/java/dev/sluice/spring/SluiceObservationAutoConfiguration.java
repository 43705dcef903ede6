package dev.sluice.spring;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Extractions as observations, where the application has Micrometer. */
@AutoConfiguration(
    before = SluiceAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
public final class SluiceObservationAutoConfiguration {
  /**
   * A listener for each call, since the observation that it stands in is that of the caller's
   * thread.
   */
  @Bean
  @ConditionalOnBean(ObservationRegistry.class)
  SluiceClientCustomizer sluiceObservations(ObservationRegistry registry) {
    return builder ->
        builder.eachCall(
            ask ->
                ask.listener(new ObservationListener(registry, registry.getCurrentObservation())));
  }
}
