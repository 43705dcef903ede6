package dev.sluice.spring;

import dev.sluice.Sluice;
import dev.sluice.client.AnthropicClient;
import dev.sluice.client.GeminiClient;
import dev.sluice.client.ModelClient;
import dev.sluice.client.OpenAIClient;
import dev.sluice.client.ResponseCache;
import dev.sluice.client.SluiceClient;
import dev.sluice.extraction.ExtractionListener;
import jakarta.validation.Validator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * A {@link SluiceClient} over the client that the properties or the application made. Where there
 * are several, {@code sluice.provider} says which, or {@code @Primary}; if neither does there is
 * none. Beans that it can use are used: {@link ExtractionListener}, {@link ResponseCache}, {@link
 * Validator}, {@link SluiceClientCustomizer}.
 *
 * <pre>{@code
 * @RestController
 * class Tickets {
 *   private final SluiceClient sluice;
 *
 *   Tickets(SluiceClient sluice) { this.sluice = sluice; }
 *
 *   @PostMapping("/tickets")
 *   CompletableFuture<Ticket> classify(@RequestBody String text) {
 *     return sluice.extract(Ticket.class, ask -> ask.user(text));
 *   }
 * }
 * }</pre>
 */
@AutoConfiguration(
    after = ModelClientAutoConfiguration.class,
    afterName = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")
public final class SluiceAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  @Conditional(OnChosenClient.class)
  SluiceClient sluiceClient(
      SluiceProperties properties,
      BeanFactory beans,
      ObjectProvider<ExtractionListener> listeners,
      ObjectProvider<ResponseCache> cache,
      ObjectProvider<Validator> validator,
      ObjectProvider<SluiceClientCustomizer> customizers) {
    var client = chosen(properties.provider(), beans);
    var builder = SluiceClient.builder(client).defaults(it -> apply(properties, it));
    listeners.orderedStream().forEach(each -> builder.defaults(it -> it.listener(each)));
    cache.ifAvailable(builder::cache);
    validator.ifUnique(builder::validator);
    customizers.orderedStream().forEach(it -> it.customize(builder));
    return builder.build();
  }

  private static void apply(SluiceProperties properties, Sluice.Builder defaults) {
    defaults
        .model(properties.model())
        .maxTokens(properties.maxTokens())
        .attempts(properties.attempts())
        .tokenBudget(properties.tokenBudget());
  }

  private static ModelClient chosen(
      SluiceProperties.@Nullable Provider provider, BeanFactory beans) {
    if (provider == null) return beans.getBean(ModelClient.class);
    Class<? extends ModelClient> type =
        switch (provider) {
          case OPENAI -> OpenAIClient.class;
          case ANTHROPIC -> AnthropicClient.class;
          case GEMINI -> GeminiClient.class;
        };
    var client = beans.getBeanProvider(type).getIfAvailable();
    if (client != null) return client;
    var name = provider.name().toLowerCase(Locale.ROOT);
    throw new IllegalStateException(
        "sluice.provider is %s, and there is no such client: set sluice.%s.api-key"
            .formatted(name, name));
  }
}
