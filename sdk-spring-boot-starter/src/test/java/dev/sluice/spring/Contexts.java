package dev.sluice.spring;

import dev.sluice.testing.ScriptedServer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications with the auto-configuration, and little else. */
final class Contexts {
  /** One that says nothing of Sluice. */
  static ApplicationContextRunner plain() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                ModelClientAutoConfiguration.class,
                SluiceObservationAutoConfiguration.class,
                SluiceAutoConfiguration.class));
  }

  /** One whose Anthropic is {@code server}. */
  static ApplicationContextRunner asking(ScriptedServer server) {
    return plain()
        .withPropertyValues(
            "sluice.model=claude-haiku-4-5",
            "sluice.max-tokens=512",
            "sluice.anthropic.api-key=sk-secret",
            "sluice.anthropic.base-url=" + server.getUrl(),
            "sluice.anthropic.max-retries=0");
  }

  private Contexts() {}
}
