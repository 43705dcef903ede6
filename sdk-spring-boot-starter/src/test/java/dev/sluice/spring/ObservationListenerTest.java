package dev.sluice.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.SluiceClient;
import dev.sluice.extraction.InvalidOutputException;
import dev.sluice.testing.AnthropicReply;
import dev.sluice.testing.ScriptedServer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.FilteredClassLoader;

/** Extractions as Micrometer sees them. */
@Timeout(60)
class ObservationListenerTest {
  record Ticket(String topic) {}

  private static final AnthropicReply GOOD = AnthropicReply.text("{\"topic\":\"billing\"}");
  private static final AnthropicReply BAD = AnthropicReply.text("{\"topic\":7}");

  @Test
  void aValueIsOneObservationWithItsAttempts() {
    var registry = TestObservationRegistry.create();
    try (var server = ScriptedServer.start()) {
      server.enqueue(BAD, GOOD);
      Contexts.asking(server)
          .withBean(ObservationRegistry.class, () -> registry)
          .run(
              context ->
                  context
                      .getBean(SluiceClient.class)
                      .extract(Ticket.class, ask -> ask.user("My bill is wrong"))
                      .join());
    }
    TestObservationRegistryAssert.assertThat(registry)
        .hasSingleObservationThat()
        .hasNameEqualTo("sluice.extraction")
        .hasLowCardinalityKeyValue("gen_ai.provider.name", "anthropic")
        .hasLowCardinalityKeyValue("gen_ai.request.model", "claude-haiku-4-5")
        .hasLowCardinalityKeyValue("sluice.type", "Ticket")
        .hasLowCardinalityKeyValue("sluice.outcome", "value")
        .hasHighCardinalityKeyValue("sluice.attempts", "2")
        .hasBeenStarted()
        .hasBeenStopped();
  }

  @Test
  void anAnswerThatIsNeverValidIsAnError() {
    var registry = TestObservationRegistry.create();
    try (var server = ScriptedServer.builder().handler(BAD).start()) {
      Contexts.asking(server)
          .withPropertyValues("sluice.attempts=1")
          .withBean(ObservationRegistry.class, () -> registry)
          .run(
              context -> {
                var sluice = context.getBean(SluiceClient.class);
                var asked = sluice.extract(Ticket.class, ask -> ask.user("My bill is wrong"));
                assertThatThrownBy(asked::join)
                    .hasRootCauseInstanceOf(InvalidOutputException.class);
              });
    }
    TestObservationRegistryAssert.assertThat(registry)
        .hasSingleObservationThat()
        .hasLowCardinalityKeyValue("sluice.outcome", "invalid")
        .hasBeenStopped()
        .thenError()
        .hasMessage(InvalidOutputException.class.getName());
  }

  @Test
  void itsParentIsTheObservationOfTheCallersThread() {
    var registry = TestObservationRegistry.create();
    var served = Observation.start("http.server.requests", registry);
    try (var server = ScriptedServer.builder().handler(GOOD).start()) {
      Contexts.asking(server)
          .withBean(ObservationRegistry.class, () -> registry)
          .run(
              context -> {
                var sluice = context.getBean(SluiceClient.class);
                var asked =
                    served.scoped(
                        () -> sluice.extract(Ticket.class, ask -> ask.user("My bill is wrong")));
                asked.join();
              });
    }
    TestObservationRegistryAssert.assertThat(registry)
        .hasObservationWithNameEqualTo("sluice.extraction")
        .that()
        .hasParentObservationEqualTo(served);
  }

  @Test
  void withoutMicrometerEverythingElseWorks() {
    try (var server = ScriptedServer.builder().handler(GOOD).start()) {
      Contexts.asking(server)
          .withClassLoader(new FilteredClassLoader("io.micrometer"))
          .run(
              context -> {
                assertThat(context).hasNotFailed().doesNotHaveBean("sluiceObservations");
                assertThat(
                        context
                            .getBean(SluiceClient.class)
                            .extract(Ticket.class, ask -> ask.user("My bill is wrong"))
                            .join())
                    .isEqualTo(new Ticket("billing"));
              });
    }
  }
}
