package dev.sluice.spring;

import dev.sluice.client.ModelClient;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;

/** Holds when it is clear which client to ask: one is named, or there is one, or one is primary. */
final class OnChosenClient extends AnyNestedCondition {
  OnChosenClient() {
    super(ConfigurationPhase.REGISTER_BEAN);
  }

  @ConditionalOnProperty("sluice.provider")
  static final class Named {}

  @ConditionalOnSingleCandidate(ModelClient.class)
  static final class Only {}
}
