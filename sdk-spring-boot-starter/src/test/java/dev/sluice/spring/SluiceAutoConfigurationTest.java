package dev.sluice.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.AnthropicClient;
import dev.sluice.client.GeminiClient;
import dev.sluice.client.Interceptor;
import dev.sluice.client.ModelClient;
import dev.sluice.client.OpenAIClient;
import dev.sluice.client.SluiceClient;
import dev.sluice.errors.ClientClosedException;
import dev.sluice.extraction.Extraction;
import dev.sluice.extraction.ExtractionCall;
import dev.sluice.extraction.ExtractionListener;
import dev.sluice.limits.CallAttempt;
import dev.sluice.limits.CallListener;
import dev.sluice.limits.RateLimits;
import dev.sluice.testing.AnthropicReply;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.transport.HttpRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application gets from its properties and its beans; the server saw what was sent. */
@Timeout(60)
class SluiceAutoConfigurationTest {
  record Ticket(String topic) {}

  private static final AnthropicReply ANSWER = AnthropicReply.text("{\"topic\":\"billing\"}");

  private static Ticket ask(SluiceClient sluice) {
    return sluice.extract(Ticket.class, ask -> ask.user("My bill is wrong")).join();
  }

  /** What Boot's report says of the conditions of a bean. */
  private static List<String> reported(
      AssertableApplicationContext context, Class<?> configuration, String bean) {
    return ConditionEvaluationReport.get(context.getBeanFactory())
        .getConditionAndOutcomesBySource()
        .get(configuration.getName() + "#" + bean)
        .stream()
        .map(it -> it.getOutcome().getMessage())
        .toList();
  }

  @Test
  void withoutAKeyThereIsNoClientAndTheReportSaysWhy() {
    Contexts.plain()
        .withPropertyValues("sluice.openai.api-key= ")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(ModelClient.class);
              assertThat(context).doesNotHaveBean(SluiceClient.class);
              assertThat(reported(context, ModelClientAutoConfiguration.class, "openAIClient"))
                  .anySatisfy(
                      it -> assertThat(it).contains("no key is set: sluice.openai.api-key"));
            });
  }

  @Test
  void propertiesReachTheWireAndTheClientIsClosedWithTheApplication() {
    try (var server = ScriptedServer.builder().handler(ANSWER).start()) {
      Contexts.asking(server)
          .withPropertyValues("sluice.anthropic.headers.X-Team=search")
          .run(
              context -> {
                var sluice = context.getBean(SluiceClient.class);
                assertThat(ask(sluice)).isEqualTo(new Ticket("billing"));
                var request = server.takeRequest();
                assertThat(request.header("x-api-key")).isEqualTo("sk-secret");
                assertThat(request.header("X-Team")).isEqualTo("search");
                assertThat(request.getBodyText())
                    .contains("\"model\":\"claude-haiku-4-5\"", "\"max_tokens\":512");
                context.close();
                assertThatThrownBy(() -> ask(sluice))
                    .hasRootCauseInstanceOf(ClientClosedException.class);
              });
    }
  }

  @Test
  void ofSeveralClientsOneIsChosenByName() {
    var three =
        Contexts.plain()
            .withPropertyValues(
                "sluice.openai.api-key=a", "sluice.anthropic.api-key=b", "sluice.gemini.api-key=c");
    three.run(
        context -> {
          assertThat(context).hasNotFailed().doesNotHaveBean(SluiceClient.class);
          assertThat(reported(context, SluiceAutoConfiguration.class, "sluiceClient"))
              .anySatisfy(it -> assertThat(it).contains("sluice.provider"));
        });
    three
        .withPropertyValues("sluice.provider=gemini")
        .run(
            context -> {
              assertThat(context).hasSingleBean(OpenAIClient.class);
              assertThat(context).hasSingleBean(AnthropicClient.class);
              assertThat(context).hasSingleBean(GeminiClient.class);
              assertThat(context.getBean(SluiceClient.class)).asString().contains("Gemini");
            });
  }

  @Test
  void aProviderWithoutItsKeyIsNamed() {
    Contexts.plain()
        .withPropertyValues("sluice.openai.api-key=a", "sluice.provider=anthropic")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("set sluice.anthropic.api-key"));
  }

  @Test
  void anOptionThatCannotBeIsNamedBeforeAnythingIsSent() {
    Contexts.plain()
        .withPropertyValues("sluice.openai.api-key=a", "sluice.max-tokens=0")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("maxTokens must be at least 1"));
  }

  @Test
  void theApplicationsBeansAreUsed() {
    try (var server = ScriptedServer.builder().handler(ANSWER).start()) {
      Contexts.asking(server)
          .withUserConfiguration(Beans.class)
          .run(
              context -> {
                ask(context.getBean(SluiceClient.class));
                var request = server.takeRequest();
                assertThat(request.header("X-Seen-By")).isEqualTo("interceptor");
                assertThat(request.getBodyText())
                    .contains("\"temperature\":0.5", "\"max_tokens\":64", "\"user_id\":\"app\"");
                assertThat(context.getBean(Beans.class).heard)
                    .containsExactlyInAnyOrder("first", "second", "extraction");
              });
    }
  }

  @Test
  void aClientOfTheApplicationsOwnIsLeftAlone() {
    try (var server = ScriptedServer.builder().handler(ANSWER).start()) {
      Contexts.plain()
          .withPropertyValues("sluice.anthropic.api-key=unused", "sluice.max-tokens=9")
          .withBean(
              AnthropicClient.class,
              () -> AnthropicClient.builder().apiKey("own").baseUrl(server.getUrl()).build())
          .withBean(
              SluiceClientCustomizer.class,
              () -> builder -> builder.defaults(it -> it.model("claude-sonnet-4-5")))
          .run(
              context -> {
                ask(context.getBean(SluiceClient.class));
                assertThat(server.takeRequest().header("x-api-key")).isEqualTo("own");
              });
    }
  }

  @Test
  void noKeyIsEverPrinted() {
    Contexts.plain()
        .withPropertyValues(
            "sluice.openai.api-key=sk-secret", "sluice.openai.headers.Proxy-Auth=hidden-too")
        .run(
            context ->
                assertThat(context.getBean(SluiceProperties.class).toString())
                    .contains("apiKey=(hidden)", "Proxy-Auth")
                    .doesNotContain("sk-secret", "hidden-too"));
  }

  @Configuration(proxyBeanMethods = false)
  static class Beans {
    final List<String> heard = new CopyOnWriteArrayList<>();

    @Bean
    Interceptor interceptor() {
      return (request, next) -> next.proceed(request.withHeader("X-Seen-By", "interceptor"));
    }

    @Bean
    CallListener first() {
      return new CallListener() {
        @Override
        public void onRequest(CallAttempt call, HttpRequest request) {
          heard.add("first");
          throw new IllegalStateException("a listener that fails");
        }
      };
    }

    @Bean
    CallListener second() {
      return new CallListener() {
        @Override
        public void onRequest(CallAttempt call, HttpRequest request) {
          heard.add("second");
        }
      };
    }

    @Bean
    ExtractionListener listener() {
      return new ExtractionListener() {
        @Override
        public void onResult(ExtractionCall call, Extraction<?> extraction) {
          heard.add("extraction");
        }
      };
    }

    @Bean
    RateLimits limits() {
      return new RateLimits.Builder().maxConcurrent(1).build();
    }

    @Bean
    ModelClientCustomizer metadata() {
      return builder ->
          builder.extraBody(
              dev.sluice.client.ExtraBody.of(
                  java.util.Map.of("metadata", java.util.Map.of("user_id", "app"))));
    }

    @Bean
    SluiceClientCustomizer careful() {
      return builder -> builder.defaults(it -> it.temperature(0.5).maxTokens(64));
    }
  }
}
