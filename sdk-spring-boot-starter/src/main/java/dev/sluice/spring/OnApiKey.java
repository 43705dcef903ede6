package dev.sluice.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Decides {@link ConditionalOnApiKey}. Its message is what Boot prints for a client that is missed.
 */
final class OnApiKey extends SpringBootCondition {
  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    var provider = metadata.getAnnotations().get(ConditionalOnApiKey.class).getString("value");
    var property = "sluice." + provider + ".api-key";
    var key = context.getEnvironment().getProperty(property);
    var message = ConditionMessage.forCondition(ConditionalOnApiKey.class);
    return key == null || key.isBlank()
        ? ConditionOutcome.noMatch(message.because("no key is set: " + property))
        : ConditionOutcome.match(message.because(property + " is set"));
  }
}
